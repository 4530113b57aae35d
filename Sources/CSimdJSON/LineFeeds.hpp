#pragma once

#include <cstddef>
#include <cstdint>

// Finds all LF; `found` has room for as many as there are bytes. At most 4 GiB are looked at.
size_t find_line_feeds(const char *bytes, size_t length, uint32_t *found);
