#define _GNU_SOURCE
#include "CXlsxWriter.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

struct fupan_book {
  lxw_workbook *workbook;
  int descriptor;
};

fupan_book *fupan_book_create(void) {
  fupan_book *book = calloc(1, sizeof *book);
  if (!book) {
    return NULL;
  }
  // This version writes to a path only; one in memory leaves nothing behind on a disk.
  book->descriptor = memfd_create("workbook", MFD_CLOEXEC);
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", book->descriptor);
  book->workbook = book->descriptor < 0 ? NULL : workbook_new(path);
  if (!book->workbook) {
    fupan_book_free(book);
    return NULL;
  }
  // 2000-01-01: the time of day must not show in the bytes.
  lxw_doc_properties properties = {.created = 946684800};
  workbook_set_properties(book->workbook, &properties);
  return book;
}

fupan_sheet *fupan_book_add_sheet(fupan_book *book, const char *name) {
  if (workbook_validate_sheet_name(book->workbook, name) != LXW_NO_ERROR) {
    return NULL;
  }
  return workbook_add_worksheet(book->workbook, name);
}

fupan_style *fupan_book_add_style(fupan_book *book, fupan_style_options options) {
  lxw_format *format = workbook_add_format(book->workbook);
  if (!format) {
    return NULL;
  }
  if (options.number_format) {
    format_set_num_format(format, options.number_format);
  }
  if (options.is_head || options.is_bold || options.is_title) {
    format_set_bold(format);
  }
  if (options.is_head) {
    format_set_bg_color(format, 0xEEF1F5);
    format_set_bottom(format, LXW_BORDER_THIN);
  }
  if (options.is_title) {
    format_set_font_size(format, 14);
  }
  return format;
}

int fupan_sheet_write_number(
    fupan_sheet *sheet, uint32_t row, uint16_t column, double number, fupan_style *style) {
  return worksheet_write_number(sheet, row, column, number, style);
}

int fupan_sheet_write_text(
    fupan_sheet *sheet, uint32_t row, uint16_t column, const char *text, fupan_style *style) {
  return worksheet_write_string(sheet, row, column, text, style);
}

int fupan_sheet_write_bool(
    fupan_sheet *sheet, uint32_t row, uint16_t column, bool value, fupan_style *style) {
  return worksheet_write_boolean(sheet, row, column, value, style);
}

void fupan_sheet_set_width(fupan_sheet *sheet, uint16_t column, double width) {
  worksheet_set_column(sheet, column, column, width, NULL);
}

void fupan_sheet_freeze_above(fupan_sheet *sheet, uint32_t row) {
  worksheet_freeze_panes(sheet, row, 0);
}

int fupan_sheet_add_filter(
    fupan_sheet *sheet, uint32_t first_row, uint16_t first_column, uint32_t last_row,
    uint16_t last_column) {
  return worksheet_autofilter(sheet, first_row, first_column, last_row, last_column);
}

int fupan_sheet_add_choices(
    fupan_sheet *sheet, uint32_t first_row, uint32_t last_row, uint16_t column,
    const char *const *choices, bool refuses_others) {
  lxw_data_validation validation = {
      .validate = LXW_VALIDATION_TYPE_LIST,
      .show_error = refuses_others ? LXW_VALIDATION_DEFAULT : LXW_VALIDATION_OFF,
      .value_list = (const char **)choices,
  };
  return worksheet_data_validation_range(
      sheet, first_row, column, last_row, column, &validation);
}

int fupan_sheet_hide_column(fupan_sheet *sheet, uint16_t column) {
  lxw_row_col_options options = {.hidden = LXW_TRUE};
  return worksheet_set_column_opt(sheet, column, column, 8, NULL, &options);
}

int fupan_book_finish(fupan_book *book) {
  // Closing frees the workbook, whatever comes of it.
  lxw_error error = workbook_close(book->workbook);
  book->workbook = NULL;
  return error;
}

size_t fupan_book_length(const fupan_book *book) {
  struct stat status;
  return fstat(book->descriptor, &status) == 0 ? (size_t)status.st_size : 0;
}

bool fupan_book_read(const fupan_book *book, void *bytes, size_t length) {
  size_t done = 0;
  while (done < length) {
    ssize_t count =
        pread(book->descriptor, (char *)bytes + done, length - done, (off_t)done);
    if (count <= 0) {
      return false;
    }
    done += (size_t)count;
  }
  return true;
}

const char *fupan_book_error(int code) { return lxw_strerror((lxw_error)code); }

void fupan_book_free(fupan_book *book) {
  if (!book) {
    return;
  }
  if (book->workbook) {
    lxw_workbook_free(book->workbook);
  }
  if (book->descriptor >= 0) {
    close(book->descriptor);
  }
  free(book);
}
