#include "CSimdJSON.h"

namespace {

__attribute__((always_inline)) inline size_t count_line_feeds(const char *bytes, size_t length) {
  size_t count = 0;
  size_t at = 0;
  while (length - at >= 64) {
    // A lane counts to 255 at most.
    size_t rounds = (length - at) / 64;
    if (rounds > 255) rounds = 255;
    uint8_t lanes[64] = {};
    for (size_t round = 0; round < rounds; round += 1, at += 64) {
      for (size_t lane = 0; lane < 64; lane += 1) lanes[lane] += bytes[at + lane] == '\n';
    }
    for (size_t lane = 0; lane < 64; lane += 1) count += lanes[lane];
  }
  for (; at < length; at += 1) count += bytes[at] == '\n';
  return count;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) size_t count_line_feeds_avx2(const char *bytes, size_t length) {
  return count_line_feeds(bytes, length);
}
#endif

}  // namespace

size_t fupan_line_feed_count(const char *bytes, size_t length) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return count_line_feeds_avx2(bytes, length);
#endif
  return count_line_feeds(bytes, length);
}
