#include "CUchardet.h"

#include <string.h>
#include <uchardet/uchardet.h>

void fupan_uchardet_guess(const char *bytes, size_t length, char *name, size_t capacity) {
  if (capacity == 0) return;
  name[0] = 0;
  uchardet_t detector = uchardet_new();
  if (!detector) return;
  if (uchardet_handle_data(detector, bytes, length) == 0) {
    uchardet_data_end(detector);
    const char *found = uchardet_get_charset(detector);
    if (found && strlen(found) < capacity) strcpy(name, found);
  }
  uchardet_delete(detector);
}
