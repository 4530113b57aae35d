#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// Regular expressions of RE2 over UTF-8: linear in time, no back-references, no look-around.
// A byte that is no UTF-8 matches nothing.

// A compiled expression. It never changes, so that all threads may match with one at a time.
struct __attribute__((swift_attr("@Sendable"))) fupan_regex {
  const void *_Nullable engine;
};
typedef struct fupan_regex fupan_regex;

// Compiles a pattern. Where it is no regular expression, `engine` is NULL and what is wrong is in
// `error`, cut to `error_capacity` bytes with its closing NUL.
fupan_regex fupan_regex_compile(
    const char *_Nullable pattern, size_t length, bool ignore_case, char *_Nullable error,
    size_t error_capacity);

void fupan_regex_free(fupan_regex regex);

// How many groups the pattern captures, the whole match not counted.
int fupan_regex_group_count(fupan_regex regex);

// Whether the whole text matches.
bool fupan_regex_full_match(fupan_regex regex, const char *_Nullable text, size_t length);

// Whether some part of the text matches.
bool fupan_regex_partial_match(fupan_regex regex, const char *_Nullable text, size_t length);

// Where a group of the first match lies; group 0 is the whole match.
// False if nothing matches, or the group takes no part in the match, or there is no such group.
bool fupan_regex_extract(
    fupan_regex regex, const char *_Nullable text, size_t length, int group,
    size_t *_Nonnull group_offset, size_t *_Nonnull group_length);

// Whether a replacement is sound for the pattern: \0 … \9 name groups that exist, \\ is a backslash.
// What is wrong is in `error`, as with fupan_regex_compile.
bool fupan_regex_check_rewrite(
    fupan_regex regex, const char *_Nullable rewrite, size_t length, char *_Nullable error,
    size_t error_capacity);

// Replaces the first match, or every one, by `rewrite`. The new text belongs to the caller, who ends
// it with free(). Returns how many matches were replaced, or -1 if there is no memory.
// A rewrite that fupan_regex_check_rewrite refuses replaces nothing.
int fupan_regex_replace(
    fupan_regex regex, bool all, const char *_Nullable text, size_t length,
    const char *_Nullable rewrite, size_t rewrite_length, char *_Nullable *_Nonnull replaced,
    size_t *_Nonnull replaced_length);

#ifdef __cplusplus
}
#endif
