import FupanDiagnostics

/// Finds where in a file the characters of a scalar stand, by reading the file's text beside the
/// scalar's.
///
/// The two differ where YAML folds lines, drops indentation, or reads escapes.
struct ScalarPlaces {
  let lines: [String]
  let file: String
  let style: Node.Style

  private var line: Int
  private var column = 0
  private var characters: [Character] = []
  private var indent = 0

  /// Starts at `place`, where the scalar begins in `source`; nil where there is no such line.
  init?(of style: Node.Style, at place: Place, in source: SourceFile) {
    guard source.line(place.line) != nil else { return nil }
    lines = source.lines
    file = source.name
    self.style = style
    line = place.line - 1
    load(line, column: place.column - 1)
    // An anchor or a tag may stand before the scalar.
    while column < characters.count, characters[column] == "&" || characters[column] == "!" {
      while column < characters.count, characters[column] != " " { column += 1 }
      while column < characters.count, characters[column] == " " { column += 1 }
    }
    switch style {
    case .singleQuoted, .doubleQuoted: column += 1
    case .literal, .folded:
      // The indicator's line holds no text; the first line with text says the indentation.
      load(line + 1, column: 0)
      var first = line
      while first < lines.count, lines[first].allSatisfy({ $0 == " " }) { first += 1 }
      indent = first < lines.count ? lines[first].prefix { $0 == " " }.count : 0
      column = min(indent, characters.count)
    default: break
    }
  }

  private mutating func load(_ number: Int, column: Int) {
    line = number
    characters = lines.indices.contains(number) ? Array(lines[number]) : []
    self.column = column
  }

  /// The place of each character of the scalar's `text`, and of its end.
  mutating func places(of text: String) -> [Place] {
    var result: [Place] = []
    var rest = text[...]
    let isBlock = style == .literal || style == .folded
    while !rest.isEmpty {
      skipEscapedLineEnds()
      let place = Place(file: file, line: line + 1, column: column + 1)
      let taken = min(rest.count, max(1, isBlock ? blockStep(rest) : flowStep()))
      result += Array(repeating: place, count: taken)
      rest = rest.dropFirst(taken)
    }
    skipEscapedLineEnds()
    return result + [Place(file: file, line: line + 1, column: column + 1)]
  }

  /// Passes one character of a plain or quoted scalar, or the whole of a fold; returns how many
  /// characters of its text that was.
  private mutating func flowStep() -> Int {
    if isAtLineEnd {
      var breaks = 0
      repeat {
        breaks += 1
        load(line + 1, column: 0)
        column = characters.prefix { $0.isWhitespace }.count
      } while column == characters.count && line < lines.count
      return max(1, breaks - 1)
    }
    if style == .singleQuoted, characters[column] == "'" {
      column += 2
    } else if style == .doubleQuoted, characters[column] == "\\" {
      let escape = column + 1 < characters.count ? characters[column + 1] : " "
      column += escape == "x" ? 4 : escape == "u" ? 6 : escape == "U" ? 10 : 2
    } else {
      column += 1
    }
    return 1
  }

  private mutating func blockStep(_ text: Substring) -> Int {
    if column < characters.count {
      column += 1
      return 1
    }
    let foldsToSpace = style == .folded && text.first == " "
    load(line + 1, column: 0)
    column = min(indent, characters.count)
    if style == .folded, !foldsToSpace {
      // In folded text the first of several line ends vanishes.
      while column == characters.count, line + 1 < lines.count,
        text.prefix(while: { $0 == "\n" }).count == 1
      {
        load(line + 1, column: 0)
        column = min(indent, characters.count)
      }
    }
    return 1
  }

  private mutating func skipEscapedLineEnds() {
    while style == .doubleQuoted, column == characters.count - 1, characters[column] == "\\",
      line + 1 < lines.count
    {
      load(line + 1, column: 0)
      column = characters.prefix { $0.isWhitespace }.count
    }
  }

  /// Whether only white space is left on the line, so that it folds into the next.
  private var isAtLineEnd: Bool {
    column >= characters.count
      || characters[column...].allSatisfy(\.isWhitespace) && line + 1 < lines.count
  }
}
