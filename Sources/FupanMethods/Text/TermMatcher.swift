/// Terms of dictionaries looked for in texts, all at once.
///
/// The terms stand in one trie. At each position the longest that fits is taken and the search goes on
/// behind it (leftmost-longest, the matches of Aho and Corasick 1975, "Efficient string matching", under
/// that rule); of two equal terms the one added first. Where a term begins or ends in Latin letters it
/// fits only whole tokens: `ok` is not in `book`.
///
///     let matcher = TermMatcher(["不错", "错"])
///     matcher.matches(in: NormalisedText("质量不错"))  // one, of 不错
package struct TermMatcher: Sendable {
  /// A term that was found.
  package struct Match: Equatable, Sendable {
    /// Its position among the terms.
    package let term: Int
    /// Where in the characters.
    package let range: Range<Int>
  }

  private struct Node: Sendable {
    var next: [Unicode.Scalar: Int] = [:]
    var term: Int?
  }

  private var nodes = [Node()]

  /// Terms as they are written; they are normalised as texts are.
  package init(_ terms: [String], folding: [Unicode.Scalar: Unicode.Scalar] = [:]) {
    for (index, term) in terms.enumerated() {
      var node = 0
      for scalar in NormalisedText(term, folding: folding).scalars {
        if let next = nodes[node].next[scalar] {
          node = next
        } else {
          nodes.append(Node())
          nodes[node].next[scalar] = nodes.count - 1
          node = nodes.count - 1
        }
      }
      if node != 0, nodes[node].term == nil { nodes[node].term = index }
    }
  }

  /// The longest term that begins at a position, or nil.
  package func match(in text: NormalisedText, at start: Int) -> Match? {
    let scalars = text.scalars
    if start > 0, NormalisedText.isLatin(scalars[start]),
      NormalisedText.isLatin(scalars[start - 1])
    {
      return nil
    }
    var node = 0
    var index = start
    var found: Match?
    while index < scalars.count, let next = nodes[node].next[scalars[index]] {
      node = next
      index += 1
      if let term = nodes[node].term,
        index == scalars.count || !NormalisedText.isLatin(scalars[index - 1])
          || !NormalisedText.isLatin(scalars[index])
      {
        found = Match(term: term, range: start..<index)
      }
    }
    return found
  }

  /// All terms in a text, from left to right, none within another.
  package func matches(in text: NormalisedText) -> [Match] {
    var found: [Match] = []
    var index = 0
    while index < text.scalars.count {
      if let match = match(in: text, at: index) {
        found.append(match)
        index = match.range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }
}
