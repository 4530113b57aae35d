#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Workbooks of libxlsxwriter, made in memory. One thread at a time.
//
// Every text is UTF-8 that ends with a zero byte. The functions that give a code give 0 where they
// succeed; fupan_book_error tells what any other means. Cells are counted from 0.

typedef struct fupan_book fupan_book;
typedef struct lxw_worksheet fupan_sheet;
typedef struct lxw_format fupan_style;

// A new workbook, its date of creation always the same; NULL where there is no memory for one. Ends
// with fupan_book_free.
fupan_book *_Nullable fupan_book_create(void);

// A new sheet behind the others; NULL where the name is one that spreadsheets do not take.
fupan_sheet *_Nullable fupan_book_add_sheet(
    fupan_book *_Nonnull book, const char *_Nonnull name);

// How cells look: a number format or NULL, and whether they are in bold on a tinted ground (the head
// of a table), in large bold letters (a title), or wrapped.
typedef struct {
  const char *_Nullable number_format;
  bool is_head;
  bool is_bold;
  bool is_title;
} fupan_style_options;

// A style for any cells of the workbook; NULL where there is no memory.
fupan_style *_Nullable fupan_book_add_style(
    fupan_book *_Nonnull book, fupan_style_options options);

int fupan_sheet_write_number(
    fupan_sheet *_Nonnull sheet, uint32_t row, uint16_t column, double number,
    fupan_style *_Nullable style);
// Text, never a formula or a link.
int fupan_sheet_write_text(
    fupan_sheet *_Nonnull sheet, uint32_t row, uint16_t column, const char *_Nonnull text,
    fupan_style *_Nullable style);
int fupan_sheet_write_bool(
    fupan_sheet *_Nonnull sheet, uint32_t row, uint16_t column, bool value,
    fupan_style *_Nullable style);

// How many letters wide a column is.
void fupan_sheet_set_width(fupan_sheet *_Nonnull sheet, uint16_t column, double width);
// Keeps the rows above one in sight.
void fupan_sheet_freeze_above(fupan_sheet *_Nonnull sheet, uint32_t row);
// Lets people filter rows by the heads of a block of cells.
int fupan_sheet_add_filter(
    fupan_sheet *_Nonnull sheet, uint32_t first_row, uint16_t first_column, uint32_t last_row,
    uint16_t last_column);

// Lets people choose the cells of a column, rows counted from 0, from a list of texts that ends with
// NULL; whether others are refused is said. The list has at most 255 characters.
int fupan_sheet_add_choices(
    fupan_sheet *_Nonnull sheet, uint32_t first_row, uint32_t last_row, uint16_t column,
    const char *_Nullable const *_Nonnull choices, bool refuses_others);
// Hides a column.
int fupan_sheet_hide_column(fupan_sheet *_Nonnull sheet, uint16_t column);

// Finishes the workbook. Afterwards only its bytes can be read.
int fupan_book_finish(fupan_book *_Nonnull book);
// How many bytes a finished workbook has.
size_t fupan_book_length(const fupan_book *_Nonnull book);
// Copies the bytes of a finished workbook; false where they cannot be read.
bool fupan_book_read(const fupan_book *_Nonnull book, void *_Nonnull bytes, size_t length);

const char *_Nonnull fupan_book_error(int code);
void fupan_book_free(fupan_book *_Nullable book);

#ifdef __cplusplus
}
#endif
