#pragma once

// Zstandard as it is.
#include <zstd.h>
