#include "CScanner.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

// Where four bytes stand among 64: bit n is that of byte n.
typedef struct {
  uint64_t quotes;
  uint64_t delimiters;
  uint64_t feeds;
  uint64_t returns;
} fupan_masks;

#define ALWAYS_INLINE static inline __attribute__((always_inline))

// Bit n of the result is set where an odd number of bits is set among those up to n.
ALWAYS_INLINE uint64_t prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

// Which of eight bytes equal another, one bit each.
ALWAYS_INLINE uint64_t scalar_equal(uint64_t word, uint8_t byte) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7F;
  uint64_t difference = word ^ byte * (uint64_t)0x0101010101010101;
  uint64_t highs = ~(((difference & low) + low) | difference | low);
  return (highs >> 7) * (uint64_t)0x0102040810204080 >> 56;
}

ALWAYS_INLINE fupan_masks scalar_masks(const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  fupan_masks masks = {0, 0, 0, 0};
  for (unsigned part = 0; part < 64; part += 8) {
    uint64_t word = 0;
    for (unsigned byte = 0; byte < 8; byte++) {
      word |= (uint64_t)bytes[part + byte] << (8 * byte);
    }
    masks.quotes |= scalar_equal(word, quote) << part;
    masks.delimiters |= scalar_equal(word, delimiter) << part;
    masks.feeds |= scalar_equal(word, '\n') << part;
    masks.returns |= scalar_equal(word, '\r') << part;
  }
  return masks;
}

#define SCAN(name) scalar_##name
#define TARGET
#define MASKS scalar_masks
#define PREFIX_XOR prefix_xor
#include "scan.inc.h"

#if defined(__x86_64__)

ALWAYS_INLINE fupan_masks sse2_masks(const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  fupan_masks masks = {0, 0, 0, 0};
  const __m128i quotes = _mm_set1_epi8((char)quote);
  const __m128i delimiters = _mm_set1_epi8((char)delimiter);
  const __m128i feeds = _mm_set1_epi8('\n');
  const __m128i returns = _mm_set1_epi8('\r');
  for (unsigned part = 0; part < 64; part += 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + part));
    masks.quotes |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, quotes)) << part;
    masks.delimiters |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, delimiters))
                        << part;
    masks.feeds |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, feeds)) << part;
    masks.returns |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, returns)) << part;
  }
  return masks;
}

#define SCAN(name) sse2_##name
#define TARGET
#define MASKS sse2_masks
#define PREFIX_XOR prefix_xor
#include "scan.inc.h"

#define AVX2 __attribute__((target("avx2,pclmul,bmi,bmi2,popcnt,lzcnt")))

// The same by one multiplication without carries.
AVX2 static inline uint64_t avx2_prefix_xor(uint64_t bits) {
  const __m128i product =
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

AVX2 static inline fupan_masks avx2_masks(const uint8_t *bytes, uint8_t delimiter,
                                          uint8_t quote) {
  fupan_masks masks = {0, 0, 0, 0};
  const __m256i quotes = _mm256_set1_epi8((char)quote);
  const __m256i delimiters = _mm256_set1_epi8((char)delimiter);
  const __m256i feeds = _mm256_set1_epi8('\n');
  const __m256i returns = _mm256_set1_epi8('\r');
  for (unsigned part = 0; part < 64; part += 32) {
    const __m256i block = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + part));
    masks.quotes |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, quotes))
                    << part;
    masks.delimiters |=
        (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, delimiters)) << part;
    masks.feeds |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, feeds))
                   << part;
    masks.returns |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, returns))
                     << part;
  }
  return masks;
}

#define SCAN(name) avx2_##name
#define TARGET AVX2
#define MASKS avx2_masks
#define PREFIX_XOR avx2_prefix_xor
#include "scan.inc.h"

#define AVX512 \
  __attribute__((target("avx2,avx512f,avx512bw,evex512,pclmul,bmi,bmi2,popcnt,lzcnt")))

AVX512 static inline uint64_t avx512_prefix_xor(uint64_t bits) {
  const __m128i product =
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

AVX512 static inline fupan_masks avx512_masks(const uint8_t *bytes, uint8_t delimiter,
                                              uint8_t quote) {
  const __m512i block = _mm512_loadu_si512(bytes);
  fupan_masks masks;
  masks.quotes = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8((char)quote));
  masks.delimiters = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8((char)delimiter));
  masks.feeds = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\n'));
  masks.returns = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\r'));
  return masks;
}

#define SCAN(name) avx512_##name
#define TARGET AVX512
#define MASKS avx512_masks
#define PREFIX_XOR avx512_prefix_xor
#include "scan.inc.h"

#elif defined(__aarch64__)

ALWAYS_INLINE uint64_t neon_mask(uint8x16x4_t block, uint8x16_t wanted) {
  // Each byte keeps the bit of its place among eight; pairs are added until those bits are a mask.
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t first = vandq_u8(vceqq_u8(block.val[0], wanted), bits);
  uint8x16_t second = vandq_u8(vceqq_u8(block.val[1], wanted), bits);
  uint8x16_t third = vandq_u8(vceqq_u8(block.val[2], wanted), bits);
  uint8x16_t fourth = vandq_u8(vceqq_u8(block.val[3], wanted), bits);
  uint8x16_t halves = vpaddq_u8(vpaddq_u8(first, second), vpaddq_u8(third, fourth));
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(halves, halves)), 0);
}

ALWAYS_INLINE fupan_masks neon_masks(const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  uint8x16x4_t block = {
      {vld1q_u8(bytes), vld1q_u8(bytes + 16), vld1q_u8(bytes + 32), vld1q_u8(bytes + 48)}};
  fupan_masks masks;
  masks.quotes = neon_mask(block, vdupq_n_u8(quote));
  masks.delimiters = neon_mask(block, vdupq_n_u8(delimiter));
  masks.feeds = neon_mask(block, vdupq_n_u8('\n'));
  masks.returns = neon_mask(block, vdupq_n_u8('\r'));
  return masks;
}

#define SCAN(name) neon_##name
#define TARGET
#define MASKS neon_masks
#define PREFIX_XOR prefix_xor
#include "scan.inc.h"

#endif

bool fupan_scan_has(fupan_scan_kind kind) {
  switch (kind) {
  case FUPAN_SCAN_SCALAR:
    return true;
#if defined(__x86_64__)
  case FUPAN_SCAN_SSE2:
    return true;
  case FUPAN_SCAN_AVX2:
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("lzcnt");
  case FUPAN_SCAN_AVX512:
    return fupan_scan_has(FUPAN_SCAN_AVX2) && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw");
#elif defined(__aarch64__)
  case FUPAN_SCAN_NEON:
    return true;
#endif
  default:
    return false;
  }
}

fupan_scan_kind fupan_scan_best(void) {
  static const fupan_scan_kind kinds[] = {FUPAN_SCAN_AVX512, FUPAN_SCAN_AVX2, FUPAN_SCAN_SSE2,
                                          FUPAN_SCAN_NEON};
  for (size_t index = 0; index < sizeof kinds / sizeof kinds[0]; index++) {
    if (fupan_scan_has(kinds[index])) {
      return kinds[index];
    }
  }
  return FUPAN_SCAN_SCALAR;
}

size_t fupan_scan_locate(fupan_scan_kind kind, fupan_scan_text text, fupan_scan_fields *fields) {
  switch (kind) {
#if defined(__x86_64__)
  case FUPAN_SCAN_AVX512:
    return avx512_locate(text, fields);
  case FUPAN_SCAN_AVX2:
    return avx2_locate(text, fields);
  case FUPAN_SCAN_SSE2:
    return sse2_locate(text, fields);
#elif defined(__aarch64__)
  case FUPAN_SCAN_NEON:
    return neon_locate(text, fields);
#endif
  default:
    return scalar_locate(text, fields);
  }
}

fupan_scan_border fupan_scan_last_border(fupan_scan_kind kind, fupan_scan_text text) {
  switch (kind) {
#if defined(__x86_64__)
  case FUPAN_SCAN_AVX512:
    return avx512_last_border(text);
  case FUPAN_SCAN_AVX2:
    return avx2_last_border(text);
  case FUPAN_SCAN_SSE2:
    return sse2_last_border(text);
#elif defined(__aarch64__)
  case FUPAN_SCAN_NEON:
    return neon_last_border(text);
#endif
  default:
    return scalar_last_border(text);
  }
}
