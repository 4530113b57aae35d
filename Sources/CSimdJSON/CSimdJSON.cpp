#include "CSimdJSON.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "PathTree.hpp"

// How values are found. Parsing leaves two parallel records. The tape has the values in order, each a
// word with its kind and, for a string, its place in the string buffer. The structural indexes have the
// source offset of every bracket, colon and comma and of the first byte of every scalar and key. A walk
// moves through both at once: the tape gives resolved strings, the structurals give raw tokens.

namespace {

using simdjson::error_code;

// Objects of one export have the same keys in the same order, so what was found for the n-th key of a
// node last time is tried first.
struct Guess {
  std::string key;
  int32_t node = -1;
};

struct NodeState {
  std::vector<Guess> guesses;
};

// A key of an object that is being walked: its place and what tells it from most others at a glance.
struct Key {
  uint64_t print;
  uint32_t tape;
  uint32_t structural;
};

// An object or array that is being walked, and where its keys begin.
struct Level {
  bool is_object;
  size_t first_key;
};

// An entry of the table in which the keys of one object meet.
struct Meeting {
  uint32_t round = 0;
  uint32_t key = 0;
};

}  // namespace

struct fupan_json_parser {
  simdjson::dom::parser simd;
  // A document without padding, or one whose large numbers are masked, is parsed from here.
  std::vector<char> copy;
  const char *source = nullptr;
  size_t length = 0;
  error_code error = simdjson::UNINITIALIZED;

  uint64_t serial = 0;
  std::vector<NodeState> states;
  std::vector<Key> keys;
  std::vector<Level> levels;
  std::vector<Meeting> meetings;
  uint32_t round = 0;
  std::string_view duplicate;
  size_t duplicate_offset = 0;

  const uint64_t *tape() const { return simd.doc.tape.get(); }
  const uint32_t *structurals() const { return simd.implementation->structural_indexes.get(); }
  uint32_t structural_count() const { return simd.implementation->n_structural_indexes; }

  char mark(uint32_t tape_index) const { return static_cast<char>(tape()[tape_index] >> 56); }

  std::string_view text(uint32_t tape_index) const {
    const uint8_t *entry =
        simd.doc.string_buf.get() + (tape()[tape_index] & simdjson::internal::JSON_VALUE_MASK);
    uint32_t size;
    std::memcpy(&size, entry, sizeof size);
    return {reinterpret_cast<const char *>(entry + sizeof size), size};
  }

  // The structural after a value.
  uint32_t after(uint32_t structural) const {
    const uint32_t *index = structurals();
    uint32_t depth = 0;
    do {
      char byte = source[index[structural]];
      structural += 1;
      if (byte == '{' || byte == '[') {
        depth += 1;
      } else if (byte == '}' || byte == ']') {
        depth -= 1;
      }
    } while (depth > 0);
    return structural;
  }

  // The value after a value on the tape.
  uint32_t after_tape(uint32_t tape_index) const {
    switch (mark(tape_index)) {
      case '{':
      case '[':
        return static_cast<uint32_t>(tape()[tape_index]);
      case 'l':
      case 'u':
      case 'd':
        return tape_index + 2;
      default:
        return tape_index + 1;
    }
  }
};

namespace {

fupan_json_kind kind_of(char mark) {
  switch (mark) {
    case '{':
      return fupan_json_kind_object;
    case '[':
      return fupan_json_kind_array;
    case '"':
      return fupan_json_kind_string;
    case 't':
      return fupan_json_kind_true;
    case 'f':
      return fupan_json_kind_false;
    case 'n':
      return fupan_json_kind_null;
    default:
      return fupan_json_kind_number;
  }
}

bool ends_token(const char *source, size_t length, size_t at) {
  return at >= length || std::strchr(" \t\r\n,]}", source[at]);
}

fupan_json_status status_of(error_code error) {
  switch (error) {
    case simdjson::SUCCESS:
      return fupan_json_status_ok;
    case simdjson::EMPTY:
      return fupan_json_status_empty;
    case simdjson::UTF8_ERROR:
      return fupan_json_status_invalid_utf8;
    case simdjson::DEPTH_ERROR:
      return fupan_json_status_too_deep;
    case simdjson::CAPACITY:
      return fupan_json_status_too_large;
    case simdjson::MEMALLOC:
      return fupan_json_status_out_of_memory;
    default:
      return fupan_json_status_invalid;
  }
}

error_code parse_copy(fupan_json_parser &parser, const char *source, size_t length) {
  if (parser.copy.size() < length + fupan_json_padding) {
    parser.copy.resize(length + length / 2 + fupan_json_padding);
  }
  if (length > 0) std::memcpy(parser.copy.data(), source, length);
  return parser.simd.parse(parser.copy.data(), length, false).error();
}

// Parses a document again that simdjson refused for a number, with every number that JSON's grammar
// allows masked by a zero. Offsets do not move, so raw tokens still come from the source.
error_code parse_masked(fupan_json_parser &parser, const char *source, size_t length) {
  std::vector<char> masked(length + fupan_json_padding, ' ');
  std::memcpy(masked.data(), source, length);
  for (uint32_t index = 0; index < parser.structural_count(); index += 1) {
    size_t at = parser.structurals()[index];
    if (at >= length || !(source[at] == '-' || (source[at] >= '0' && source[at] <= '9'))) continue;
    size_t end = end_of_number(source, length, at);
    if (end == at || !ends_token(source, length, end)) return simdjson::NUMBER_ERROR;
    std::fill(masked.begin() + at, masked.begin() + end, ' ');
    masked[at] = '0';
  }
  return parser.simd.parse(masked.data(), length, false).error();
}

fupan_json_status parse(
    fupan_json_parser &parser, const char *source, size_t length, bool padded) {
  parser.source = source;
  parser.length = length;
  if (length > parser.simd.capacity()) {
    // simdjson would grow to exactly each longer line; the half again is ours.
    size_t wanted = std::max<size_t>(length + length / 2, 1 << 14);
    wanted = std::min<size_t>(wanted, simdjson::SIMDJSON_MAXSIZE_BYTES);
    if (length <= wanted) {
      parser.error = parser.simd.allocate(wanted);
      if (parser.error) return status_of(parser.error);
    }
  }
  parser.error = padded ? parser.simd.parse(source, length, false).error()
                        : parse_copy(parser, source, length);
  if (parser.error == simdjson::NUMBER_ERROR) parser.error = parse_masked(parser, source, length);
  return status_of(parser.error);
}

std::string_view token(
    const fupan_json_parser &parser, uint32_t structural, uint32_t after, char mark) {
  size_t start = parser.structurals()[structural];
  size_t end;
  switch (mark) {
    case '{':
    case '[':
      end = parser.structurals()[after - 1] + 1;
      break;
    case 't':
    case 'n':
      end = start + 4;
      break;
    case 'f':
      end = start + 5;
      break;
    case '"':
      end = start + 1;
      while (parser.source[end] != '"') end += parser.source[end] == '\\' ? 2 : 1;
      end += 1;
      break;
    default:
      end = start;
      while (!ends_token(parser.source, parser.length, end)) end += 1;
      break;
  }
  return {parser.source + start, end - start};
}

// Fills the slots below one node from one object.
void fill(
    fupan_json_parser &parser, const PathTree &tree, uint32_t node_index, fupan_json_value object,
    fupan_json_slot *slots) {
  const PathNode &node = tree.nodes[node_index];
  std::vector<Guess> &guesses = parser.states[node_index].guesses;
  uint32_t tape = object.tape + 1;
  uint32_t structural = object.structural + 1;
  size_t ordinal = 0;
  while (parser.mark(tape) == '"') {
    std::string_view key = parser.text(tape);
    if (ordinal == guesses.size() && ordinal < 256) {
      guesses.push_back({std::string(key), static_cast<int32_t>(search(node, key))});
    }
    uint32_t found;
    if (ordinal < guesses.size()) {
      Guess &guess = guesses[ordinal];
      if (guess.key != key) {
        guess.key.assign(key);
        guess.node = static_cast<int32_t>(search(node, key));
      }
      found = static_cast<uint32_t>(guess.node);
    } else {
      found = search(node, key);
    }
    ordinal += 1;

    tape += 1;
    structural += 2;
    char mark = parser.mark(tape);
    bool container = mark == '{' || mark == '[';
    uint32_t after = container ? parser.after(structural) : structural + 1;
    if (found != no_node) {
      const PathNode &target = tree.nodes[found];
      if (!target.slots.empty()) {
        size_t offset = parser.structurals()[structural];
        std::string_view bytes =
            mark == '"' ? parser.text(tape) : token(parser, structural, after, mark);
        for (size_t slot : target.slots) {
          slots[slot] = {bytes.data(), bytes.size(), offset, kind_of(mark)};
        }
      }
      if (!target.edges.empty() && mark == '{') {
        fill(parser, tree, found, {tape, structural}, slots);
      }
    }
    tape = parser.after_tape(tape);
    // Past the comma; after the last value the tape says that the object ends.
    structural = after + 1;
  }
}

uint64_t print_of(std::string_view key) {
  uint64_t first = 0;
  uint64_t last = 0;
  size_t count = std::min<size_t>(key.size(), 8);
  std::memcpy(&first, key.data(), count);
  std::memcpy(&last, key.data() + key.size() - count, count);
  uint64_t print = (first + key.size()) * 0x9E3779B97F4A7C15u ^ last * 0xC2B2AE3D27D4EB4Fu;
  return print ^ print >> 29;
}

// Whether an object whose keys begin at `first` has none of them twice.
bool differ(fupan_json_parser &parser, size_t first) {
  size_t count = parser.keys.size() - first;
  if (count < 2) return true;
  if (parser.meetings.size() < count * 4) {
    size_t size = 64;
    while (size < count * 4) size *= 2;
    parser.meetings.assign(size, Meeting());
    parser.round = 0;
  }
  parser.round += 1;
  if (parser.round == 0) {
    std::fill(parser.meetings.begin(), parser.meetings.end(), Meeting());
    parser.round = 1;
  }
  size_t mask = parser.meetings.size() - 1;
  for (size_t index = first; index < parser.keys.size(); index += 1) {
    const Key &key = parser.keys[index];
    size_t place = key.print & mask;
    while (parser.meetings[place].round == parser.round) {
      const Key &other = parser.keys[parser.meetings[place].key];
      if (other.print == key.print && parser.text(other.tape) == parser.text(key.tape)) {
        parser.duplicate = parser.text(key.tape);
        parser.duplicate_offset = parser.structurals()[key.structural];
        return false;
      }
      place = (place + 1) & mask;
    }
    parser.meetings[place] = {parser.round, static_cast<uint32_t>(index)};
  }
  return true;
}

// Whether no object of the document, at any depth, has a key twice. Whatever is wanted of it, a
// document that says two things at once says nothing.
bool has_no_duplicate(fupan_json_parser &parser) {
  parser.keys.clear();
  parser.levels.clear();
  uint32_t tape = 1;
  for (uint32_t index = 0; index < parser.structural_count(); index += 1) {
    uint32_t at = parser.structurals()[index];
    if (at >= parser.length) break;
    switch (parser.source[at]) {
      case '{':
      case '[':
        parser.levels.push_back({parser.source[at] == '{', parser.keys.size()});
        tape += 1;
        break;
      case '}':
      case ']':
        if (parser.levels.back().is_object && !differ(parser, parser.levels.back().first_key)) {
          return false;
        }
        parser.keys.resize(parser.levels.back().first_key);
        parser.levels.pop_back();
        tape += 1;
        break;
      case ',':
      case ':':
        break;
      case '"':
        if (!parser.levels.empty() && parser.levels.back().is_object &&
            parser.source[parser.structurals()[index + 1]] == ':') {
          parser.keys.push_back({print_of(parser.text(tape)), tape, index});
        }
        tape += 1;
        break;
      default:
        tape = parser.after_tape(tape);
        break;
    }
  }
  return true;
}

void clear(fupan_json_slot *slots, size_t count) {
  std::fill(slots, slots + count, fupan_json_slot{nullptr, 0, 0, fupan_json_kind_absent});
}

fupan_json_status extract(
    fupan_json_parser &parser, const PathTree &tree, fupan_json_slot *slots) {
  clear(slots, tree.slot_count);
  constexpr fupan_json_value root = {1, 0};
  if (parser.mark(root.tape) != '{') return fupan_json_status_not_an_object;
  if (!has_no_duplicate(parser)) return fupan_json_status_duplicate_key;
  if (parser.serial != tree.serial) {
    parser.states.assign(tree.nodes.size(), NodeState());
    parser.serial = tree.serial;
  }
  fill(parser, tree, 0, root, slots);
  return fupan_json_status_ok;
}

}  // namespace

extern "C" {

fupan_json_parser *fupan_json_parser_create(void) {
  try {
    return new fupan_json_parser;
  } catch (...) {
    return nullptr;
  }
}

void fupan_json_parser_free(fupan_json_parser *parser) { delete parser; }

fupan_json_status fupan_json_parse(
    fupan_json_parser *parser, const char *source, size_t length, bool padded) {
  try {
    return parse(*parser, length == 0 ? "" : source, length, padded && length > 0);
  } catch (...) {
    parser->error = simdjson::MEMALLOC;
    return fupan_json_status_out_of_memory;
  }
}

const char *fupan_json_error_text(const fupan_json_parser *parser) {
  return simdjson::error_message(parser->error);
}

fupan_json_value fupan_json_root(const fupan_json_parser *) { return {1, 0}; }

fupan_json_kind fupan_json_kind_of(const fupan_json_parser *parser, fupan_json_value value) {
  return kind_of(parser->mark(value.tape));
}

bool fupan_json_first(
    const fupan_json_parser *parser, fupan_json_value container, fupan_json_value *child) {
  char opening = parser->mark(container.tape);
  char first = parser->mark(container.tape + 1);
  if (opening == '{' && first != '}') {
    *child = {container.tape + 2, container.structural + 3};
    return true;
  }
  if (opening == '[' && first != ']') {
    *child = {container.tape + 1, container.structural + 1};
    return true;
  }
  return false;
}

bool fupan_json_next(
    const fupan_json_parser *parser, fupan_json_value container, fupan_json_value *child) {
  uint32_t tape = parser->after_tape(child->tape);
  char next = parser->mark(tape);
  if (next == '}' || next == ']') return false;
  uint32_t structural = parser->after(child->structural) + 1;
  *child = parser->mark(container.tape) == '{' ? fupan_json_value{tape + 1, structural + 2}
                                               : fupan_json_value{tape, structural};
  return true;
}

const char *fupan_json_key(
    const fupan_json_parser *parser, fupan_json_value child, size_t *length) {
  std::string_view key = parser->text(child.tape - 1);
  *length = key.size();
  return key.data();
}

const char *fupan_json_string(
    const fupan_json_parser *parser, fupan_json_value value, size_t *length) {
  if (parser->mark(value.tape) != '"') {
    *length = 0;
    return nullptr;
  }
  std::string_view text = parser->text(value.tape);
  *length = text.size();
  return text.data();
}

const char *fupan_json_raw(
    const fupan_json_parser *parser, fupan_json_value value, size_t *length, size_t *offset) {
  std::string_view raw = token(
      *parser, value.structural, parser->after(value.structural), parser->mark(value.tape));
  *length = raw.size();
  *offset = parser->structurals()[value.structural];
  return raw.data();
}

bool fupan_json_int64(const fupan_json_parser *parser, fupan_json_value value, int64_t *number) {
  if (fupan_json_kind_of(parser, value) != fupan_json_kind_number) return false;
  std::string_view raw =
      token(*parser, value.structural, value.structural + 1, parser->mark(value.tape));
  auto result = std::from_chars(raw.data(), raw.data() + raw.size(), *number);
  return result.ec == std::errc() && result.ptr == raw.data() + raw.size();
}

bool fupan_json_double(const fupan_json_parser *parser, fupan_json_value value, double *number) {
  if (fupan_json_kind_of(parser, value) != fupan_json_kind_number) return false;
  std::string_view raw =
      token(*parser, value.structural, value.structural + 1, parser->mark(value.tape));
  auto result = std::from_chars(raw.data(), raw.data() + raw.size(), *number);
  return result.ec == std::errc() && result.ptr == raw.data() + raw.size();
}

fupan_json_paths fupan_json_paths_create(
    const char *const *paths, const size_t *lengths, size_t count) {
  static std::atomic<uint64_t> serials{0};
  try {
    auto tree = std::make_unique<PathTree>();
    tree->slot_count = count;
    tree->serial = ++serials;
    tree->nodes.emplace_back();
    for (size_t path = 0; path < count; path += 1) {
      uint32_t node = 0;
      std::string key;
      for (size_t at = 0; at <= lengths[path]; at += 1) {
        bool ends = at == lengths[path];
        char byte = ends ? '.' : paths[path][at];
        if (!ends && byte == '\\' && at + 1 < lengths[path]) {
          at += 1;
          key += paths[path][at];
        } else if (byte == '.') {
          uint32_t next = search(tree->nodes[node], key);
          if (next == no_node) {
            next = static_cast<uint32_t>(tree->nodes.size());
            tree->nodes[node].edges.push_back({key, next});
            tree->nodes.emplace_back();
          }
          node = next;
          key.clear();
        } else {
          key += byte;
        }
      }
      tree->nodes[node].slots.push_back(path);
    }
    return {tree.release()};
  } catch (...) {
    return {nullptr};
  }
}

void fupan_json_paths_free(fupan_json_paths paths) { delete static_cast<const PathTree *>(paths.tree); }

fupan_json_status fupan_json_extract_line(
    fupan_json_parser *parser, fupan_json_paths paths, const char *source, size_t length,
    bool padded, fupan_json_slot *slots) {
  fupan_json_status status = fupan_json_parse(parser, source, length, padded);
  if (status != fupan_json_status_ok) {
    clear(slots, tree_of(paths).slot_count);
    return status;
  }
  try {
    return extract(*parser, tree_of(paths), slots);
  } catch (...) {
    clear(slots, tree_of(paths).slot_count);
    return fupan_json_status_out_of_memory;
  }
}

const char *fupan_json_duplicate_key(
    const fupan_json_parser *parser, size_t *length, size_t *offset) {
  *length = parser->duplicate.size();
  *offset = parser->duplicate_offset;
  return parser->duplicate.data();
}

bool fupan_utf8_valid(const char *bytes, size_t length) {
  return simdjson::validate_utf8(bytes, length);
}

}  // extern "C"
