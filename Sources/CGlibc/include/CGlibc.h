#pragma once

// What the C library offers beyond POSIX, which Swift does not import.

#include <stdint.h>

// Gives the disk back what a stretch of a file takes; it reads as zeros then. 0, or -1 where the file
// system cannot do that.
int fupan_punch_hole(int descriptor, int64_t start, int64_t count);

// How many bytes of memory this process has now; 0 where the system does not say.
int64_t fupan_resident_bytes(void);

// Gives the system back the memory that was freed and is still held for later.
void fupan_trim_memory(void);
