#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// JSON read by simdjson's DOM parser, which checks a whole document, UTF-8 included, before anything of
// it is handed out. Numbers stay what was written: the parser keeps where each token starts, so a
// decimal or a long id is given as its bytes in the source and never passes through a double.
// A number too large for 64 bits or a double is sound JSON and no error here.

// What a value is. `absent` is only found in slots.
enum __attribute__((enum_extensibility(closed))) fupan_json_kind : uint8_t {
  fupan_json_kind_absent = 0,
  fupan_json_kind_null,
  fupan_json_kind_false,
  fupan_json_kind_true,
  fupan_json_kind_number,
  fupan_json_kind_string,
  fupan_json_kind_array,
  fupan_json_kind_object,
};
typedef enum fupan_json_kind fupan_json_kind;

// How parsing or extracting ended.
enum __attribute__((enum_extensibility(closed))) fupan_json_status : uint8_t {
  fupan_json_status_ok = 0,
  // Nothing but white space.
  fupan_json_status_empty,
  // No JSON; fupan_json_error_text says what simdjson found.
  fupan_json_status_invalid,
  fupan_json_status_invalid_utf8,
  // Nested deeper than 1,024 levels.
  fupan_json_status_too_deep,
  // Larger than simdjson reads (4 GiB).
  fupan_json_status_too_large,
  fupan_json_status_out_of_memory,
  // Sound JSON, but columns were wanted of something that is no object.
  fupan_json_status_not_an_object,
  // A key is there twice in one object, wanted or not; fupan_json_duplicate_key says which.
  fupan_json_status_duplicate_key,
};
typedef enum fupan_json_status fupan_json_status;

// Reads one document after another. One thread at a time. What it hands out lives until it parses again,
// and as long as the source, which must stay where it is.
typedef struct fupan_json_parser fupan_json_parser;

// A new parser; NULL if there is no memory. Ends with fupan_json_parser_free.
fupan_json_parser *_Nullable fupan_json_parser_create(void);
void fupan_json_parser_free(fupan_json_parser *_Nullable parser);

enum { fupan_json_padding = 64 };

// Parses one document. `padded` promises that fupan_json_padding bytes after the document may be read,
// whatever they are; otherwise the document is copied first.
fupan_json_status fupan_json_parse(
    fupan_json_parser *_Nonnull parser, const char *_Nullable source, size_t length, bool padded);

// What the last parse that did not end well found, in English.
const char *_Nonnull fupan_json_error_text(const fupan_json_parser *_Nonnull parser);

// Walking a document.

// A place in the document that was parsed last.
struct fupan_json_value {
  uint32_t tape;
  uint32_t structural;
};
typedef struct fupan_json_value fupan_json_value;

fupan_json_value fupan_json_root(const fupan_json_parser *_Nonnull parser);
fupan_json_kind fupan_json_kind_of(
    const fupan_json_parser *_Nonnull parser, fupan_json_value value);

// Goes to the first value of an array or object; false if it is empty or neither.
bool fupan_json_first(
    const fupan_json_parser *_Nonnull parser, fupan_json_value container,
    fupan_json_value *_Nonnull child);

// Goes to the next value of that array or object; false after the last.
bool fupan_json_next(
    const fupan_json_parser *_Nonnull parser, fupan_json_value container,
    fupan_json_value *_Nonnull child);

// The key of a value that fupan_json_first or _next found in an object, its escapes resolved.
const char *_Nonnull fupan_json_key(
    const fupan_json_parser *_Nonnull parser, fupan_json_value child, size_t *_Nonnull length);

// The text of a string, its escapes resolved; NULL for anything else.
const char *_Nullable fupan_json_string(
    const fupan_json_parser *_Nonnull parser, fupan_json_value value, size_t *_Nonnull length);

// The value as it is written in the source, quotes and brackets included, and where it starts there.
const char *_Nonnull fupan_json_raw(
    const fupan_json_parser *_Nonnull parser, fupan_json_value value, size_t *_Nonnull length,
    size_t *_Nonnull offset);

// A number that is written without fraction or exponent and fits 64 bits; false otherwise.
bool fupan_json_int64(
    const fupan_json_parser *_Nonnull parser, fupan_json_value value, int64_t *_Nonnull number);

// The double nearest to a number; false for anything else and beyond the largest.
bool fupan_json_double(
    const fupan_json_parser *_Nonnull parser, fupan_json_value value, double *_Nonnull number);

// Taking columns out of objects.

// Wanted keys, compiled once. Never changes: all threads may extract with one at a time.
struct __attribute__((swift_attr("@Sendable"))) fupan_json_paths {
  const void *_Nullable tree;
};
typedef struct fupan_json_paths fupan_json_paths;

// Compiles paths such as `event` and `user.id`: keys joined by dots, where `\.` is a dot and `\\` a
// backslash in a key. A path may be named twice. `tree` is NULL if there is no memory.
fupan_json_paths fupan_json_paths_create(
    const char *_Nonnull const *_Nullable paths, const size_t *_Nullable lengths, size_t count);
void fupan_json_paths_free(fupan_json_paths paths);

// What was found for one path.
struct fupan_json_slot {
  // string: its text, escapes resolved, in the parser's memory. Else the token in the source, for an
  // array or object from bracket to bracket. NULL where absent.
  const char *_Nullable bytes;
  size_t length;
  // Where the token starts in the source.
  size_t offset;
  // absent: there is no such key, or one on the way to it is no object.
  fupan_json_kind kind;
};
typedef struct fupan_json_slot fupan_json_slot;

// Parses one document, an object, and fills one slot a path. No object in it may have a key twice.
// Every slot is set whatever the status is; on any but ok they are all absent.
fupan_json_status fupan_json_extract_line(
    fupan_json_parser *_Nonnull parser, fupan_json_paths paths, const char *_Nullable source,
    size_t length, bool padded, fupan_json_slot *_Nonnull slots);

// After fupan_json_status_duplicate_key: the key and where its second appearance starts in the source.
const char *_Nonnull fupan_json_duplicate_key(
    const fupan_json_parser *_Nonnull parser, size_t *_Nonnull length, size_t *_Nonnull offset);

// Reading lines as rows: one object a line, its wanted values as columns of text.

// What makes a column.
struct fupan_json_column {
  // How many of the paths are its own, one column's after the other's; the first that is there counts.
  size_t path_count;
  // Whether an empty text means that there is no value, and which texts do, one after the other.
  bool is_empty_missing;
  const char *_Nullable missing;
  const size_t *_Nullable missing_lengths;
  size_t missing_count;
};
typedef struct fupan_json_column fupan_json_column;

// The rows of one chunk after the other; what was learned of the lines and the memory are kept. One
// thread at a time.
struct __attribute__((swift_attr("@Sendable"))) fupan_json_rows {
  void *_Nullable state;
};
typedef struct fupan_json_rows fupan_json_rows;

// No rows yet; `state` is NULL if there is no memory. The paths must live as long.
fupan_json_rows fupan_json_rows_create(
    fupan_json_paths paths, const fupan_json_column *_Nullable columns, size_t count);
void fupan_json_rows_free(fupan_json_rows rows);

// Begins anew with the lines of a chunk, which must stay where it is until they are read; false if
// there is no memory. Lines with more than `most_line_bytes` are left to the caller.
bool fupan_json_rows_begin(
    fupan_json_rows rows, const char *_Nullable bytes, size_t length, size_t start,
    size_t most_line_bytes);

// A line of a chunk, its LF or CRLF left out.
struct fupan_json_line {
  size_t start;
  size_t end;
  // Counted from 0.
  uint32_t line;
  // Whether the chunk ends without an LF behind it.
  bool is_last;
};
typedef struct fupan_json_line fupan_json_line;

enum __attribute__((enum_extensibility(closed))) fupan_json_rows_status : uint8_t {
  fupan_json_rows_end = 0,
  fupan_json_rows_line,
  fupan_json_rows_out_of_memory,
};
typedef enum fupan_json_rows_status fupan_json_rows_status;

// Adds a row for each line that is surely a sound object, as fupan_json_extract_line would take it, up
// to the next line of which that is not so: it is what fupan_json_extract_line makes of it. Lines with
// nothing but spaces and tabs are passed over.
fupan_json_rows_status fupan_json_rows_next(
    fupan_json_rows rows, fupan_json_line *_Nonnull line);

// Adds a row of one slot a path; false if there is no memory.
bool fupan_json_rows_add(
    fupan_json_rows rows, const fupan_json_slot *_Nonnull slots, uint32_t line);

size_t fupan_json_rows_count(fupan_json_rows rows);

// The line of each row.
const uint32_t *_Nullable fupan_json_rows_lines(fupan_json_rows rows);

// A column of the rows.
struct fupan_json_texts {
  // Texts one after the other; text i is from offsets[i] to offsets[i + 1].
  const char *_Nullable bytes;
  size_t byte_count;
  const uint32_t *_Nullable offsets;
  size_t text_count;
  // The number of each row's text where texts repeat; NULL where each row has its own.
  const uint8_t *_Nullable codes;
  // A bit a row, set where there is a value; NULL where each row has one.
  const uint64_t *_Nullable validity;
};
typedef struct fupan_json_texts fupan_json_texts;

// Ends a column once all rows are there; false if there is no memory.
bool fupan_json_rows_texts(
    fupan_json_rows rows, size_t column, fupan_json_texts *_Nonnull texts);

// Whether bytes are sound UTF-8, by simdjson's vectorised check.
bool fupan_utf8_valid(const char *_Nonnull bytes, size_t length);

// How many LF there are.
size_t fupan_line_feed_count(const char *_Nonnull bytes, size_t length);

#ifdef __cplusplus
}
#endif
