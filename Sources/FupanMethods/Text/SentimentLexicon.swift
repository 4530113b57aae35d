/// Words that say how somebody feels, and words that turn or weigh them.
///
/// Written as text: a line in brackets says what the terms of the lines below are, spaces stand between
/// terms, `_` for a space within one, and `#` begins a remark.
///
///     [polarity 2 质量]      # from -4 to 4, and what it is about
///     不错 好用
///     [degree 1.5]
///     非常 特别
///     [negator]
///     不 没
package struct SentimentLexicon: Sendable {
  /// What a term does.
  package enum Role: Equatable, Sendable {
    /// It is good or bad, in hundredths.
    case polarity(Int)
    /// It weighs the next feeling, in hundredths.
    case degree(Int)
    case negator
    /// It begins a clause that counts more than those before.
    case adversative
    /// It is no feeling, and keeps its characters from being one: 不但, 差不多.
    case neutral
  }

  /// A term with what it does.
  package struct Entry: Equatable, Sendable {
    package let term: String
    package let role: Role
    /// What a feeling is about, such as 物流; nil where it may be about anything.
    package let domain: String?

    package init(_ term: String, _ role: Role, domain: String? = nil) {
      self.term = term
      self.role = role
      self.domain = domain
    }
  }

  package private(set) var entries: [Entry]
  /// Traditional characters by the simplified ones they stand for.
  package private(set) var folding: [Unicode.Scalar: Unicode.Scalar]
  let matcher: TermMatcher

  /// The first of several equal terms counts.
  package init(_ entries: [Entry], folding: [Unicode.Scalar: Unicode.Scalar] = [:]) {
    self.entries = entries
    self.folding = folding
    matcher = TermMatcher(entries.map { $0.term }, folding: folding)
  }

  /// A lexicon as it is written, nil where a line is none; several may be put one after the other.
  package init?(parsing text: String) {
    var entries: [Entry] = []
    var folding: [Unicode.Scalar: Unicode.Scalar] = [:]
    var role: Role?
    var domain: String?
    var isFolding = false
    // Scalars, since characters take long to tell apart and the shipped lexicon has many.
    for line in text.unicodeScalars.split(whereSeparator: { Self.endsLine($0) }) {
      let line = line.prefix { $0 != "#" }
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map { String($0) }
      guard let first = words.first else { continue }
      if first.hasPrefix("[") {
        let head = words.map { $0.filter { $0 != "[" && $0 != "]" } }
        isFolding = head[0] == "fold"
        domain = head.count > 2 ? head[2] : nil
        switch (head[0], head.count > 1 ? Self.hundredths(head[1]) : nil) {
        case ("polarity", let value?) where (-400...400).contains(value): role = .polarity(value)
        case ("degree", let value?) where (1...400).contains(value): role = .degree(value)
        case ("negator", nil): role = .negator
        case ("adversative", nil): role = .adversative
        case ("neutral", nil): role = .neutral
        case ("fold", nil): role = nil
        default: return nil
        }
      } else if isFolding {
        for pair in words {
          let scalars = Array(pair.unicodeScalars)
          guard scalars.count == 2 else { return nil }
          folding[scalars[0]] = scalars[1]
        }
      } else {
        guard let role else { return nil }
        for word in words {
          let hasSpaces = word.utf8.contains(UInt8(ascii: "_"))
          let term = hasSpaces ? String(word.map { $0 == "_" ? " " : $0 }) : word
          entries.append(Entry(term, role, domain: domain))
        }
      }
    }
    self.init(entries, folding: folding)
  }

  private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// The same lexicon with a user's words before its own.
  package func adding(_ words: [(term: String, hundredths: Int)]) -> SentimentLexicon {
    guard !words.isEmpty else { return self }
    return SentimentLexicon(
      words.map { Entry($0.term, .polarity($0.hundredths)) } + entries, folding: folding)
  }

  /// `-1.25` as −125; nil for anything else.
  private static func hundredths(_ text: String) -> Int? {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" || $0 == "+" }.split(separator: ".")
    guard (1...2).contains(parts.count), let whole = Int(parts[0]) else { return nil }
    var hundredths = 0
    if parts.count == 2 {
      guard parts[1].count <= 2, let digits = Int(parts[1]) else { return nil }
      hundredths = parts[1].count == 1 ? digits * 10 : digits
    }
    return (isNegative ? -1 : 1) * (whole * 100 + hundredths)
  }
}
