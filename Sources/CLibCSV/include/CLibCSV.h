#pragma once

// libcsv as it is; its constants (CSV_STRICT, CSV_EMPTY_IS_NULL, …) are imported by name.
#include <csv.h>

#ifdef __cplusplus
extern "C" {
#endif

// For csv_set_space_func: no byte is a space, so nothing is trimmed.
int fupan_csv_no_space(unsigned char byte);

// Sets a parser up as Fupan reads: strict, an unclosed quote at the end an error, an unquoted empty
// field NULL, nothing trimmed. Returns 0, or nonzero if it cannot.
int fupan_csv_init(struct csv_parser *_Nonnull parser, unsigned char delimiter);

#ifdef __cplusplus
}
#endif
