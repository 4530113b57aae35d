import FupanData
import FupanDiagnostics

/// Text by its code points and bytes, the same on every engine: no locale, no normalisation.
enum TextFunctions {
  static let all: [Function] = [
    trim, lower, upper, length, substr, replace, concat, split, startsWith, endsWith, contains,
    textToOrder,
  ]

  /// `text_to_order(x)`: undeclared text that a filter is about to order.
  static let textToOrder = Function(
    "text_to_order", .text, "The text; one that is a plain number ends the run.",
    usage: ["text_to_order(x)"], isInternal: true, sql: .none,
    resolve: Signature.of([.text], .text)
  ) { (arguments, _, count, _) throws(EvaluationError) in
    guard case .text(let texts) = arguments[0].column else {
      preconditionFailure("text_to_order is resolved to text")
    }
    for row in 0..<count where texts.isValid(row) {
      if DecimalText.parse(texts.slice(row)) != nil {
        throw EvaluationError(.numberInTextOrder, row: row)
      }
    }
    return .text(texts)
  }

  /// What `trim` takes off: tab, line feed, vertical tab, form feed, carriage return, space,
  /// U+00A0, U+200B and U+3000.
  static let spaces: [[UInt8]] =
    (9...13).map { [$0] } + [
      [0x20], [0xC2, 0xA0], [0xE2, 0x80, 0x8B], [0xE3, 0x80, 0x80],
    ]

  static let trim = Function(
    "trim", .text,
    "The text without spaces at its ends: ASCII ones, U+00A0, U+200B and the full-width U+3000.",
    usage: ["trim(x)"], sql: trimSQL(everywhere: ", 'g'"),
    dialects: [.spark: trimSQL(everywhere: "")],
    resolve: Signature.of([.text], .text)
  ) { arguments, _, count, _ in
    TextLoops.rewrite(arguments[0], count: count) { _, text, out in
      out.append(contentsOf: trimmed(text))
    }
  }

  /// The bytes without spaces at their ends.
  static func trimmed(_ text: TextLoops.Bytes) -> TextLoops.Bytes {
    var start = 0
    var end = text.count
    while let width = spaceWidth(text, at: start, before: end) { start += width }
    while end > start, let width = spaceWidth(text, endingAt: end, after: start) { end -= width }
    return TextLoops.Bytes(rebasing: text[start..<end])
  }

  static let lower = folding("lower", "The text with A–Z as a–z; other letters stay.", 65...90, 32)
  static let upper = folding(
    "upper", "The text with a–z as A–Z; other letters stay.", 97...122, -32)

  static let length = Function(
    "length", .text, "How many characters a text has, counted as Unicode code points.",
    usage: ["length(x)"], sql: .template("CAST(length({0}) AS {type})"),
    resolve: Signature.of([.text], .integer)
  ) { arguments, _, count, _ in
    .integer(
      TextLoops.map(arguments[0], count: count) { text in
        var characters: Int64 = 0
        for byte in text where TextLoops.isLead(byte) { characters += 1 }
        return characters
      })
  }

  /// Characters are code points, the first is 1. Positions before the first hold nothing:
  /// `substr('abc', 0, 2)` is `a`.
  static let substr = Function(
    "substr", .text, "So many characters of a text from a position on; the first is 1.",
    usage: ["substr(x, start)", "substr(x, start, count)"],
    sql: substrSQL { $0 }, dialects: [.spark: substrSQL { "CAST(\($0) AS INT)" }],
    resolve: Signature.of([.text, .integer, .integer], optional: 1, .text)
  ) { arguments, _, count, _ in
    guard case .integer(let starts) = arguments[1].column else {
      preconditionFailure("substr is resolved to a position")
    }
    var counts: FixedColumn<Int64>?
    if arguments.count == 3, case .integer(let column) = arguments[2].column { counts = column }
    return TextLoops.rewrite(arguments[0], count: count) { row, text, out in
      let start = starts.values[row * arguments[1].step]
      var end = Int64.max
      if let counts {
        let (sum, overflow) = start.addingReportingOverflow(
          max(0, counts.values[row * arguments[2].step]))
        end = overflow ? .max : sum
      }
      var position: Int64 = 0
      for byte in text {
        if TextLoops.isLead(byte) { position += 1 }
        if position >= end { break }
        if position >= start { out.append(byte) }
      }
    }
  }

  static let replace = Function(
    "replace", .text, "The text with every occurrence of one part replaced by another.",
    usage: ["replace(x, part, by)"], sql: .template("replace({0}, {1}, {2})"),
    resolve: Signature.of([.text, .text, .text], .text)
  ) { arguments, _, count, _ in
    let parts = TextLoops.texts(arguments[1])
    let others = TextLoops.texts(arguments[2])
    return parts.bytes.withUnsafeBufferPointer { partBytes in
      TextLoops.rewrite(arguments[0], count: count) { row, text, out in
        let part = TextLoops.Bytes(rebasing: partBytes[parts.range(row * arguments[1].step)])
        var index = 0
        while let found = TextLoops.find(part, in: text, from: index) {
          out.append(contentsOf: text[index..<found])
          out.append(contentsOf: others.slice(row * arguments[2].step))
          index = found + part.count
        }
        out.append(contentsOf: text[index...])
      }
    }
  }

  /// Missing as soon as a part is; `coalesce(part, '')` where it should not be.
  static let concat = Function(
    "concat", .text, "Several texts, one after the other; missing if one of them is.",
    usage: ["a || b", "concat(a, b, …)"],
    sql: .custom { call in
      // DuckDB loses the type of a null it computes from literals.
      if call.arguments.contains(where: { $0.literal == .missing }) {
        return "CAST(NULL AS \(call.name(.text)))"
      }
      return "(" + call.sql.joined(separator: " || ") + ")"
    },
    resolve: { arguments in
      guard !arguments.isEmpty,
        arguments.allSatisfy({ $0.type != .list && $0.type != .number })
      else { return nil }
      return .init(Array(repeating: .text, count: arguments.count), .text)
    }
  ) { arguments, _, count, _ in
    TextLoops.joined(arguments, count: count)
  }

  /// Empty text has no parts: the list is missing, as an unanswered question is.
  static let split = Function(
    "split", .text, "The parts of a text between separators, as a list; missing for empty text.",
    usage: ["split(x, ';')"], missing: .handled,
    sql: .template("string_split(NULLIF({0}, ''), {1})"),
    dialects: [
      .spark: .custom { call in
        let separator = call.arguments[1].literal?.text ?? ""
        return "split(NULLIF(\(call.sql[0]), ''), \(call.quoted("\\Q\(separator)\\E")), -1)"
      }
    ],
    resolve: Signature.of([.text, .text], literals: [1], .list),
    verify: { arguments in
      arguments[1].literal == .text("") ? Diagnostic(.emptySeparator) : nil
    }
  ) { arguments, _, count, _ in
    let column = TextLoops.texts(arguments[0])
    let separator = TextLoops.constant(arguments[1])
    var result = ListColumn()
    column.bytes.withUnsafeBufferPointer { all in
      separator.withUnsafeBufferPointer { separator in
        for row in 0..<count {
          let range = column.range(row * arguments[0].step)
          guard arguments[0].isValid(row), !range.isEmpty else {
            result.appendMissing()
            continue
          }
          let text = TextLoops.Bytes(rebasing: all[range])
          var parts: [ArraySlice<UInt8>] = []
          var index = 0
          while let found = TextLoops.find(separator, in: text, from: index) {
            parts.append(column.bytes[range.lowerBound + index..<range.lowerBound + found])
            index = found + separator.count
          }
          parts.append(column.bytes[range.lowerBound + index..<range.upperBound])
          result.append(parts)
        }
      }
    }
    return .list(result)
  }

  static let startsWith = search(
    "starts_with", "Whether a text begins with another.", spark: "startswith"
  ) { TextLoops.starts($0, with: $1, at: 0) }

  static let endsWith = search(
    "ends_with", "Whether a text ends with another.", spark: "endswith"
  ) { TextLoops.starts($0, with: $1, at: $0.count - $1.count) }

  static let contains = search("contains", "Whether a text has another in it.", spark: "contains") {
    $1.isEmpty || TextLoops.find($1, in: $0, from: 0) != nil
  }

  private static func search(
    _ name: String, _ summary: String, spark: String,
    _ holds: @escaping @Sendable (TextLoops.Bytes, TextLoops.Bytes) -> Bool
  ) -> Function {
    Function(
      name, .text, summary, usage: ["\(name)(x, part)"], sql: .template("\(name)({0}, {1})"),
      dialects: [.spark: .template("\(spark)({0}, {1})")],
      resolve: Signature.of([.text, .text], .bool)
    ) { arguments, _, count, _ in
      .bool(TextLoops.map(arguments[0], arguments[1], count: count, holds))
    }
  }

  private static func folding(
    _ name: String, _ summary: String, _ letters: ClosedRange<UInt8>, _ shift: Int
  ) -> Function {
    let from = String(decoding: letters, as: UTF8.self)
    let to = String(decoding: letters.map { UInt8(Int($0) + shift) }, as: UTF8.self)
    return Function(
      name, .text, summary, usage: ["\(name)(x)"],
      sql: .template("translate({0}, '\(from)', '\(to)')"), resolve: Signature.of([.text], .text)
    ) { arguments, _, count, _ in
      var column = TextLoops.texts(arguments[0])
      for index in column.bytes.indices where letters.contains(column.bytes[index]) {
        column.bytes[index] = UInt8(truncatingIfNeeded: Int(column.bytes[index]) + shift)
      }
      let folded = Column.text(column)
      return arguments[0].isConstant && count != 1
        ? folded.gathered(Array(repeating: 0, count: count)) : folded
    }
  }

  private static func trimSQL(everywhere: String) -> SQLForm {
    .custom { call in trimmedSQL(call, everywhere: everywhere) }
  }

  /// The first argument without spaces at its ends, as SQL.
  static func trimmedSQL(_ call: SQLCall, everywhere: String) -> String {
    let set = "[\\t\\n\\x0b\\f\\r \\x{a0}\\x{200b}\\x{3000}]+"
    let ends = call.quoted("^\(set)|\(set)\\z")
    return "regexp_replace(\(call.sql[0]), \(ends), ''\(everywhere))"
  }

  /// `position` makes a 64-bit number what the engine's `substr` takes, which is at most 32 bits.
  private static func substrSQL(_ position: @escaping @Sendable (String) -> String) -> SQLForm {
    .custom { call in
      let (text, start) = (call.sql[0], call.sql[1])
      let limit = Int64(Int32.max)
      let isPlain = zip(call.arguments.dropFirst(), [1, 0] as [Int64]).allSatisfy {
        literal($0).map(($1...limit).contains) ?? false
      }
      if isPlain {
        return "substr(\(([text] + call.sql.dropFirst().map(position)).joined(separator: ", ")))"
      }
      // `least` and `greatest` pass over missing values, so those are asked for first.
      let first = "least(greatest(\(start), -\(limit)), \(limit))"
      let begin = "greatest(\(first), 1)"
      guard call.sql.count == 3 else {
        return "CASE WHEN \(start) IS NOT NULL THEN substr(\(text), \(position(begin))) END"
      }
      let count = "least(greatest(\(call.sql[2]), 0), \(limit))"
      let length = "greatest(\(first) + \(count) - \(begin), 0)"
      return "CASE WHEN \(start) IS NOT NULL AND \(call.sql[2]) IS NOT NULL "
        + "THEN substr(\(text), \(position(begin)), \(position(length))) END"
    }
  }

  private static func literal(_ expression: Expression) -> Int64? {
    if case .integer(let number)? = expression.literal { number } else { nil }
  }

  private static func spaceWidth(
    _ text: TextLoops.Bytes, at start: Int, before end: Int
  ) -> Int? {
    guard start < end else { return nil }
    let byte = text[start]
    if byte == 0x20 || (9...13).contains(byte) { return 1 }
    guard byte >= 0xC2 else { return nil }
    return spaces.first { space in
      space.count > 1 && start + space.count <= end
        && space.indices.allSatisfy { text[start + $0] == space[$0] }
    }?.count
  }

  private static func spaceWidth(
    _ text: TextLoops.Bytes, endingAt end: Int, after start: Int
  ) -> Int? {
    for width in 1...3 where end - width >= start {
      if spaceWidth(text, at: end - width, before: end) == width { return width }
    }
    return nil
  }
}
