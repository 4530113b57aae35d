#include "CDuktape.h"

#include <stdlib.h>
#include <string.h>

struct fupan_script {
  duk_context *context;
  char *text;
  size_t capacity;
};

fupan_script *fupan_script_create(void) {
  fupan_script *script = calloc(1, sizeof *script);
  if (!script) {
    return NULL;
  }
  script->context = duk_create_heap_default();
  if (!script->context) {
    free(script);
    return NULL;
  }
  return script;
}

void fupan_script_free(fupan_script *script) {
  if (script) {
    duk_destroy_heap(script->context);
    free(script->text);
    free(script);
  }
}

// The code unit of a three-byte surrogate (ED A0…BF xx), or 0.
static unsigned surrogate_at(const unsigned char *bytes, size_t length) {
  if (length < 3 || bytes[0] != 0xED || bytes[1] < 0xA0) {
    return 0;
  }
  return 0xD000u | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
}

// Copies text, each pair of three-byte surrogates made one character, a lone one U+FFFD.
static size_t copy_as_utf8(char *to, const char *from, size_t length) {
  const unsigned char *bytes = (const unsigned char *)from;
  size_t written = 0, read = 0;
  while (read < length) {
    unsigned high = surrogate_at(bytes + read, length - read);
    if (high == 0) {
      to[written++] = from[read++];
      continue;
    }
    unsigned low = high < 0xDC00 ? surrogate_at(bytes + read + 3, length - read - 3) : 0;
    if (low >= 0xDC00) {
      unsigned scalar = 0x10000u + ((high - 0xD800u) << 10) + (low - 0xDC00u);
      to[written++] = (char)(0xF0u | scalar >> 18);
      to[written++] = (char)(0x80u | (scalar >> 12 & 0x3Fu));
      to[written++] = (char)(0x80u | (scalar >> 6 & 0x3Fu));
      to[written++] = (char)(0x80u | (scalar & 0x3Fu));
      read += 6;
    } else {
      memcpy(to + written, "\xEF\xBF\xBD", 3);
      written += 3;
      read += 3;
    }
  }
  return written;
}

// Takes what is on top of the stack as the answer.
static bool answer(
    fupan_script *script, bool succeeded, const char **text, size_t *text_length) {
  duk_size_t length = 0;
  const char *found = duk_safe_to_lstring(script->context, -1, &length);
  if (length + 1 > script->capacity) {
    char *larger = realloc(script->text, length + 1);
    if (!larger) {
      duk_pop(script->context);
      *text = "out of memory";
      *text_length = strlen(*text);
      return false;
    }
    script->text = larger;
    script->capacity = length + 1;
  }
  size_t written = copy_as_utf8(script->text, found, length);
  script->text[written] = 0;
  duk_pop(script->context);
  *text = script->text;
  *text_length = written;
  return succeeded;
}

bool fupan_script_evaluate(
    fupan_script *script, const char *source, size_t length, const char **text,
    size_t *text_length) {
  duk_int_t failed = duk_peval_lstring(script->context, length ? source : "", length);
  return answer(script, failed == 0, text, text_length);
}

struct call {
  const char *function, *argument;
  size_t length;
};

// Turns the UTF-8 of a text into Duktape's form: a character beyond the basic plane is two surrogates.
static size_t copy_as_surrogates(char *to, const char *from, size_t length) {
  const unsigned char *bytes = (const unsigned char *)from;
  size_t written = 0, read = 0;
  while (read < length) {
    if (bytes[read] < 0xF0 || bytes[read] > 0xF4 || length - read < 4) {
      to[written++] = from[read++];
      continue;
    }
    unsigned scalar = (bytes[read] & 0x07u) << 18 | (bytes[read + 1] & 0x3Fu) << 12 |
                      (bytes[read + 2] & 0x3Fu) << 6 | (bytes[read + 3] & 0x3Fu);
    unsigned units[2] = {
        0xD800u + ((scalar - 0x10000u) >> 10 & 0x3FFu), 0xDC00u + (scalar & 0x3FFu)};
    for (int unit = 0; unit < 2; unit++) {
      to[written++] = (char)0xED;
      to[written++] = (char)(0x80u | (units[unit] >> 6 & 0x3Fu));
      to[written++] = (char)(0x80u | (units[unit] & 0x3Fu));
    }
    read += 4;
  }
  return written;
}

// Runs protected: an error here comes back from duk_safe_call.
static duk_ret_t call(duk_context *context, void *data) {
  struct call *wanted = data;
  duk_get_global_string(context, wanted->function);
  duk_push_lstring(context, wanted->argument, wanted->length);
  duk_call(context, 1);
  return 1;
}

bool fupan_script_call(
    fupan_script *script, const char *function, const char *argument, size_t length,
    const char **text, size_t *text_length) {
  // Six bytes for four at most.
  char *converted = malloc(length + length / 2 + 1);
  if (!converted) {
    *text = "out of memory";
    *text_length = strlen(*text);
    return false;
  }
  struct call wanted = {function, converted, copy_as_surrogates(converted, argument, length)};
  duk_int_t failed = duk_safe_call(script->context, call, &wanted, 0, 1);
  free(converted);
  return answer(script, failed == 0, text, text_length);
}

duk_context *fupan_duk_create_heap_default(void) { return duk_create_heap_default(); }

duk_int_t fupan_duk_peval_lstring(duk_context *context, const char *source, duk_size_t length) {
  return duk_peval_lstring(context, source, length);
}

duk_int_t fupan_duk_peval_lstring_noresult(
    duk_context *context, const char *source, duk_size_t length) {
  return duk_peval_lstring_noresult(context, source, length);
}

const char *fupan_duk_safe_to_string(duk_context *context, duk_idx_t index) {
  return duk_safe_to_string(context, index);
}
