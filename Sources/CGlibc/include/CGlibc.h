#pragma once

// What the C library offers beyond POSIX, which Swift does not import.

#include <stdint.h>

// Gives the disk back what a stretch of a file takes; it reads as zeros then. 0, or -1 where the file
// system cannot do that.
int fupan_punch_hole(int descriptor, int64_t start, int64_t count);

// Gives the system back the memory that was freed and is still held for later.
void fupan_trim_memory(void);
