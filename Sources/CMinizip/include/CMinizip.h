#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The directory of a zip archive, read by minizip from an open file: what is in it and where its bytes
// stand. Each entry's own header is read too, and must say the same.

enum __attribute__((enum_extensibility(closed))) fupan_zip_status : uint8_t {
  fupan_zip_status_ok = 0,
  // After the last entry.
  fupan_zip_status_end,
  // Not a whole archive, or one that contradicts itself.
  fupan_zip_status_damaged,
  // Something follows the archive.
  fupan_zip_status_trailing,
  // An entry's own header says something else than the directory.
  fupan_zip_status_contradicting,
  // The file cannot be read; errno says why.
  fupan_zip_status_unreadable,
  fupan_zip_status_out_of_memory,
};
typedef enum fupan_zip_status fupan_zip_status;

// One entry. `name` is not terminated and lives until the next call.
struct fupan_zip_entry {
  const char *_Nullable name;
  size_t name_length;
  // Where its header starts and where its bytes do; both 0 where the method is unknown to minizip.
  uint64_t header_offset;
  uint64_t data_offset;
  uint64_t compressed_size;
  uint64_t size;
  uint32_t crc;
  // 0 stored, 8 deflate, 12 bzip2, 93 zstd, 99 AES, …
  uint16_t method;
  bool is_name_utf8;
  bool is_encrypted;
  bool is_link;
};
typedef struct fupan_zip_entry fupan_zip_entry;

typedef struct fupan_zip fupan_zip;

// Opens the archive that the first `size` bytes of a file are. The file is read at places of its own,
// never from its current one. NULL unless `status` is ok; ends with fupan_zip_close.
fupan_zip *_Nullable fupan_zip_open(
    int descriptor, uint64_t size, fupan_zip_status *_Nonnull status);

// How many entries the directory has.
uint64_t fupan_zip_count(const fupan_zip *_Nonnull zip);

// The next entry, the first one first.
fupan_zip_status fupan_zip_next(fupan_zip *_Nonnull zip, fupan_zip_entry *_Nonnull entry);

// Where in the file reading stands: the place of what is wrong.
uint64_t fupan_zip_position(const fupan_zip *_Nonnull zip);

void fupan_zip_close(fupan_zip *_Nullable zip);

#ifdef __cplusplus
}
#endif
