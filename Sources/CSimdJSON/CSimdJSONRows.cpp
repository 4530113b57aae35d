#include "CSimdJSON.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "LineFeeds.hpp"
#include "LineWalk.hpp"
#include "PathTree.hpp"
#include "TextBuilder.hpp"

namespace {

// A column of rows: which paths it is taken from, and what means that there is no value.
struct RowColumn {
  size_t first_slot;
  size_t slot_count;
  bool is_empty_missing;
  // Bit n is set where a text that means "missing" has n bytes; bit 63 stands for 63 and more.
  uint64_t missing_lengths;
  std::vector<std::string> missing;

  bool is_missing(const char *text, size_t length) const {
    if (length == 0) return is_empty_missing;
    if (!(missing_lengths >> std::min<size_t>(length, 63) & 1)) return false;
    for (const std::string &token : missing) {
      if (token.size() == length && std::memcmp(token.data(), text, length) == 0) return true;
    }
    return false;
  }
};

struct Rows {
  explicit Rows(const PathTree &tree) : walk(tree) {}

  LineWalk walk;
  std::vector<RowColumn> columns;
  std::vector<TextBuilder> builders;
  size_t count = 0;
  Room<uint32_t> lines;

  // The chunk that is read.
  const char *bytes = nullptr;
  size_t length = 0;
  size_t most_line_bytes = 0;
  size_t position = 0;
  uint32_t line = 0;
  // The stretch of it that was looked at: where it is, where it ends, and where its bytes are.
  size_t stretch_start = 0;
  size_t stretch_end = 0;
  const char *stretch = nullptr;
  bool is_clear = false;
  // Where its lines end, and how many of them were read.
  Room<uint32_t> feeds;
  size_t feed_count = 0;
  size_t feeds_read = 0;
  // A stretch with room behind it.
  Room<char> copy;
  // A text with room behind it.
  Room<char> text;

  void reserve(size_t rows) {
    lines.reserve(count + rows + 1);
    for (TextBuilder &builder : builders) builder.reserve(count + rows);
  }

  // Looks at the next whole lines.
  void look() {
    size_t end = std::min(length, position + LineWalk::stretch);
    if (end < length) {
      const void *feed = memrchr(bytes + position, '\n', end - position);
      if (!feed) feed = std::memchr(bytes + end, '\n', length - end);
      end = feed ? size_t(static_cast<const char *>(feed) - bytes) + 1 : length;
    }
    stretch_start = position;
    stretch_end = end;
    stretch = bytes + position;
    size_t size = end - position;
    feeds_read = 0;
    if (size > LineWalk::stretch) {
      // That is one line.
      is_clear = false;
      feeds.reserve(1);
      feeds[0] = uint32_t(size - 1);
      feed_count = stretch[size - 1] == '\n' ? 1 : 0;
    } else {
      feeds.reserve(LineWalk::stretch);
      feed_count = find_line_feeds(stretch, size, feeds.data());
      if (length - end < LineWalk::slack) {
        copy.reserve(LineWalk::stretch + LineWalk::slack);
        std::memcpy(copy.data(), stretch, size);
        std::memset(copy.data() + size, 0, LineWalk::slack);
        stretch = copy.data();
      }
      is_clear = walk.look(stretch, size);
    }
    // A row takes three bytes at least.
    reserve(is_clear ? size / 3 + 2 : 0);
  }

  void add() {
    for (size_t index = 0; index < columns.size(); index += 1) {
      const RowColumn &column = columns[index];
      const FoundText *found = nullptr;
      for (size_t slot = 0; slot < column.slot_count && !found; slot += 1) {
        found = walk.found(column.first_slot + slot);
      }
      if (!found || !found->bytes || column.is_missing(found->bytes, found->length)) {
        builders[index].put_missing(count);
      } else {
        builders[index].put(count, found->bytes, found->length);
      }
    }
    lines[count] = line;
    count += 1;
  }

  // Reads up to the next line that is left to the parser; false at the end.
  bool next(fupan_json_line &found) {
    while (position < length) {
      if (position >= stretch_end) look();
      size_t at = position - stretch_start;
      const char *start = stretch + at;
      bool has_end = feeds_read < feed_count;
      size_t end = has_end ? feeds[feeds_read] - at : stretch_end - position;
      feeds_read += 1;
      size_t after = position + end + 1;
      if (end > 0 && start[end - 1] == '\r') end -= 1;
      size_t first = 0;
      while (first < end && (start[first] == ' ' || start[first] == '\t')) first += 1;
      if (first < end) {
        if (!is_clear || end > most_line_bytes || !walk.walk(at + first, at + end)) {
          found = {position, position + end, line, !has_end};
          position = after;
          line += 1;
          return true;
        }
        add();
      }
      position = after;
      line += 1;
    }
    return false;
  }

  void add(const fupan_json_slot *slots, uint32_t at_line) {
    reserve(1);
    for (size_t index = 0; index < columns.size(); index += 1) {
      const RowColumn &column = columns[index];
      const fupan_json_slot *found = nullptr;
      for (size_t slot = 0; slot < column.slot_count && !found; slot += 1) {
        const fupan_json_slot &candidate = slots[column.first_slot + slot];
        if (candidate.kind != fupan_json_kind_absent) found = &candidate;
      }
      if (!found || found->kind == fupan_json_kind_null || !found->bytes ||
          column.is_missing(found->bytes, found->length)) {
        builders[index].put_missing(count);
        continue;
      }
      text.reserve(found->length + text_slack);
      std::memcpy(text.data(), found->bytes, found->length);
      builders[index].put(count, text.data(), found->length);
    }
    lines[count] = at_line;
    count += 1;
  }
};

Rows &rows_of(fupan_json_rows rows) { return *static_cast<Rows *>(rows.state); }

}  // namespace

extern "C" {

fupan_json_rows fupan_json_rows_create(
    fupan_json_paths paths, const fupan_json_column *columns, size_t count) {
  try {
    auto rows = std::make_unique<Rows>(tree_of(paths));
    size_t slot = 0;
    for (size_t index = 0; index < count; index += 1) {
      RowColumn column = {slot, columns[index].path_count, columns[index].is_empty_missing, 0, {}};
      const char *token = columns[index].missing;
      for (size_t number = 0; number < columns[index].missing_count; number += 1) {
        size_t length = columns[index].missing_lengths[number];
        column.missing.emplace_back(token, length);
        column.missing_lengths |= uint64_t{1} << std::min<size_t>(length, 63);
        token += length;
      }
      slot += column.slot_count;
      rows->columns.push_back(std::move(column));
    }
    rows->builders = std::vector<TextBuilder>(count);
    return {rows.release()};
  } catch (...) {
    return {nullptr};
  }
}

void fupan_json_rows_free(fupan_json_rows rows) { delete static_cast<Rows *>(rows.state); }

bool fupan_json_rows_begin(
    fupan_json_rows handle, const char *bytes, size_t length, size_t start,
    size_t most_line_bytes) {
  Rows &rows = rows_of(handle);
  if (length > UINT32_MAX) return false;
  try {
    rows.count = 0;
    for (TextBuilder &builder : rows.builders) builder.clear();
    rows.reserve(1);
  } catch (...) {
    return false;
  }
  rows.bytes = bytes;
  rows.length = length;
  rows.most_line_bytes = most_line_bytes;
  rows.position = start;
  rows.line = 0;
  rows.stretch_start = start;
  rows.stretch_end = start;
  return true;
}

fupan_json_rows_status fupan_json_rows_next(fupan_json_rows rows, fupan_json_line *line) {
  try {
    return rows_of(rows).next(*line) ? fupan_json_rows_line : fupan_json_rows_end;
  } catch (...) {
    return fupan_json_rows_out_of_memory;
  }
}

bool fupan_json_rows_add(fupan_json_rows rows, const fupan_json_slot *slots, uint32_t line) {
  try {
    rows_of(rows).add(slots, line);
    return true;
  } catch (...) {
    return false;
  }
}

size_t fupan_json_rows_count(fupan_json_rows rows) { return rows_of(rows).count; }

const uint32_t *fupan_json_rows_lines(fupan_json_rows rows) { return rows_of(rows).lines.data(); }

bool fupan_json_rows_texts(fupan_json_rows handle, size_t column, fupan_json_texts *texts) {
  Rows &rows = rows_of(handle);
  TextBuilder &builder = rows.builders[column];
  try {
    builder.finish(rows.count);
  } catch (...) {
    return false;
  }
  *texts = {
      builder.bytes(),
      builder.byte_count(),
      builder.offsets(),
      builder.text_count(rows.count),
      builder.is_numbered() ? builder.codes() : nullptr,
      builder.has_missing() ? builder.validity() : nullptr,
  };
  return true;
}

}  // extern "C"
