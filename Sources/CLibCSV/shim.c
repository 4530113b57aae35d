#include "CLibCSV.h"

int fupan_csv_no_space(unsigned char byte) {
  (void)byte;
  return 0;
}

int fupan_csv_init(struct csv_parser *parser, unsigned char delimiter) {
  int failed = csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL);
  if (failed) {
    return failed;
  }
  csv_set_delim(parser, delimiter);
  csv_set_space_func(parser, fupan_csv_no_space);
  return 0;
}
