#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// SHA-256 and HMAC-SHA-256 of OpenSSL. Every digest is 32 bytes; false means that OpenSSL refused.

enum { fupan_sha256_length = 32 };

// A hash under way.
typedef struct fupan_sha256 fupan_sha256;

// A new hash under way; NULL if there is no memory. Ends with fupan_sha256_free.
fupan_sha256 *_Nullable fupan_sha256_create(void);

// Adds bytes.
bool fupan_sha256_update(fupan_sha256 *_Nonnull hash, const void *_Nullable bytes, size_t length);

// Writes the digest and makes the hash ready for a new message.
bool fupan_sha256_finish(fupan_sha256 *_Nonnull hash, unsigned char *_Nonnull digest);

void fupan_sha256_free(fupan_sha256 *_Nullable hash);

// The digest of one message.
bool fupan_sha256_of(const void *_Nullable bytes, size_t length, unsigned char *_Nonnull digest);

// The keyed digest of one message (RFC 2104).
bool fupan_hmac_sha256(
    const void *_Nullable key, size_t key_length, const void *_Nullable bytes, size_t length,
    unsigned char *_Nonnull digest);

#ifdef __cplusplus
}
#endif
