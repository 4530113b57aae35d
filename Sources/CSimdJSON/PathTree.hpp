#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "CSimdJSON.h"

// The wanted keys as a tree; node 0 is the object itself.

struct PathNode {
  struct Edge {
    std::string key;
    uint32_t node;
  };
  std::vector<Edge> edges;
  std::vector<size_t> slots;
};

struct PathTree {
  std::vector<PathNode> nodes;
  size_t slot_count;
  // Tells trees apart even where one takes another's address.
  uint64_t serial;
};

constexpr uint32_t no_node = UINT32_MAX;

inline uint32_t search(const PathNode &node, std::string_view key) {
  for (const PathNode::Edge &edge : node.edges) {
    if (edge.key == key) return edge.node;
  }
  return no_node;
}

inline const PathTree &tree_of(fupan_json_paths paths) {
  return *static_cast<const PathTree *>(paths.tree);
}

// Whether eight bytes are digits.
inline bool are_digits(const char *at) {
  uint64_t word;
  std::memcpy(&word, at, sizeof word);
  uint64_t high = word & 0xF0F0F0F0F0F0F0F0u;
  uint64_t carried = (word + 0x0606060606060606u) & 0xF0F0F0F0F0F0F0F0u;
  return high == 0x3030303030303030u && carried == 0x3030303030303030u;
}

// The end of a number that starts at `at`, or `at` if there is none by JSON's grammar.
inline size_t end_of_number(const char *source, size_t length, size_t at) {
  size_t end = at;
  auto digits = [&] {
    size_t start = end;
    while (end + 8 <= length && are_digits(source + end)) end += 8;
    while (end < length && source[end] >= '0' && source[end] <= '9') end += 1;
    return end > start;
  };
  if (end < length && source[end] == '-') end += 1;
  if (end < length && source[end] == '0') {
    end += 1;
  } else if (!digits()) {
    return at;
  }
  if (end < length && source[end] == '.') {
    end += 1;
    if (!digits()) return at;
  }
  if (end < length && (source[end] == 'e' || source[end] == 'E')) {
    end += 1;
    if (end < length && (source[end] == '+' || source[end] == '-')) end += 1;
    if (!digits()) return at;
  }
  return end;
}
