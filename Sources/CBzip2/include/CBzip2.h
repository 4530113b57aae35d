#pragma once

// bzip2 as it is.
#include <bzlib.h>
