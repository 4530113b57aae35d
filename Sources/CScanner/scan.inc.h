// One scan, compiled once for each kind of instructions: SCAN(name) names its functions, TARGET
// says what they may use, MASKS fills the four masks of 64 bytes, PREFIX_XOR sums a mask's bits from
// below.

// What one block of 64 bytes leaves for the next.
typedef struct {
  // All ones inside quotes.
  uint64_t quoted;
  // One where the byte before could stand before a field.
  uint64_t separated;
  // One where the byte before closed a quoted field.
  uint64_t closed;
  // One where the byte before is a CR.
  uint64_t returned;
} SCAN(state);

// The separators and line feeds of a block.
typedef struct {
  uint64_t separators;
  uint64_t ends;
  uint64_t quoted_feeds;
  // The first byte that is not clean, 64 where all are.
  unsigned odd;
} SCAN(block);

// A field may also begin with `="`.
TARGET static bool SCAN(is_formula)(fupan_scan_text scanned, size_t position) {
  if (position == 0 || scanned.text[position - 1] != '=') {
    return false;
  }
  if (position == 1) {
    return true;
  }
  uint8_t before = scanned.text[position - 2];
  return before == scanned.delimiter || before == '\n';
}

TARGET ALWAYS_INLINE SCAN(block)
    SCAN(look)(fupan_scan_text scanned, size_t start, uint64_t valid, fupan_masks masks,
               SCAN(state) *state) {
  SCAN(block) block = {0, 0, 0, 64};
  uint64_t quotes = scanned.has_quotes ? masks.quotes & valid : 0;
  uint64_t returns = masks.returns & valid;
  uint64_t feeds = masks.feeds & valid;
  uint64_t separators = (masks.delimiters & valid) | feeds;
  if ((quotes | returns | state->quoted | state->closed | state->returned) == 0) {
    block.separators = separators;
    block.ends = feeds;
    state->separated = separators >> 63;
    return block;
  }
  uint64_t quoted = PREFIX_XOR(quotes) ^ state->quoted;
  uint64_t opening = quotes & quoted;
  uint64_t closing = quotes & ~quoted;
  uint64_t outside = separators & ~quoted;
  // A quote that opens follows a separator, or a quote with which it makes a doubled one.
  uint64_t after_closing = closing << 1 | state->closed;
  uint64_t odd = opening & ~(outside << 1 | state->separated | after_closing);
  while (odd != 0) {
    unsigned bit = (unsigned)__builtin_ctzll(odd);
    if (!SCAN(is_formula)(scanned, start + bit)) {
      break;
    }
    odd &= odd - 1;
  }
  // After a quote that closes a separator follows, and after a CR an LF.
  odd |= after_closing & ~(separators | returns | quotes) & valid;
  odd |= (returns << 1 | state->returned) & ~feeds & valid;
  if (odd != 0) {
    block.odd = (unsigned)__builtin_ctzll(odd);
    uint64_t clean = ((uint64_t)1 << block.odd) - 1;
    outside &= clean;
    feeds &= clean;
  }
  block.separators = outside;
  block.ends = feeds & ~quoted;
  block.quoted_feeds = feeds & quoted;
  state->quoted = (uint64_t)((int64_t)quoted >> 63);
  state->separated = outside >> 63;
  state->closed = closing >> 63;
  state->returned = returns >> 63;
  return block;
}

// Looks at the block at `start`, behind which zeros stand where the text ends.
TARGET ALWAYS_INLINE SCAN(block)
    SCAN(block_at)(fupan_scan_text scanned, size_t start, SCAN(state) *state) {
  size_t left = scanned.count - start;
  uint64_t valid = left >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << left) - 1;
  uint8_t padded[64];
  const uint8_t *bytes = scanned.text + start;
  if (left < 64) {
    memset(padded, 0, sizeof padded);
    memcpy(padded, bytes, left);
    bytes = padded;
  }
  return SCAN(look)(scanned, start, valid,
                    MASKS(bytes, scanned.delimiter, scanned.quote), state);
}

TARGET static inline size_t SCAN(flatten)(uint32_t *target, size_t count, uint64_t bits,
                                          uint32_t start) {
  unsigned found = (unsigned)__builtin_popcountll(bits);
  uint32_t *next = target + count;
  for (unsigned index = 0; index < found; index += 8) {
    // Eight are written whether there are as many or not; `ctz` of 0 is then of no matter.
    for (unsigned step = 0; step < 8; step++) {
      next[index + step] = start + (bits == 0 ? 0 : (uint32_t)__builtin_ctzll(bits));
      bits &= bits - 1;
    }
  }
  return count + found;
}

TARGET static size_t SCAN(locate)(fupan_scan_text scanned, fupan_scan_fields *fields) {
  SCAN(state) state = {0, 1, 0, 0};
  size_t separator_count = 0;
  size_t end_count = 0;
  size_t quoted_feed_count = 0;
  size_t clean = scanned.count;
  for (size_t start = 0; start < scanned.count; start += 64) {
    SCAN(block) block = SCAN(block_at)(scanned, start, &state);
    uint64_t ends = block.ends;
    while (ends != 0) {
      uint64_t before = block.separators & (ends ^ (ends - 1)) >> 1;
      fields->ends[end_count++] =
          (uint32_t)(separator_count + (size_t)__builtin_popcountll(before));
      ends &= ends - 1;
    }
    separator_count =
        SCAN(flatten)(fields->separators, separator_count, block.separators, (uint32_t)start);
    if (block.quoted_feeds != 0) {
      quoted_feed_count = SCAN(flatten)(fields->quoted_feeds, quoted_feed_count,
                                        block.quoted_feeds, (uint32_t)start);
    }
    if (block.odd < 64) {
      clean = start + block.odd;
      break;
    }
  }
  fields->separator_count = separator_count;
  fields->end_count = end_count;
  fields->quoted_feed_count = quoted_feed_count;
  return clean;
}

TARGET static fupan_scan_border SCAN(last_border)(fupan_scan_text scanned) {
  SCAN(state) state = {0, 1, 0, 0};
  fupan_scan_border border = {0, 0, scanned.count, false};
  size_t feeds = 0;
  for (size_t start = 0; start < scanned.count; start += 64) {
    SCAN(block) block = SCAN(block_at)(scanned, start, &state);
    uint64_t all = block.ends | block.quoted_feeds;
    if (block.ends != 0) {
      unsigned last = 63 - (unsigned)__builtin_clzll(block.ends);
      uint64_t before = ~(uint64_t)0 >> (63 - last);
      border.border = start + last + 1;
      border.feeds = feeds + (size_t)__builtin_popcountll(all & before);
    }
    feeds += (size_t)__builtin_popcountll(all);
    if (block.odd < 64) {
      border.clean = start + block.odd;
      return border;
    }
  }
  border.is_quoted = state.quoted != 0;
  return border;
}

#undef SCAN
#undef TARGET
#undef MASKS
#undef PREFIX_XOR
