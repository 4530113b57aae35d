#define _GNU_SOURCE
#include "CGlibc.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

int fupan_punch_hole(int descriptor, int64_t start, int64_t count) {
  return fallocate(
      descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)start, (off_t)count);
}

int64_t fupan_resident_bytes(void) {
  int descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return 0;
  char text[128];
  ssize_t count = read(descriptor, text, sizeof text - 1);
  close(descriptor);
  if (count <= 0) return 0;
  text[count] = 0;
  long long size, resident;
  if (sscanf(text, "%lld %lld", &size, &resident) != 2) return 0;
  return (int64_t)resident * sysconf(_SC_PAGESIZE);
}

void fupan_trim_memory(void) { (void)malloc_trim(0); }
