import FupanDiagnostics
import Yams

/// Counts the nodes that the aliases of a document stand for, so that a small file cannot become an
/// enormous one.
struct AliasExpansion {
  let limit: Int
  /// Where the node was defined whose expansion passed the limit.
  private(set) var exceededAt: Mark?
  private var isExceeded = false
  private var seenAnchors: Set<ObjectIdentifier> = []
  private var count = 0

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether all aliases under `root` together stand for at most `limit` nodes.
  mutating func isWithinLimit(_ root: Yams.Node) -> Bool {
    visit(root, inAlias: false)
    return !isExceeded
  }

  private mutating func visit(_ node: Yams.Node, inAlias: Bool) {
    guard !isExceeded else { return }
    var inAlias = inAlias
    // An alias is the node of its anchor once more.
    if let anchor = node.anchor, !seenAnchors.insert(ObjectIdentifier(anchor)).inserted {
      inAlias = true
    }
    if inAlias {
      count += 1
      if count > limit {
        isExceeded = true
        exceededAt = node.mark
        return
      }
    }
    switch node {
    case .scalar, .alias: break
    case .sequence(let sequence):
      for item in sequence where !isExceeded { visit(item, inAlias: inAlias) }
    case .mapping(let mapping):
      for (key, value) in mapping where !isExceeded {
        visit(key, inAlias: inAlias)
        visit(value, inAlias: inAlias)
      }
    }
  }

  /// The first key that is an alias or a collection in a document with anchors and aliases, or nil.
  ///
  /// The parser compares keys, and comparing one that expands takes as long as expanding it, so such
  /// keys are found in the text before.
  static func aliasInKey(of source: SourceFile) -> Place? {
    let hasAnchors = source.lines.contains { $0.utf8.contains(UInt8(ascii: "&")) }
    guard hasAnchors, source.lines.contains(where: { $0.utf8.contains(UInt8(ascii: "*")) }) else {
      return nil
    }
    var closed: Place?
    let telling = Array("*?]}".utf8)
    for (index, line) in source.lines.enumerated() {
      // Nothing begins on most lines, and characters take long to tell apart.
      if closed == nil, !line.utf8.contains(where: { telling.contains($0) }) { continue }
      let characters = Array(line)
      var quote: Character?
      var alias: Place?
      // The last character that was no white space: a node begins after nothing or an indicator.
      var last: Character?
      for (column, character) in characters.enumerated() {
        var place: Place { Place(file: source.name, line: index + 1, column: column + 1) }
        let next = characters.indices.contains(column + 1) ? characters[column + 1] : " "
        let isFirst = column == 0 || isBlank(characters[column - 1])
        let startsNode = last.map { "-?:[{,".contains($0) } ?? true
        if let open = quote {
          if character == open { quote = nil }
        } else if character == "#", isFirst {
          break
        } else if isBlank(character) {
          continue
        } else if character == ":", isBlank(next) {
          if let key = alias ?? closed { return key }
        } else if startsNode, character == "?", isBlank(next) {
          return place
        } else if startsNode, character == "*" {
          alias = place
        } else if startsNode, character == "'" || character == "\"" {
          quote = character
        } else if character == "]" || character == "}" {
          closed = closed ?? place
        } else {
          closed = nil
          if let start = alias, isFirst || "[{,".contains(character), place != start { alias = nil }
        }
        last = character
      }
    }
    return nil
  }

  /// Whether a character is white space: of ASCII that is known soon.
  private static func isBlank(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return character.isWhitespace }
    return byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
