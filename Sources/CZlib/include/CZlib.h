#pragma once

// zlib as it is; its initialisers are macros, which are not imported, hence the two functions.
#include <zlib.h>

#ifdef __cplusplus
extern "C" {
#endif

// inflateInit2. `window_bits`: 15 zlib, 15 + 16 gzip, 15 + 32 either, -15 raw.
int fupan_inflate_init(z_stream *_Nonnull stream, int window_bits);

// deflateInit2 with zlib's usual memory and strategy. `level`: 0…9 or -1 for the default.
int fupan_deflate_init(z_stream *_Nonnull stream, int level, int window_bits);

#ifdef __cplusplus
}
#endif
