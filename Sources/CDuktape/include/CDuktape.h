#pragma once

#include <duktape.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// Duktape, an ECMAScript engine. Two ways in: `fupan_script` evaluates text to text and never lets an
// error leave it; the functions below it are Duktape's macros, which are not imported by name.
// An unprotected call of Duktape that fails ends the process: from Swift, only protected ones (duk_p…).

// A heap of scripts and what they defined. One thread at a time.
typedef struct fupan_script fupan_script;

// A new heap; NULL if there is no memory. Ends with fupan_script_free.
fupan_script *_Nullable fupan_script_create(void);

void fupan_script_free(fupan_script *_Nullable script);

// Evaluates UTF-8 source. True: `text` is the value of its last statement as text; false: `text` says
// what was thrown. The text is UTF-8, also beyond the basic plane, where Duktape itself holds surrogate
// pairs; it lives until the next call with the same script.
bool fupan_script_evaluate(
    fupan_script *_Nonnull script, const char *_Nullable source, size_t length,
    const char *_Nullable *_Nonnull text, size_t *_Nonnull text_length);

// The same for a call of a global function with one text, which is handed over as a value, not as
// source: any bytes of a user may be in it.
bool fupan_script_call(
    fupan_script *_Nonnull script, const char *_Nonnull function, const char *_Nullable argument,
    size_t length, const char *_Nullable *_Nonnull text, size_t *_Nonnull text_length);

duk_context *_Nullable fupan_duk_create_heap_default(void);
duk_int_t fupan_duk_peval_lstring(
    duk_context *_Nonnull context, const char *_Nonnull source, duk_size_t length);
duk_int_t fupan_duk_peval_lstring_noresult(
    duk_context *_Nonnull context, const char *_Nonnull source, duk_size_t length);
const char *_Nullable fupan_duk_safe_to_string(duk_context *_Nonnull context, duk_idx_t index);

#ifdef __cplusplus
}
#endif
