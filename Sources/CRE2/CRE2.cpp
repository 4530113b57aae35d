#include "CRE2.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <re2/re2.h>

namespace {

const RE2 &engine_of(fupan_regex regex) { return *static_cast<const RE2 *>(regex.engine); }

// A NULL with no bytes is the empty text.
re2::StringPiece piece(const char *bytes, size_t length) {
  return length == 0 ? re2::StringPiece("", 0) : re2::StringPiece(bytes, length);
}

void tell(const std::string &text, char *error, size_t capacity) {
  if (!error || capacity == 0) return;
  size_t length = std::min(text.size(), capacity - 1);
  // Never half a character.
  while (length < text.size() && length > 0 && (text[length] & 0xC0) == 0x80) length -= 1;
  std::memcpy(error, text.data(), length);
  error[length] = 0;
}

}  // namespace

extern "C" {

fupan_regex fupan_regex_compile(
    const char *pattern, size_t length, bool ignore_case, char *error, size_t error_capacity) {
  try {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!ignore_case);
    auto engine = std::make_unique<RE2>(piece(pattern, length), options);
    if (!engine->ok()) {
      tell(engine->error(), error, error_capacity);
      return fupan_regex{nullptr};
    }
    return fupan_regex{engine.release()};
  } catch (...) {
    tell("out of memory", error, error_capacity);
    return fupan_regex{nullptr};
  }
}

void fupan_regex_free(fupan_regex regex) { delete static_cast<const RE2 *>(regex.engine); }

int fupan_regex_group_count(fupan_regex regex) {
  return engine_of(regex).NumberOfCapturingGroups();
}

bool fupan_regex_full_match(fupan_regex regex, const char *text, size_t length) {
  return engine_of(regex).Match(
      piece(text, length), 0, length, RE2::ANCHOR_BOTH, nullptr, 0);
}

bool fupan_regex_partial_match(fupan_regex regex, const char *text, size_t length) {
  return engine_of(regex).Match(piece(text, length), 0, length, RE2::UNANCHORED, nullptr, 0);
}

bool fupan_regex_extract(
    fupan_regex regex, const char *text, size_t length, int group, size_t *group_offset,
    size_t *group_length) {
  const RE2 &engine = engine_of(regex);
  if (group < 0 || group > engine.NumberOfCapturingGroups()) return false;
  constexpr int on_stack = 10;
  re2::StringPiece few[on_stack];
  std::vector<re2::StringPiece> many;
  re2::StringPiece *found = few;
  try {
    if (group >= on_stack) {
      many.resize(group + 1);
      found = many.data();
    }
  } catch (...) {
    return false;
  }
  re2::StringPiece input = piece(text, length);
  if (!engine.Match(input, 0, length, RE2::UNANCHORED, found, group + 1)) return false;
  if (!found[group].data()) return false;
  *group_offset = found[group].data() - input.data();
  *group_length = found[group].size();
  return true;
}

bool fupan_regex_check_rewrite(
    fupan_regex regex, const char *rewrite, size_t length, char *error, size_t error_capacity) {
  try {
    std::string reason;
    if (engine_of(regex).CheckRewriteString(piece(rewrite, length), &reason)) return true;
    tell(reason, error, error_capacity);
  } catch (...) {
    tell("out of memory", error, error_capacity);
  }
  return false;
}

int fupan_regex_replace(
    fupan_regex regex, bool all, const char *text, size_t length, const char *rewrite,
    size_t rewrite_length, char **replaced, size_t *replaced_length) {
  try {
    const RE2 &engine = engine_of(regex);
    std::string result(length == 0 ? "" : text, length);
    re2::StringPiece with = piece(rewrite, rewrite_length);
    std::string reason;
    int count = 0;
    if (engine.CheckRewriteString(with, &reason)) {
      count = all ? RE2::GlobalReplace(&result, engine, with)
                  : static_cast<int>(RE2::Replace(&result, engine, with));
    }
    char *copy = static_cast<char *>(std::malloc(result.size() + 1));
    if (!copy) return -1;
    std::memcpy(copy, result.data(), result.size());
    copy[result.size()] = 0;
    *replaced = copy;
    *replaced_length = result.size();
    return count;
  } catch (...) {
    return -1;
  }
}

}  // extern "C"
