#define _GNU_SOURCE
#include "CGlibc.h"

#include <fcntl.h>
#include <malloc.h>

int fupan_punch_hole(int descriptor, int64_t start, int64_t count) {
  return fallocate(
      descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)start, (off_t)count);
}

void fupan_trim_memory(void) { (void)malloc_trim(0); }
