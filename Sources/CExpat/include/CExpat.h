#pragma once

// expat as it is; it hands text over as UTF-8, whatever the encoding of the document.
#include <expat.h>
