import CRE2
import FupanData
import FupanDiagnostics

/// Patterns in text: SQL's `like` and the regular expressions of RE2. Patterns are literals, so that
/// a bad one is found before anything runs.
enum PatternFunctions {
  static let all: [Function] = [like, regexpMatches, regexpExtract, regexpReplace]

  /// No character is an escape: a backslash stands for itself.
  static let like = Function(
    "like", .text,
    "Whether a whole text fits a pattern in which `%` is any text and `_` any one character.",
    usage: ["x like '%part%'"], sql: .template("({0} LIKE {1})"),
    dialects: [
      .spark: .custom { call in
        let pattern = (call.arguments[1].literal?.text ?? "").split(
          separator: "\\", omittingEmptySubsequences: false
        ).joined(separator: "\\\\")
        return "(\(call.sql[0]) LIKE \(call.quoted(pattern)))"
      }
    ],
    resolve: Signature.of([.text, .text], literals: [1], .bool)
  ) { arguments, _, count, _ in
    let pattern = TextLoops.constant(arguments[1])
    return .bool(TextLoops.map(arguments[0], count: count) { fits($0, pattern) })
  }

  static let regexpMatches = Function(
    "regexp_matches", .text, "Whether a part of a text fits a regular expression of RE2.",
    usage: ["regexp_matches(x, 'pattern')"], sql: .template("regexp_matches({0}, {1})"),
    dialects: [.spark: .template("({0} RLIKE {1})")],
    resolve: Signature.of([.text, .text], literals: [1], .bool), verify: soundPattern
  ) { arguments, _, count, _ in
    guard let expression = RegularExpression(TextLoops.constant(arguments[1])) else {
      preconditionFailure("the pattern was verified")
    }
    return .bool(TextLoops.map(arguments[0], count: count) { expression.matches($0) })
  }

  /// Missing where nothing fits; empty where something does but the group takes no part in it.
  static let regexpExtract = Function(
    "regexp_extract", .text,
    "The first part of a text that fits a regular expression, or one group of it; missing if none does.",
    usage: ["regexp_extract(x, 'pattern')", "regexp_extract(x, 'pattern', group)"],
    missing: .handled,
    sql: extractSQL(matches: "regexp_matches({0}, {1})"),
    dialects: [.spark: extractSQL(matches: "({0} RLIKE {1})")],
    resolve: Signature.of([.text, .text, .integer], optional: 1, literals: [1, 2], .text),
    verify: { arguments in
      if let problem = soundPattern(arguments) { return problem }
      guard arguments.count == 3, case .integer(let group)? = arguments[2].literal,
        let expression = RegularExpression(Array((arguments[1].literal?.text ?? "").utf8)),
        !(0...Int64(expression.groupCount)).contains(group)
      else { return nil }
      return Diagnostic(
        .noSuchGroup, ["group": .integer(Int(group)), "groups": .integer(expression.groupCount)])
    }
  ) { arguments, _, count, _ in
    guard let expression = RegularExpression(TextLoops.constant(arguments[1])) else {
      preconditionFailure("the pattern was verified")
    }
    var group = 0
    if arguments.count == 3, case .integer(let column) = arguments[2].column {
      group = Int(column.values[0])
    }
    let source = TextLoops.texts(arguments[0])
    var result = TextColumn()
    source.bytes.withUnsafeBufferPointer { all in
      for row in 0..<count {
        let text = TextLoops.Bytes(rebasing: all[source.range(row * arguments[0].step)])
        guard arguments[0].isValid(row), expression.matches(text) else {
          result.appendMissing()
          continue
        }
        result.append(text[expression.extract(group, from: text) ?? 0..<0])
      }
    }
    return .text(result)
  }

  static let regexpReplace = Function(
    "regexp_replace", .text,
    "The text with every part that fits a regular expression replaced; `\\1` stands for the first group.",
    usage: ["regexp_replace(x, 'pattern', 'replacement')"],
    sql: .template("regexp_replace({0}, {1}, {2}, 'g')"),
    dialects: [
      .spark: .custom { call in
        let replacement = javaReplacement(call.arguments[2].literal?.text ?? "")
        return "regexp_replace(\(call.sql[0]), \(call.sql[1]), \(call.quoted(replacement)))"
      }
    ],
    resolve: Signature.of([.text, .text, .text], literals: [1, 2], .text),
    verify: { arguments in
      if let problem = soundPattern(arguments) { return problem }
      guard let expression = RegularExpression(Array((arguments[1].literal?.text ?? "").utf8)),
        let replacement = arguments[2].literal?.text,
        let problem = expression.problem(inReplacement: replacement)
      else { return nil }
      return Diagnostic(
        .badReplacement, ["text": .text(replacement), "problem": .text(problem)])
    }
  ) { arguments, _, count, _ in
    guard let expression = RegularExpression(TextLoops.constant(arguments[1])) else {
      preconditionFailure("the pattern was verified")
    }
    let replacement = TextLoops.constant(arguments[2])
    return TextLoops.rewrite(arguments[0], count: count) { _, text, out in
      expression.appendReplacing(text, by: replacement, to: &out)
    }
  }

  /// RE2's `\1` and `\\` as Java writes them, `$` as itself.
  private static func javaReplacement(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      switch character {
      case "\\" where !isEscaped: isEscaped = true
      case "\\": (result, isEscaped) = (result + "\\\\", false)
      case _ where isEscaped: (result, isEscaped) = (result + "$\(character)", false)
      case "$": result += "\\$"
      default: result.append(character)
      }
    }
    return result
  }

  private static func extractSQL(matches: String) -> SQLForm {
    .custom { call in
      let test = matches.replacing("{0}", with: call.sql[0]).replacing("{1}", with: call.sql[1])
      let group = call.arguments.count == 3 ? call.arguments[2].literal?.text ?? "0" : "0"
      return "CASE WHEN \(test) THEN regexp_extract(\(call.sql[0]), \(call.sql[1]), \(group)) END"
    }
  }

  private static let soundPattern: @Sendable ([Function.Argument]) -> Diagnostic? = { arguments in
    guard let pattern = arguments[1].literal?.text else { return nil }
    return RegularExpression.problem(in: pattern).map {
      Diagnostic(.badPattern, ["pattern": .text(pattern), "problem": .text($0)])
    }
  }

  /// Greedy, with a return to the last `%`: linear for one `%`, never exponential.
  private static func fits(_ text: TextLoops.Bytes, _ pattern: [UInt8]) -> Bool {
    var (at, next) = (0, 0)
    var star: (pattern: Int, text: Int)?
    func following(_ index: Int) -> Int {
      var index = index + 1
      while index < text.count, !TextLoops.isLead(text[index]) { index += 1 }
      return index
    }
    while at < text.count {
      if next < pattern.count, pattern[next] == UInt8(ascii: "%") {
        star = (next, at)
        next += 1
      } else if next < pattern.count, pattern[next] == UInt8(ascii: "_") {
        next += 1
        at = following(at)
      } else if next < pattern.count, pattern[next] == text[at] {
        next += 1
        at += 1
      } else if let last = star {
        next = last.pattern + 1
        at = following(last.text)
        star = (last.pattern, at)
      } else {
        return false
      }
    }
    while next < pattern.count, pattern[next] == UInt8(ascii: "%") { next += 1 }
    return next == pattern.count
  }
}
