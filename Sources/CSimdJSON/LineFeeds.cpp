#include "LineFeeds.hpp"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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

__attribute__((target("avx2"))) size_t find_line_feeds_avx2(
    const char *bytes, size_t length, uint32_t *found) {
  const __m256i feed = _mm256_set1_epi8('\n');
  size_t count = 0;
  size_t at = 0;
  for (; length - at >= 64; at += 64) {
    const __m256i *block = reinterpret_cast<const __m256i *>(bytes + at);
    __m256i low = _mm256_cmpeq_epi8(_mm256_loadu_si256(block), feed);
    __m256i high = _mm256_cmpeq_epi8(_mm256_loadu_si256(block + 1), feed);
    uint64_t mask = uint64_t{uint32_t(_mm256_movemask_epi8(high))} << 32;
    for (mask |= uint32_t(_mm256_movemask_epi8(low)); mask != 0; mask &= mask - 1) {
      found[count] = uint32_t(at) + uint32_t(__builtin_ctzll(mask));
      count += 1;
    }
  }
  for (; at < length; at += 1) {
    if (bytes[at] == '\n') {
      found[count] = uint32_t(at);
      count += 1;
    }
  }
  return count;
}
#endif

}  // namespace

size_t find_line_feeds(const char *bytes, size_t length, uint32_t *found) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return find_line_feeds_avx2(bytes, length, found);
#endif
  size_t count = 0;
  const char *end = bytes + length;
  const char *at = bytes;
  while (at < end) {
    const void *feed = std::memchr(at, '\n', size_t(end - at));
    if (!feed) break;
    at = static_cast<const char *>(feed) + 1;
    found[count] = uint32_t(at - 1 - bytes);
    count += 1;
  }
  return count;
}

size_t fupan_line_feed_count(const char *bytes, size_t length) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return count_line_feeds_avx2(bytes, length);
#endif
  return count_line_feeds(bytes, length);
}
