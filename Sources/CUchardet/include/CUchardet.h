#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// The encoding that uchardet takes bytes for, as a name such as `BIG5`; empty where it has no idea. It
// writes at most `capacity` bytes, the last one a NUL, and never is more than a guess.
void fupan_uchardet_guess(
    const char *_Nullable bytes, size_t length, char *_Nonnull name, size_t capacity);

#ifdef __cplusplus
}
#endif
