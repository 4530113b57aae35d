#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

// Columns of text that grow row by row, in memory that is used again for the next rows.

// Room that is written to without being cleared first.
template <typename Element>
class Room {
 public:
  Room() = default;
  Room(const Room &) = delete;
  Room &operator=(const Room &) = delete;
  Room(Room &&other) noexcept
      : start_(std::exchange(other.start_, nullptr)), count_(std::exchange(other.count_, 0)) {}
  ~Room() { std::free(start_); }

  // Makes room for so many elements; those that are there stay.
  void reserve(size_t count) {
    if (count <= count_) return;
    size_t wanted = count + count / 2;
    void *moved = std::realloc(start_, wanted * sizeof(Element));
    if (!moved) throw std::bad_alloc();
    start_ = static_cast<Element *>(moved);
    count_ = wanted;
  }

  size_t count() const { return count_; }
  Element *data() { return start_; }
  const Element *data() const { return start_; }
  Element &operator[](size_t index) { return start_[index]; }
  const Element &operator[](size_t index) const { return start_[index]; }

 private:
  Element *start_ = nullptr;
  size_t count_ = 0;
};

inline uint64_t load_word(const void *at) {
  uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// The first and the last bytes of a text and its length, which tell texts of at most 16 bytes apart.
struct TextEnds {
  uint64_t head = 0;
  uint64_t tail = 0;
  uint32_t length = 0;

  TextEnds() = default;

  // Eight bytes from the text's start on are read, whatever its length.
  TextEnds(const char *text, size_t count) : length(uint32_t(count)) {
    uint64_t mask = (uint64_t{1} << 8 * (count & 7)) - 1;
    if (count >= 8) mask = ~uint64_t{0};
    head = load_word(text) & mask;
    tail = load_word(text + (count > 8 ? count - 8 : 0)) & mask;
  }

  bool operator==(const TextEnds &other) const {
    return head == other.head && tail == other.tail && length == other.length;
  }

  uint64_t hash() const {
    uint64_t mixed = head * 0x9E3779B97F4A7C15u ^ (tail + length) * 0xC2B2AE3D27D4EB4Fu;
    return (mixed ^ mixed >> 32) * 0x9E3779B97F4A7C15u;
  }
};

// How many bytes behind a text may be read by what takes it.
constexpr size_t text_slack = 32;

// Numbers the first different texts in the order in which they are seen.
class TextNumbers {
 public:
  // A column of more different texts is no longer numbered.
  static constexpr size_t most = 256;

  void clear() {
    std::memset(slots_, 0, sizeof slots_);
    count_ = 0;
    used_ = 0;
  }

  size_t count() const { return count_; }
  const char *bytes() const { return bytes_.data(); }
  size_t byte_count() const { return used_; }
  uint32_t start(size_t number) const {
    return number == count_ ? uint32_t(used_) : entries_[number].start;
  }
  uint32_t length(size_t number) const { return entries_[number].ends.length; }

  // The number of a text, or -1 where it is one too many.
  int number(const char *text, size_t length) {
    TextEnds ends(text, length);
    uint64_t hash = ends.hash();
    for (size_t at = 8; at + 8 < length && length > 16; at += 8) {
      hash = (hash ^ load_word(text + at)) * 0x9E3779B97F4A7C15u;
      hash ^= hash >> 32;
    }
    size_t slot = hash * 0x9E3779B97F4A7C15u >> 54;
    while (slots_[slot] != 0) {
      const Entry &entry = entries_[slots_[slot] - 1];
      if (entry.ends == ends &&
          (length <= 16 || std::memcmp(bytes_.data() + entry.start, text, length) == 0)) {
        return slots_[slot] - 1;
      }
      slot = (slot + 1) & 1023;
    }
    if (count_ == most) return -1;
    bytes_.reserve(used_ + length + text_slack);
    std::memcpy(bytes_.data() + used_, text, length);
    entries_[count_] = {ends, uint32_t(used_)};
    used_ += length;
    count_ += 1;
    slots_[slot] = uint16_t(count_);
    return int(count_ - 1);
  }

 private:
  struct Entry {
    TextEnds ends;
    uint32_t start;
  };

  uint16_t slots_[1024];
  Entry entries_[most];
  size_t count_ = 0;
  Room<char> bytes_;
  size_t used_ = 0;
};

// One column: numbers of texts as long as there are few different ones, else the texts themselves.
class TextBuilder {
 public:
  void clear() {
    numbers_.clear();
    used_ = 0;
    missing_ = 0;
    is_numbered_ = true;
  }

  // Makes room for the rows of a stretch of text.
  void reserve(size_t rows) {
    codes_.reserve(rows + 1);
    offsets_.reserve(rows + 2);
    validity_.reserve(rows / 64 + 2);
  }

  // Puts a text in a row; `text_slack` bytes behind it may be read.
  void put(size_t row, const char *text, size_t length) {
    start_row(row);
    validity_[row >> 6] |= uint64_t{1} << (row & 63);
    if (is_numbered_) {
      int number = numbers_.number(text, length);
      if (number >= 0) {
        codes_[row] = uint8_t(number);
        return;
      }
      write(row);
    }
    append(text, length);
    offsets_[row + 1] = uint32_t(used_);
  }

  void put_missing(size_t row) {
    start_row(row);
    missing_ += 1;
    if (is_numbered_) {
      codes_[row] = 0;
    } else {
      offsets_[row + 1] = uint32_t(used_);
    }
  }

  // Ends the column: it stays numbered where texts repeat at least once on average.
  void finish(size_t rows) {
    if (!is_numbered_) return;
    if (rows < 2 || numbers_.count() > rows / 2) {
      write(rows);
    } else {
      size_t texts = numbers_.count();
      offsets_.reserve(texts + 2);
      for (size_t text = 0; text <= texts; text += 1) offsets_[text] = numbers_.start(text);
      // Rows that are all missing need a text that they do not have.
      if (texts == 0) offsets_[1] = 0;
    }
  }

  bool is_numbered() const { return is_numbered_; }
  bool has_missing() const { return missing_ > 0; }
  size_t text_count(size_t rows) const {
    return !is_numbered_ ? rows : numbers_.count() > 0 ? numbers_.count() : 1;
  }
  const char *bytes() const { return is_numbered_ ? numbers_.bytes() : bytes_.data(); }
  size_t byte_count() const { return is_numbered_ ? numbers_.byte_count() : used_; }
  const uint32_t *offsets() const { return offsets_.data(); }
  const uint8_t *codes() const { return codes_.data(); }
  const uint64_t *validity() const { return validity_.data(); }

 private:
  void start_row(size_t row) {
    if ((row & 63) == 0) validity_[row >> 6] = 0;
  }

  void append(const char *text, size_t length) {
    if (used_ + length + text_slack > bytes_.count()) {
      if (used_ + length > UINT32_MAX) throw std::bad_alloc();
      bytes_.reserve(used_ + length + text_slack);
    }
    char *target = bytes_.data() + used_;
    if (length <= text_slack) {
      std::memcpy(target, text, text_slack);
    } else {
      std::memcpy(target, text, length);
    }
    used_ += length;
  }

  // Writes the texts of the rows out instead of their numbers.
  void write(size_t rows) {
    is_numbered_ = false;
    used_ = 0;
    bytes_.reserve(text_slack);
    offsets_[0] = 0;
    for (size_t row = 0; row < rows; row += 1) {
      if (validity_[row >> 6] >> (row & 63) & 1) {
        uint32_t length = numbers_.length(codes_[row]);
        bytes_.reserve(used_ + length + text_slack);
        std::memcpy(bytes_.data() + used_, numbers_.bytes() + numbers_.start(codes_[row]), length);
        used_ += length;
      }
      offsets_[row + 1] = uint32_t(used_);
    }
  }

  TextNumbers numbers_;
  Room<uint8_t> codes_;
  Room<char> bytes_;
  size_t used_ = 0;
  Room<uint32_t> offsets_;
  Room<uint64_t> validity_;
  size_t missing_ = 0;
  bool is_numbered_ = true;
};
