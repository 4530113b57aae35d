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
    has_escapes_ = std::memchr(source, '\\', length) != nullptr;
    return true;
  }

  // Walks the line whose first byte that is no blank is at `first`. Lines come in their order. False
  // where it is better left to the parser.
  bool walk(size_t first, size_t end) {
    while (cursor_ < count_ && index_[cursor_] < first) cursor_ += 1;
    if (cursor_ >= count_ || source_[first] != '{') return false;
    round_ += 1;
    if (round_ == 0) {
      for (FoundText &text : found_) text.round = 0;
      round_ = 1;
    }
    written_ = 0;
    cursor_ += 1;
    if (!object(*shapes_[0], 0)) return false;
    size_t at = index_[cursor_ - 1] + 1;
    if (at > end) return false;
    while (at < end && is_space(source_[at])) at += 1;
    return at == end;
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
  struct Key {
    uint64_t head = 0;
    uint64_t tail = 0;
    uint32_t length = 0;
    // The key that came next last time.
    uint32_t next = 0;
    // The first key of the same text, which may be written with other escapes.
    uint32_t name = 0;
    uint32_t target = no_node;
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

  static size_t slot_of(uint64_t head, uint64_t tail, size_t length) {
    return ((head ^ (tail + length) * 0xC2B2AE3D27D4EB4Fu) * 0x9E3779B97F4A7C15u) >> 55;
  }

  // Whether nothing but white space is between a token's end and the next token.
  bool ends_at(size_t end, uint32_t next) const {
    return end == next || is_space(source_[end]);
  }

  bool has_word(const char (&word)[5], size_t at) const {
    return std::memcmp(source_ + at, word, 4) == 0;
  }

  static bool matches(
      const Key &key, const char *raw, uint64_t head, uint64_t tail, size_t length) {
    return key.head == head && key.length == length && key.tail == tail &&
           (length <= 16 || std::memcmp(key.raw.data(), raw, length) == 0);
  }

  // The number of a key, a new one if it was not seen before; most_keys where it cannot be told.
  uint32_t number(
      Shape &shape, const char *raw, uint64_t head, uint64_t tail, size_t length) {
    size_t slot = slot_of(head, tail, length);
    while (shape.slots[slot] != 0) {
      uint32_t number = shape.slots[slot] - 1u;
      if (matches(shape.keys[number], raw, head, tail, length)) return number;
      slot = (slot + 1) & (2 * most_keys - 1);
    }
    uint32_t number = uint32_t(shape.keys.size());
    if (number == most_keys) return most_keys;
    std::string_view text(raw, length);
    if (has_escapes_ && !resolve(text)) return most_keys;
    Key key;
    key.head = head;
    key.tail = tail;
    key.length = uint32_t(length);
    key.name = number;
    for (uint32_t other = 0; other < number; other += 1) {
      if (shape.keys[other].text == text) {
        key.name = shape.keys[other].name;
        break;
      }
    }
    if (shape.node != no_node) key.target = search(tree_.nodes[shape.node], text);
    key.raw.assign(raw, length);
    key.text.assign(text);
    shape.keys.push_back(std::move(key));
    shape.slots[slot] = uint16_t(number + 1);
    return number;
  }

  // Resolves the escapes of a string's text; false where one is none.
  bool resolve(std::string_view &text) {
    if (!std::memchr(text.data(), '\\', text.size())) return true;
    uint8_t *start = scratch_.data() + written_;
    const uint8_t *end =
        simd_->parse_string(reinterpret_cast<const uint8_t *>(text.data()), start);
    if (!end) return false;
    text = {reinterpret_cast<const char *>(start), size_t(end - start)};
    written_ += text.size();
    return true;
  }

  // Takes the keys and values of an object, from behind its brace to behind its end.
  bool object(Shape &shape, size_t depth) {
    if (cursor_ >= count_) return false;
    if (source_[index_[cursor_]] == '}') {
      cursor_ += 1;
      return true;
    }
    uint64_t seen[most_keys / 64] = {};
    uint32_t *guess = &shape.first;
    while (true) {
      // A key, a colon, a value of one token and what is behind it.
      if (cursor_ + 4 > count_) return false;
      size_t at = index_[cursor_];
      size_t colon = index_[cursor_ + 1];
      if (source_[at] != '"' || source_[colon] != ':') return false;
      size_t close = colon - 1;
      while (is_space(source_[close])) close -= 1;
      if (source_[close] != '"' || close == at) return false;
      const char *raw = source_ + at + 1;
      size_t length = close - at - 1;
      uint64_t head = load_head(raw, length);
      uint64_t tail = length > 8 ? load_word(raw + length - 8) : 0;
      uint32_t number = *guess;
      if (number >= shape.keys.size() ||
          !matches(shape.keys[number], raw, head, tail, length)) {
        number = this->number(shape, raw, head, tail, length);
        if (number == most_keys) return false;
        *guess = number;
      }
      Key &key = shape.keys[number];
      guess = &key.next;
      uint64_t bit = uint64_t{1} << (key.name & 63);
      if (seen[key.name >> 6] & bit) return false;
      seen[key.name >> 6] |= bit;
      cursor_ += 2;
      if (!value(key, key.target, false, depth)) return false;
      char byte = source_[index_[cursor_]];
      cursor_ += 1;
      if (byte == '}') return true;
      if (byte != ',') return false;
    }
  }

  // Takes the elements of an array, from behind its bracket to behind its end.
  bool array(Key &key, size_t depth) {
    if (cursor_ >= count_) return false;
    if (source_[index_[cursor_]] == ']') {
      cursor_ += 1;
      return true;
    }
    while (true) {
      if (cursor_ + 2 > count_) return false;
      if (!value(key, no_node, true, depth)) return false;
      char byte = source_[index_[cursor_]];
      cursor_ += 1;
      if (byte == ']') return true;
      if (byte != ',') return false;
    }
  }

  // Takes a value: that of a key, or an element of the array that is its value. Another token is
  // behind it then.
  bool value(Key &key, uint32_t target, bool is_element, size_t depth) {
    size_t at = index_[cursor_];
    size_t next = index_[cursor_ + 1];
    std::string_view text;
    switch (source_[at]) {
      case '"': {
        size_t close = next - 1;
        while (is_space(source_[close])) close -= 1;
        if (source_[close] != '"' || close == at) return false;
        text = {source_ + at + 1, close - at - 1};
        if (has_escapes_ && !resolve(text)) return false;
        cursor_ += 1;
        break;
      }
      case '{':
      case '[': {
        if (depth + 1 >= deepest) return false;
        bool is_object = source_[at] == '{';
        cursor_ += 1;
        if (is_object) {
          uint32_t &child = key.children[is_element];
          if (child == 0) {
            if (shapes_.size() == most_shapes) return false;
            child = uint32_t(shapes_.size());
            shapes_.push_back(std::make_unique<Shape>(target));
          }
          if (!object(*shapes_[child], depth + 1)) return false;
        } else if (!array(key, depth + 1)) {
          return false;
        }
        if (cursor_ >= count_) return false;
        text = {source_ + at, index_[cursor_ - 1] + 1 - at};
        break;
      }
      case 't':
        if (!has_word("true", at) || !ends_at(at + 4, next)) return false;
        text = {source_ + at, 4};
        cursor_ += 1;
        break;
      case 'f':
        if (!has_word("fals", at) || source_[at + 4] != 'e' || !ends_at(at + 5, next)) return false;
        text = {source_ + at, 5};
        cursor_ += 1;
        break;
      case 'n':
        if (!has_word("null", at) || !ends_at(at + 4, next)) return false;
        cursor_ += 1;
        break;
      default: {
        size_t end = end_of_number(source_, length_, at);
        if (end == at || !ends_at(end, next)) return false;
        text = {source_ + at, end - at};
        cursor_ += 1;
        break;
      }
    }
    if (target != no_node) {
      for (size_t slot : tree_.nodes[target].slots) {
        found_[slot] = {text.data(), uint32_t(text.size()), round_};
      }
    }
    return true;
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
  bool has_escapes_ = false;

  // Texts whose escapes are resolved.
  Room<uint8_t> scratch_;
  size_t written_ = 0;
};
