#pragma once

// Finds delimiters and line ends of delimited text many bytes at a time: 64 with AVX-512 or AVX2 and
// carry-less multiplication, 16 with SSE2 or NEON, 8 elsewhere. Which one is taken is decided when
// the program runs.
//
// It knows clean text only: quotes open fields and close them, lines end in LF or CRLF. It stops at
// the first place that is otherwise, and whoever asks reads on by the rules themselves. What it
// finds before that place is right.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The instructions that a scan uses.
typedef enum {
  FUPAN_SCAN_SCALAR = 0,
  FUPAN_SCAN_SSE2 = 1,
  FUPAN_SCAN_AVX2 = 2,
  FUPAN_SCAN_AVX512 = 3,
  FUPAN_SCAN_NEON = 4,
} fupan_scan_kind;

// Whether this processor has them.
bool fupan_scan_has(fupan_scan_kind kind);

// The fastest that this processor has.
fupan_scan_kind fupan_scan_best(void);

// What is scanned and how it is written.
typedef struct {
  // Starts at a record's start.
  const uint8_t *_Nullable text;
  size_t count;
  uint8_t delimiter;
  uint8_t quote;
  // Without quotes the quote is a byte like all others.
  bool has_quotes;
} fupan_scan_text;

// Where a scan puts what it finds. All positions are those in the text.
typedef struct {
  // Delimiters and line feeds outside quotes, in order. Room for one more than bytes are scanned,
  // rounded up to 64.
  uint32_t *_Nonnull separators;
  // Which of the separators are line feeds, in order. Room as above.
  uint32_t *_Nonnull ends;
  // Line feeds inside quotes, in order. Room as above.
  uint32_t *_Nonnull quoted_feeds;
  size_t separator_count;
  size_t end_count;
  size_t quoted_feed_count;
} fupan_scan_fields;

// Finds the fields of clean records.
//
// Returns the position before which all of the text is clean: its length, or that of what is not.
// Of the record that is open there, some separators may have been found.
size_t fupan_scan_locate(fupan_scan_kind kind, fupan_scan_text text,
                         fupan_scan_fields *_Nonnull fields);

// Where clean records end.
typedef struct {
  // The position after the last line feed outside quotes, 0 where there is none.
  size_t border;
  // How many line feeds stand before the border.
  size_t feeds;
  // The position before which all of the text is clean.
  size_t clean;
  // Whether what is clean ends in an open quoted field.
  bool is_quoted;
} fupan_scan_border;

// Finds the last border of the clean records that the text starts with.
fupan_scan_border fupan_scan_last_border(fupan_scan_kind kind, fupan_scan_text text);

#ifdef __cplusplus
}
#endif
