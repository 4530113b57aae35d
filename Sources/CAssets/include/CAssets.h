#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// The files that the binary carries with it: ECharts, report templates and styles, profiles, presets.
// The bytes live as long as the process and are followed by a NUL that `length` does not count.

// The bytes of the asset of that name ("reports/page.css"); NULL and length 0 if there is none.
const unsigned char *_Nullable fupan_asset(const char *_Nonnull name, size_t *_Nonnull length);

// How many assets there are.
size_t fupan_asset_count(void);

// The name of the asset at an index below the count, in byte order of names; NULL beyond.
const char *_Nullable fupan_asset_name(size_t index);

#ifdef __cplusplus
}
#endif
