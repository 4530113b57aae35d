// For pread.
#define _POSIX_C_SOURCE 200809L

#include "CMinizip.h"

#include <errno.h>
#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// minizip reads headers byte by byte: the block spares a system call for each.
enum { block_size = 64 << 10, name_size = 1 << 16, stored = 0, deflated = 8, bzipped = 12 };

struct fupan_zip {
  unzFile file;
  int descriptor;
  uint64_t size;
  uint64_t position;
  uint64_t block_start;
  size_t block_length;
  bool has_failed;
  bool is_at_first;
  uint64_t count;
  uint64_t seen;
  unsigned char *block;
  char *name;
  char *local_name;
  unsigned char *extra;
};

static bool read_at(fupan_zip *zip, uint64_t offset, void *target, size_t length) {
  size_t done = 0;
  while (done < length) {
    ssize_t count =
        pread(zip->descriptor, (char *)target + done, length - done, (off_t)(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) zip->has_failed = true;
    if (count <= 0) return false;
    done += (size_t)count;
  }
  return true;
}

static voidpf open_file(voidpf opaque, const void *name, int mode) {
  (void)opaque;
  (void)mode;
  return (voidpf)name;
}

static uLong read_file(voidpf opaque, voidpf stream, void *target, uLong wanted) {
  (void)opaque;
  fupan_zip *zip = stream;
  uLong done = 0;
  while (done < wanted && zip->position < zip->size) {
    if (zip->position < zip->block_start ||
        zip->position >= zip->block_start + zip->block_length) {
      uint64_t left = zip->size - zip->position;
      size_t length = left < block_size ? (size_t)left : block_size;
      if (!read_at(zip, zip->position, zip->block, length)) {
        zip->block_length = 0;
        return done;
      }
      zip->block_start = zip->position;
      zip->block_length = length;
    }
    size_t from = (size_t)(zip->position - zip->block_start);
    size_t count = zip->block_length - from;
    if (count > wanted - done) count = wanted - done;
    memcpy((char *)target + done, zip->block + from, count);
    done += count;
    zip->position += count;
  }
  return done;
}

static ZPOS64_T tell_file(voidpf opaque, voidpf stream) {
  (void)opaque;
  return ((fupan_zip *)stream)->position;
}

static long seek_file(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
  (void)opaque;
  fupan_zip *zip = stream;
  uint64_t base = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                  : origin == ZLIB_FILEFUNC_SEEK_CUR ? zip->position
                                                     : zip->size;
  int64_t wanted;
  if (__builtin_add_overflow((int64_t)base, (int64_t)offset, &wanted)) return -1;
  if (wanted < 0 || (uint64_t)wanted > zip->size) return -1;
  zip->position = (uint64_t)wanted;
  return 0;
}

static int close_file(voidpf opaque, voidpf stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

static int file_error(voidpf opaque, voidpf stream) {
  (void)opaque;
  return ((fupan_zip *)stream)->has_failed ? 1 : 0;
}

static uint64_t little(const unsigned char *bytes, int count) {
  uint64_t number = 0;
  for (int index = count - 1; index >= 0; index -= 1) number = number << 8 | bytes[index];
  return number;
}

fupan_zip *fupan_zip_open(int descriptor, uint64_t size, fupan_zip_status *status) {
  fupan_zip *zip = calloc(1, sizeof *zip);
  if (zip) {
    zip->descriptor = descriptor;
    zip->size = size;
    zip->is_at_first = true;
    zip->block = malloc(block_size);
    zip->name = malloc(name_size);
    zip->local_name = malloc(name_size);
    zip->extra = malloc(name_size);
  }
  if (!zip || !zip->block || !zip->name || !zip->local_name || !zip->extra) {
    *status = fupan_zip_status_out_of_memory;
    fupan_zip_close(zip);
    return NULL;
  }
  zlib_filefunc64_def functions = {
      .zopen64_file = open_file,
      .zread_file = read_file,
      .ztell64_file = tell_file,
      .zseek64_file = seek_file,
      .zclose_file = close_file,
      .zerror_file = file_error,
  };
  zip->file = unzOpen2_64(zip, &functions);
  unz_global_info64 info = {0};
  *status = fupan_zip_status_ok;
  if (!zip->file || unzGetGlobalInfo64(zip->file, &info) != UNZ_OK) {
    *status = zip->has_failed ? fupan_zip_status_unreadable : fupan_zip_status_damaged;
  } else {
    // The record at the end of the directory must be the end of the file.
    unsigned char end[22];
    uint64_t length = sizeof end + info.size_comment;
    if (length > size || !read_at(zip, size - length, end, sizeof end)) {
      *status = zip->has_failed ? fupan_zip_status_unreadable : fupan_zip_status_trailing;
    } else if (memcmp(end, "PK\5\6", 4) != 0 || little(end + 20, 2) != info.size_comment) {
      *status = fupan_zip_status_trailing;
    }
  }
  if (*status != fupan_zip_status_ok) {
    fupan_zip_close(zip);
    return NULL;
  }
  zip->count = info.number_entry;
  return zip;
}

uint64_t fupan_zip_count(const fupan_zip *zip) { return zip->count; }

uint64_t fupan_zip_position(const fupan_zip *zip) { return zip->position; }

static fupan_zip_status failure(const fupan_zip *zip, fupan_zip_status otherwise) {
  return zip->has_failed ? fupan_zip_status_unreadable : otherwise;
}

// The sizes and the place of an entry beyond 4 GiB, which stand in a field of their own. minizip 1.1
// overlooks it where `long` has 64 bits. False where the field is not whole.
static bool read_zip64(
    const fupan_zip *zip, const unz_file_info64 *info, fupan_zip_entry *entry, uint64_t *offset) {
  size_t length = info->size_file_extra;
  size_t at = 0;
  while (at + 4 <= length) {
    size_t end = at + 4 + little(zip->extra + at + 2, 2);
    if (end > length) return false;
    if (little(zip->extra + at, 2) == 1) {
      uint64_t *fields[] = {&entry->size, &entry->compressed_size, offset};
      at += 4;
      for (int field = 0; field < 3; field += 1) {
        // The place is told only here; minizip does not say whether it is missing elsewhere.
        bool is_wanted = field == 2 ? at + 8 <= end : *fields[field] == UINT32_MAX;
        if (!is_wanted) continue;
        if (at + 8 > end) return false;
        *fields[field] = little(zip->extra + at, 8);
        at += 8;
      }
      return true;
    }
    at = end;
  }
  return true;
}

// Whether the entry's own header says what the directory says; finds its bytes.
static fupan_zip_status check_header(
    fupan_zip *zip, const unz_file_info64 *info, fupan_zip_entry *entry, uint64_t offset) {
  unsigned char header[30];
  if (offset > zip->size || zip->size - offset < sizeof header ||
      !read_at(zip, offset, header, sizeof header)) {
    return failure(zip, fupan_zip_status_damaged);
  }
  uint64_t start = offset + sizeof header + little(header + 26, 2) + little(header + 28, 2);
  bool is_same = memcmp(header, "PK\3\4", 4) == 0 &&
                 ((little(header + 6, 2) ^ info->flag) & 0x0009) == 0 &&
                 little(header + 8, 2) == entry->method &&
                 little(header + 26, 2) == info->size_filename;
  // Where bit 3 is set, the sum and the sizes follow the bytes.
  if (is_same && (info->flag & 0x0008) == 0) {
    uint64_t packed = little(header + 18, 4);
    uint64_t size = little(header + 22, 4);
    is_same = little(header + 14, 4) == entry->crc &&
              (packed == UINT32_MAX || packed == entry->compressed_size) &&
              (size == UINT32_MAX || size == entry->size);
  }
  if (!is_same) return fupan_zip_status_contradicting;
  if (start > zip->size || entry->compressed_size > zip->size - start) {
    return fupan_zip_status_damaged;
  }
  if (!read_at(zip, offset + sizeof header, zip->local_name, info->size_filename)) {
    return failure(zip, fupan_zip_status_damaged);
  }
  if (memcmp(zip->local_name, zip->name, info->size_filename) != 0) {
    return fupan_zip_status_contradicting;
  }
  entry->header_offset = offset;
  entry->data_offset = start;
  return fupan_zip_status_ok;
}

static fupan_zip_status locate(
    fupan_zip *zip, const unz_file_info64 *info, fupan_zip_entry *entry) {
  uint64_t offset = UINT64_MAX;
  if (!read_zip64(zip, info, entry, &offset)) return fupan_zip_status_damaged;
  if (offset == UINT64_MAX) {
    // minizip does not tell where the header is, but where it ends.
    int method = 0;
    int level = 0;
    if (unzOpenCurrentFile2(zip->file, &method, &level, 1) != UNZ_OK) {
      return failure(zip, fupan_zip_status_contradicting);
    }
    uint64_t data = unzGetCurrentFileZStreamPos64(zip->file);
    int extra = unzGetLocalExtrafield(zip->file, NULL, 0);
    unzCloseCurrentFile(zip->file);
    uint64_t before = 30 + info->size_filename + (uint64_t)(extra < 0 ? 0 : extra);
    if (extra < 0 || data < before) return fupan_zip_status_damaged;
    offset = data - before;
  }
  return check_header(zip, info, entry, offset);
}

fupan_zip_status fupan_zip_next(fupan_zip *zip, fupan_zip_entry *entry) {
  *entry = (fupan_zip_entry){0};
  if (zip->seen == zip->count) return fupan_zip_status_end;
  int code = zip->is_at_first ? unzGoToFirstFile(zip->file) : unzGoToNextFile(zip->file);
  zip->is_at_first = false;
  if (code != UNZ_OK) return failure(zip, fupan_zip_status_damaged);
  zip->seen += 1;
  unz_file_info64 info;
  code = unzGetCurrentFileInfo64(
      zip->file, &info, zip->name, name_size - 1, zip->extra, name_size - 1, NULL, 0);
  if (code != UNZ_OK || info.size_filename >= name_size) {
    return failure(zip, fupan_zip_status_damaged);
  }
  entry->name = zip->name;
  entry->name_length = info.size_filename;
  entry->compressed_size = info.compressed_size;
  entry->size = info.uncompressed_size;
  entry->crc = (uint32_t)info.crc;
  entry->method = (uint16_t)info.compression_method;
  entry->is_name_utf8 = (info.flag & 0x0800) != 0;
  entry->is_encrypted = (info.flag & 0x0001) != 0;
  // Made on a Unix, whose file mode says "symbolic link".
  entry->is_link = (info.version >> 8) == 3 && ((info.external_fa >> 16) & 0170000) == 0120000;
  bool is_known =
      entry->method == stored || entry->method == deflated || entry->method == bzipped;
  return is_known ? locate(zip, &info, entry) : fupan_zip_status_ok;
}

void fupan_zip_close(fupan_zip *zip) {
  if (!zip) return;
  if (zip->file) unzClose(zip->file);
  free(zip->block);
  free(zip->name);
  free(zip->local_name);
  free(zip->extra);
  free(zip);
}
