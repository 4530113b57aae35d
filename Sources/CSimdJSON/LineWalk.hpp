#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "PathTree.hpp"
#include "TextBuilder.hpp"

// Takes wanted values out of lines that are plain objects, without building a document of each.
//
// simdjson's first stage looks at many lines at once: it checks their UTF-8 and their strings and finds
// where every bracket, colon, comma, scalar and key begins. The walk goes along these places and takes
// only what JSON's grammar allows; keys are told apart by their bytes. It may give up on any line,
// for whatever reason: then the parser decides. What it does take, the parser would have taken alike.

// A value that was found on the line at hand.
struct FoundText {
  // Nothing where it is null.
  const char *bytes = nullptr;
  uint32_t length = 0;
  // The round in which it was found.
  uint32_t round = 0;
};

class LineWalk {
 public:
  // Lines are looked at in stretches of about this many bytes.
  static constexpr size_t stretch = 1 << 16;
  // How many bytes behind a stretch may be read.
  static constexpr size_t slack = fupan_json_padding;

  explicit LineWalk(const PathTree &tree) : tree_(tree), found_(tree.slot_count) {
    shapes_.push_back(std::make_unique<Shape>(0));
    simdjson::error_code error =
        simdjson::get_active_implementation()->create_dom_parser_implementation(
            stretch, deepest, simd_);
    if (error) throw std::bad_alloc();
    scratch_.reserve(stretch + 2 * slack);
  }

  // Looks at whole lines. False where their tokens cannot be told apart: bad UTF-8, a control
  // character in a string, a string without its end.
  bool look(const char *source, size_t length) {
    source_ = source;
    length_ = length;
    cursor_ = 0;
    count_ = 0;
    if (length > stretch) return false;
    if (simd_->stage1(
            reinterpret_cast<const uint8_t *>(source), length, simdjson::stage1_mode::regular)) {
      return false;
    }
    index_ = simd_->structural_indexes.get();
    count_ = simd_->n_structural_indexes;
    find_escape(0);
    return true;
  }

  // Walks the line whose first byte that is no blank is at `first`. Lines come in their order. False
  // where it is better left to the parser.
  bool walk(size_t first, size_t end) {
    while (cursor_ < count_ && index_[cursor_] < first) cursor_ += 1;
    if (cursor_ >= count_ || index_[cursor_] != first || source_[first] != '{') return false;
    round_ += 1;
    if (round_ == 0) {
      for (FoundText &text : found_) text.round = 0;
      round_ = 1;
    }
    written_ = 0;
    size_t cursor = object(*shapes_[0], cursor_ + 1, 0);
    if (cursor == 0) return false;
    size_t at = index_[cursor - 1] + 1;
    // Without its end a line would take tokens of the next ones.
    if (at > end) return false;
    while (at < end && is_space(source_[at])) at += 1;
    if (at < end) return false;
    cursor_ = cursor;
    return true;
  }

  // What the last walk found for a path; nothing where there is no such key.
  const FoundText *found(size_t slot) const {
    return found_[slot].round == round_ ? &found_[slot] : nullptr;
  }

 private:
  // Documents nested more deeply are left to the parser.
  static constexpr size_t deepest = 24;
  static constexpr size_t most_keys = 256;
  static constexpr size_t most_shapes = 1024;

  // A key that objects at one place had.
  struct alignas(128) Key {
    TextEnds ends;
    // The key that came next last time.
    uint32_t next = 0;
    // The first key of the same text, which may be written with other escapes.
    uint32_t name = 0;
    uint32_t target = no_node;
    // The one slot of the target, or no_node where it has none or several.
    uint32_t slot = no_node;
    // Of the objects that are its value, and of those in the array that is.
    uint32_t children[2] = {0, 0};
    std::string raw;
    std::string text;
  };

  // What objects at one place had as keys so far.
  struct Shape {
    explicit Shape(uint32_t node) : node(node) { keys.reserve(most_keys); }
    uint32_t node;
    uint32_t first = 0;
    std::vector<Key> keys;
    // The number of a key + 1 at the place its hash leads to.
    uint16_t slots[2 * most_keys] = {};
  };

  static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
  }

  // Whether nothing but white space is between a token's end and the next token.
  bool ends_at(size_t end, uint32_t next) const {
    return end == next || is_space(source_[end]);
  }

  bool has_word(const char (&word)[5], size_t at) const {
    return std::memcmp(source_ + at, word, 4) == 0;
  }

  static bool matches(const Key &key, const char *raw, const TextEnds &ends) {
    return key.ends == ends &&
           (ends.length <= 16 || std::memcmp(key.raw.data(), raw, ends.length) == 0);
  }

  // The place of a string's closing quote, which is the last thing before the next token; 0 where
  // there is something else.
  size_t close_before(size_t next) const {
    size_t close = next - 1;
    if (source_[close] == '"') return close;
    while (is_space(source_[close])) close -= 1;
    return source_[close] == '"' ? close : 0;
  }

  // The number of a key, a new one if it was not seen before; most_keys where it cannot be told.
  uint32_t number(Shape &shape, const char *raw, const TextEnds &ends) {
    size_t slot = ends.hash() >> 55;
    while (shape.slots[slot] != 0) {
      uint32_t number = shape.slots[slot] - 1u;
      if (matches(shape.keys[number], raw, ends)) return number;
      slot = (slot + 1) & (2 * most_keys - 1);
    }
    uint32_t number = uint32_t(shape.keys.size());
    if (number == most_keys) return most_keys;
    std::string_view text(raw, ends.length);
    if (std::memchr(raw, '\\', ends.length) && !resolve(text)) return most_keys;
    Key key;
    key.ends = ends;
    key.name = number;
    for (uint32_t other = 0; other < number; other += 1) {
      if (shape.keys[other].text == text) {
        key.name = shape.keys[other].name;
        break;
      }
    }
    if (shape.node != no_node) key.target = search(tree_.nodes[shape.node], text);
    if (key.target != no_node && tree_.nodes[key.target].slots.size() == 1) {
      key.slot = uint32_t(tree_.nodes[key.target].slots[0]);
    }
    key.raw.assign(raw, ends.length);
    key.text.assign(text);
    shape.keys.push_back(std::move(key));
    shape.slots[slot] = uint16_t(number + 1);
    return number;
  }

  __attribute__((noinline)) void find_escape(size_t from) {
    const void *found = std::memchr(source_ + from, '\\', length_ - from);
    escape_ = found ? size_t(static_cast<const char *>(found) - source_) : length_;
    sought_ = from;
  }

  // Whether there is an escape between two places.
  __attribute__((always_inline)) bool has_escape(size_t start, size_t end) {
    if (__builtin_expect(start < sought_ || escape_ < start, 0)) find_escape(start);
    return escape_ < end;
  }

  // Resolves the escapes of a string's text; false where one is none.
  bool resolve(std::string_view &text) {
    uint8_t *start = scratch_.data() + written_;
    const uint8_t *end =
        simd_->parse_string(reinterpret_cast<const uint8_t *>(text.data()), start);
    if (!end) return false;
    text = {reinterpret_cast<const char *>(start), size_t(end - start)};
    written_ += text.size();
    return true;
  }

  // What follows takes tokens from a cursor on, the number of one; it gives the cursor behind what it
  // took, or 0 where it gives up.

  // Takes the keys and values of an object, from behind its brace to behind its end.
  size_t object(Shape &shape, size_t cursor, size_t depth) {
    const char *source = source_;
    const uint32_t *index = index_;
    if (cursor >= count_) return 0;
    if (source[index[cursor]] == '}') return cursor + 1;
    uint64_t seen[most_keys / 64] = {};
    uint32_t *guess = &shape.first;
    while (true) {
      // A key, a colon, a value of one token and what is behind it.
      if (cursor + 4 > count_) return 0;
      size_t at = index[cursor];
      size_t colon = index[cursor + 1];
      if (source[at] != '"' || source[colon] != ':') return 0;
      size_t close = close_before(colon);
      if (close <= at) return 0;
      const char *raw = source + at + 1;
      TextEnds ends(raw, close - at - 1);
      Key *key = shape.keys.data() + *guess;
      if (shape.keys.empty() || !matches(*key, raw, ends)) {
        uint32_t number = this->number(shape, raw, ends);
        if (number == most_keys) return 0;
        *guess = number;
        key = shape.keys.data() + number;
      }
      guess = &key->next;
      uint64_t bit = uint64_t{1} << (key->name & 63);
      if (seen[key->name >> 6] & bit) return 0;
      seen[key->name >> 6] |= bit;
      cursor = value(*key, key->target, false, cursor + 2, depth);
      if (cursor == 0) return 0;
      char byte = source[index[cursor]];
      cursor += 1;
      if (byte == '}') return cursor;
      if (byte != ',') return 0;
    }
  }

  // Takes the elements of an array, from behind its bracket to behind its end.
  size_t array(Key &key, size_t cursor, size_t depth) {
    if (cursor >= count_) return 0;
    if (source_[index_[cursor]] == ']') return cursor + 1;
    while (true) {
      if (cursor + 2 > count_) return 0;
      cursor = value(key, no_node, true, cursor, depth);
      if (cursor == 0) return 0;
      char byte = source_[index_[cursor]];
      cursor += 1;
      if (byte == ']') return cursor;
      if (byte != ',') return 0;
    }
  }

  // Takes an object or array.
  __attribute__((noinline)) size_t container(
      Key &key, uint32_t target, bool is_element, size_t cursor, size_t depth) {
    if (depth + 1 >= deepest) return 0;
    if (source_[index_[cursor]] == '[') return array(key, cursor + 1, depth + 1);
    uint32_t &child = key.children[is_element];
    if (child == 0) {
      if (shapes_.size() == most_shapes) return 0;
      child = uint32_t(shapes_.size());
      shapes_.push_back(std::make_unique<Shape>(target));
    }
    return object(*shapes_[child], cursor + 1, depth + 1);
  }

  // Takes a value: that of a key, or an element of the array that is its value. Another token is
  // behind it then.
  __attribute__((always_inline)) size_t value(
      Key &key, uint32_t target, bool is_element, size_t cursor, size_t depth) {
    const char *source = source_;
    size_t at = index_[cursor];
    size_t next = index_[cursor + 1];
    std::string_view text;
    switch (source[at]) {
      case '"': {
        size_t close = close_before(next);
        if (close <= at) return 0;
        text = {source + at + 1, close - at - 1};
        if (has_escape(at, close) && !resolve(text)) return 0;
        cursor += 1;
        break;
      }
      case '{':
      case '[':
        cursor = container(key, target, is_element, cursor, depth);
        if (cursor == 0 || cursor >= count_) return 0;
        text = {source + at, index_[cursor - 1] + 1 - at};
        break;
      case 't':
        if (!has_word("true", at) || !ends_at(at + 4, next)) return 0;
        text = {source + at, 4};
        cursor += 1;
        break;
      case 'f':
        if (!has_word("fals", at) || source[at + 4] != 'e' || !ends_at(at + 5, next)) return 0;
        text = {source + at, 5};
        cursor += 1;
        break;
      case 'n':
        if (!has_word("null", at) || !ends_at(at + 4, next)) return 0;
        cursor += 1;
        break;
      default: {
        size_t end = end_of_number(source, length_, at);
        if (end == at || !ends_at(end, next)) return 0;
        text = {source + at, end - at};
        cursor += 1;
        break;
      }
    }
    if (target == no_node) return cursor;
    FoundText found = {text.data(), uint32_t(text.size()), round_};
    if (key.slot != no_node) {
      found_[key.slot] = found;
    } else {
      for (size_t slot : tree_.nodes[target].slots) found_[slot] = found;
    }
    return cursor;
  }

  const PathTree &tree_;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> simd_;
  std::vector<std::unique_ptr<Shape>> shapes_;
  std::vector<FoundText> found_;
  uint32_t round_ = 0;

  const char *source_ = nullptr;
  size_t length_ = 0;
  const uint32_t *index_ = nullptr;
  size_t cursor_ = 0;
  size_t count_ = 0;
  // Where the first backslash from a place on is.
  size_t escape_ = 0;
  size_t sought_ = 0;

  // Texts whose escapes are resolved.
  Room<uint8_t> scratch_;
  size_t written_ = 0;
};
