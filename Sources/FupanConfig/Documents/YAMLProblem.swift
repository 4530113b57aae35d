import FupanDiagnostics
import Yams

/// Says what the YAML parser found in the words of someone who writes pipelines.
enum YAMLProblem {
  static func diagnostic(of error: YamlError, in source: SourceFile) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      return syntax(problem, context: context, at: mark, in: source)
    case .composer(_, let problem, let mark, _):
      return Diagnostic(
        problem.contains("alias") ? .undefinedAlias : .severalDocuments, at: place(mark, source))
    case .duplicatedKeysInMapping(let names, let context):
      return DuplicateKey(name: names.first ?? "", mark: context.mark, source: source).diagnostic
    case .reader(_, let offset, _, let yaml):
      return Diagnostic(.controlCharacter, at: place(atCharacter: offset ?? 0, of: yaml, source))
    default:
      return Diagnostic(
        .yamlSyntax, at: Place(file: source.name, line: 1, column: 1),
        ["problem": "the document cannot be read"])
    }
  }

  private static func place(_ mark: Mark, _ source: SourceFile) -> Place {
    source.place(line: mark.line, scalars: mark.column - 1)
  }

  private static func place(atCharacter offset: Int, of yaml: String, _ source: SourceFile) -> Place
  {
    let before = SourceFile(name: source.name, text: String(yaml.prefix(offset)))
    return Place(
      file: source.name, line: before.lines.count, column: (before.lines.last?.count ?? 0) + 1)
  }

  private static func syntax(
    _ problem: String, context: YamlError.Context?, at mark: Mark, in source: SourceFile
  ) -> Diagnostic {
    let here = place(mark, source)
    let start = context.map { place($0.mark, source) } ?? here
    let scalar = source.line(mark.line)?.unicodeScalars.dropFirst(mark.column - 1).first
    let contextText = context?.text ?? ""

    if problem.contains("tab character") || scalar == "\t" {
      return Diagnostic(.tabIndent, at: here)
    }
    if contextText.contains("quoted scalar"), problem.contains("end of stream") {
      return Diagnostic(.yamlUnclosedQuote, at: start)
    }
    if let fullWidth = fullWidth(from: min(start, here), through: here, in: source) {
      return fullWidth
    }
    if problem.contains("escape") {
      return Diagnostic(.invalidEscape, at: here)
    }
    if problem.contains("',' or ']'") || problem.contains("',' or '}'") {
      let bracket = problem.contains("]") ? "[" : "{"
      let diagnostic = Diagnostic(
        .unclosedBracket, at: start,
        ["bracket": .text(bracket), "closing": .text(bracket == "[" ? "]" : "}")])
      guard bracket == "{", let key = keyWithoutComma(at: start, in: source) else {
        return diagnostic
      }
      return diagnostic.with(
        "comma", .phrase(en: "; write ', \(key):'", zh: "；或补上逗号：“, \(key):”"))
    }
    if problem.contains("did not find expected node content"),
      scalar == nil || mark.line > start.line
    {
      return Diagnostic(.unclosedBracket, at: start, ["bracket": "[", "closing": "]"])
    }
    if let quoted = quotedStart(at: here, in: source) {
      return quoted
    }
    if problem.contains("mapping values are not allowed") {
      return Diagnostic(
        .unexpectedColon, at: here, ["mended": .text(quotedValue(of: source.line(mark.line) ?? ""))]
      )
    }
    if problem.contains("could not find expected ':'") {
      return Diagnostic(.missingColon, at: start)
    }
    if problem.contains("did not find expected key") || problem.contains("'-' indicator")
      || problem.contains("not allowed in this context")
    {
      return Diagnostic(.badIndentation, at: here)
    }
    if contextText.contains("alias") || contextText.contains("anchor")
      || problem.contains("cannot start any token") || problem.contains("directive")
    {
      let place = contextText.contains("alias") || contextText.contains("anchor") ? start : here
      let character = source.line(place.line)?.dropFirst(place.column - 1).first
      return Diagnostic(
        .reservedStart, at: place, ["character": .text(character.map(String.init) ?? "")])
    }
    if contextText.contains("tag") || problem.contains("tag") {
      return Diagnostic(.customTag, at: here, ["tag": "!"])
    }
    if problem.contains("nesting level") {
      return Diagnostic(.nestingLimit, at: here)
    }
    return Diagnostic(.yamlSyntax, at: here, ["problem": .text(problem)])
  }

  /// The first key on a line of braces that has no comma before it: `encoding` of
  /// `{files: a.csv encoding: utf-8}`.
  private static func keyWithoutComma(at start: Place, in source: SourceFile) -> String? {
    guard let line = source.line(start.line) else { return nil }
    let words = withoutComment(line).dropFirst(start.column).split(separator: " ")
    for (before, word) in zip(words, words.dropFirst()) {
      let isKey = word.hasSuffix(":") && word.count > 1
      if isKey, !before.hasSuffix(","), !before.hasSuffix(":"), !before.hasSuffix("{") {
        return String(word.dropLast())
      }
    }
    return nil
  }

  /// Full-width punctuation in the lines where a structure broke, comments left out.
  private static func fullWidth(from start: Place, through end: Place, in source: SourceFile)
    -> Diagnostic?
  {
    // A key without its colon is noticed on the line after it.
    for line in max(1, min(start.line, end.line - 1))...max(1, end.line) {
      guard let text = source.line(line) else { continue }
      let code = withoutComment(text)
      guard let found = FullWidthPunctuation.first(in: code),
        "：，＝‘’".contains(found.character),
        found.character != "：" || couldBeColon(found, in: code)
      else { continue }
      let node = Node(.scalar(code), at: Place(file: source.name, line: line, column: 1))
      let mended = found.mended.drop { $0.isWhitespace }
      return Diagnostic(
        .fullWidthPunctuation, at: node.place(atUTF8Offset: found.utf8Offset),
        [
          "character": .text(String(found.character)), "meant": .text(String(found.meant)),
          "mended": .text(String(mended)),
        ])
    }
    return nil
  }

  /// Whether the full-width colon stands where a key could end: no other colon did before it.
  private static func couldBeColon(_ found: FullWidthPunctuation.Found, in code: String) -> Bool {
    let before = String(decoding: code.utf8.prefix(found.utf8Offset), as: UTF8.self)
    return !before.contains(": ") || before.contains("{")
  }

  private static func withoutComment(_ line: String) -> String {
    var previous: Character = " "
    var quote: Character?
    for (index, character) in zip(line.indices, line) {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "#", previous.isWhitespace {
        return String(line[..<index])
      } else if character == "'" || character == "\"", previous.isWhitespace {
        quote = character
      }
      previous = character
    }
    return line
  }

  /// A value that begins with a quote and goes on after the closing one, such as `'a' = b`.
  private static func quotedStart(at place: Place, in source: SourceFile) -> Diagnostic? {
    guard let line = source.line(place.line), place.column > 1 else { return nil }
    let code = withoutComment(line)
    guard let value = valueStart(of: code) else { return nil }
    let text = code[value...]
    guard let quote = text.first, quote == "'" || quote == "\"",
      let close = text.dropFirst().firstIndex(of: quote)
    else { return nil }
    let rest = text[text.index(after: close)...]
    let valueColumn = code.distance(from: code.startIndex, to: value) + 1
    guard rest.contains(where: { !$0.isWhitespace }), place.column > valueColumn else { return nil }
    let other: Character = quote == "'" ? "\"" : "'"
    let whole = text.drop { $0.isWhitespace }
    let trimmed = String(whole.reversed().drop { $0.isWhitespace }.reversed())
    let mended =
      trimmed.contains(other)
      ? "'"
        + trimmed.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
        + "'" : String(other) + trimmed + String(other)
    return Diagnostic(
      .yamlTextAfterQuote,
      at: Place(file: source.name, line: place.line, column: valueColumn),
      ["mended": .text(mended)])
  }

  /// Where the value on a line begins: after its dash and its last `key:` before any quote.
  private static func valueStart(of line: String) -> String.Index? {
    var start = line.firstIndex { !$0.isWhitespace && $0 != "-" }
    var index = line.startIndex
    while index < line.endIndex, line[index] != "'", line[index] != "\"" {
      let next = line.index(after: index)
      if line[index] == ":", next < line.endIndex, line[next].isWhitespace {
        start = line[next...].firstIndex { !$0.isWhitespace }
      }
      index = next
    }
    return start
  }

  /// The line's value after its first `key:` in the quotes it needs.
  private static func quotedValue(of line: String) -> String {
    let code = withoutComment(line)
    guard let colon = code.firstRange(of: ": ") else { return code }
    let key = code[..<colon.lowerBound].drop { $0.isWhitespace }
    let value = code[colon.upperBound...].drop { $0.isWhitespace }
    let quote = value.contains("\"") ? "'" : "\""
    let body =
      value.contains("\"") ? value.split(separator: "'").joined(separator: "''") : String(value)
    return "\(key): \(quote)\(body)\(quote)"
  }
}
