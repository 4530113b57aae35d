#include "CLibCrypto.h"

#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>

struct fupan_sha256 {
  EVP_MD_CTX *context;
};

fupan_sha256 *fupan_sha256_create(void) {
  fupan_sha256 *hash = malloc(sizeof *hash);
  if (!hash) {
    return NULL;
  }
  hash->context = EVP_MD_CTX_new();
  if (!hash->context || EVP_DigestInit_ex(hash->context, EVP_sha256(), NULL) != 1) {
    fupan_sha256_free(hash);
    return NULL;
  }
  return hash;
}

bool fupan_sha256_update(fupan_sha256 *hash, const void *bytes, size_t length) {
  return length == 0 || EVP_DigestUpdate(hash->context, bytes, length) == 1;
}

bool fupan_sha256_finish(fupan_sha256 *hash, unsigned char *digest) {
  return EVP_DigestFinal_ex(hash->context, digest, NULL) == 1 &&
         EVP_DigestInit_ex(hash->context, NULL, NULL) == 1;
}

void fupan_sha256_free(fupan_sha256 *hash) {
  if (hash) {
    EVP_MD_CTX_free(hash->context);
    free(hash);
  }
}

bool fupan_sha256_of(const void *bytes, size_t length, unsigned char *digest) {
  return EVP_Digest(length ? bytes : "", length, digest, NULL, EVP_sha256(), NULL) == 1;
}

bool fupan_hmac_sha256(
    const void *key, size_t key_length, const void *bytes, size_t length, unsigned char *digest) {
  if (key_length > INT_MAX) {
    return false;
  }
  // A NULL key would mean "the key of last time" to OpenSSL.
  return HMAC(
             EVP_sha256(), key_length ? key : "", (int)key_length, length ? bytes : "", length,
             digest, NULL) != NULL;
}
