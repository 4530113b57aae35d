import FupanData
import FupanDiagnostics
import FupanPlan

/// What can be said of rules in order before any row is read: rules over one column of numbers whose
/// ranges hide each other, overlap by halves, or leave a hole between them.
///
/// Only conditions that are comparisons of one column with numbers, joined by `and`, are judged. A
/// wider rule after a narrower one (`>= 500`, then `>= 100`) is how rules in order are written and no
/// overlap; values below or above all rules are what `otherwise` is for and no hole.
struct RuleRanges {
  /// The numbers from a lower end up to an upper one. Ends count halves, so that `< 5` ends at 5 and
  /// `<= 5` just after it.
  private struct Range {
    var lower: Int128
    var upper: Int128

    var isEmpty: Bool { lower >= upper }
    func overlaps(_ other: Range) -> Bool { lower < other.upper && other.lower < upper }
    func contains(_ other: Range) -> Bool { lower <= other.lower && other.upper <= upper }
  }

  private static let least = -(Int128(1) << 120)
  private static let most = Int128(1) << 120
  /// Digits after the point that are told apart.
  private static let scale = 9

  /// What is worth a second look in rules of which the first that holds wins.
  static func lint(_ rules: [(name: String, condition: ParsedExpression)]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (index, rule) in rules.enumerated() {
      if let earlier = rules[..<index].first(where: {
        $0.condition.syntax.isSame(as: rule.condition.syntax)
      }) {
        found.append(unreachable(rule, behind: earlier.name))
      }
    }
    let named = rules.compactMap { columns(of: $0.condition.syntax).first }
    for (index, column) in named.enumerated() where !named[..<index].contains(column) {
      let ranges = rules.compactMap { rule in
        range(of: rule.condition.syntax, column).map { (rule: rule, range: $0) }
      }
      guard ranges.count > 1 else { continue }
      found += hidden(ranges)
      // A rule over other columns may stand for what seems to be a hole.
      if ranges.count == rules.count { found += holes(ranges.map { $0.range }, column, rules[0]) }
    }
    return found
  }

  private typealias Rule = (name: String, condition: ParsedExpression)

  private static func unreachable(_ rule: Rule, behind name: String) -> Diagnostic {
    Diagnostic(
      .ruleUnreachable, at: rule.condition.place(at: 0),
      ["name": .text(rule.name), "earlier": .text(name)], severity: .warning)
  }

  /// Rules that never get their turn, and those that share a part with an earlier one.
  private static func hidden(_ ranges: [(rule: Rule, range: Range)]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (index, item) in ranges.enumerated() {
      let earlier = ranges[..<index]
      if let cover = earlier.first(where: { $0.range.contains(item.range) }) {
        // The same words are told of already.
        if !cover.rule.condition.syntax.isSame(as: item.rule.condition.syntax) {
          found.append(unreachable(item.rule, behind: cover.rule.name))
        }
      } else if let half = earlier.first(where: {
        $0.range.overlaps(item.range) && !item.range.contains($0.range)
      }) {
        found.append(
          Diagnostic(
            .rulesOverlap, at: item.rule.condition.place(at: 0),
            ["name": .text(item.rule.name), "earlier": .text(half.rule.name)], severity: .warning))
      }
    }
    return found
  }

  /// Ranges between the rules that no rule covers.
  private static func holes(_ ranges: [Range], _ column: String, _ first: Rule) -> [Diagnostic] {
    let sorted = ranges.sorted { $0.lower < $1.lower }
    var found: [Diagnostic] = []
    var end = sorted[0].upper
    for range in sorted.dropFirst() {
      if range.lower > end {
        found.append(
          Diagnostic(
            .rangeUncovered, at: first.condition.place(at: 0),
            ["name": .text(column), "from": .text(text(end)), "to": .text(text(range.lower))],
            severity: .warning))
      }
      end = max(end, range.upper)
    }
    return found
  }

  private static func text(_ end: Int128) -> String {
    let unit = (0..<scale).reduce(Int128(1)) { power, _ in power * 10 }
    let value = end >> 1
    let (whole, rest) = value.quotientAndRemainder(dividingBy: unit)
    guard rest != 0 else { return "\(whole)" }
    let digits = DecimalText.string(value, scale: scale)
    return String(digits.reversed().drop { $0 == "0" }.reversed())
  }

  /// The columns that a condition names, in the order of first use.
  private static func columns(of syntax: ExpressionSyntax) -> [String] {
    switch syntax {
    case .column(_, let name, _): [name]
    case .call(_, let arguments, _, _): arguments.flatMap { columns(of: $0) }
    default: []
    }
  }

  /// The range that a condition leaves of a column; nil where it is anything else.
  private static func range(of syntax: ExpressionSyntax, _ column: String) -> Range? {
    guard case .call(let name, let arguments, _, _) = syntax else { return nil }
    if name == "and" {
      let parts = arguments.map { range(of: $0, column) }
      guard parts.count == 2, let left = parts[0], let right = parts[1] else { return nil }
      return Range(lower: max(left.lower, right.lower), upper: min(left.upper, right.upper))
    }
    if name == "between", arguments.count == 3, isColumn(arguments[0], column),
      let low = number(arguments[1]), let high = number(arguments[2])
    {
      return Range(lower: 2 * low, upper: 2 * high + 1)
    }
    guard arguments.count == 2 else { return nil }
    if isColumn(arguments[0], column), let value = number(arguments[1]) {
      return comparison(name, value)
    }
    let mirrored = [
      "less": "greater", "greater": "less", "less_or_equal": "greater_or_equal",
      "greater_or_equal": "less_or_equal", "equal": "equal",
    ]
    if isColumn(arguments[1], column), let value = number(arguments[0]), let name = mirrored[name] {
      return comparison(name, value)
    }
    return nil
  }

  private static func comparison(_ name: String, _ value: Int128) -> Range? {
    switch name {
    case "less": Range(lower: least, upper: 2 * value)
    case "less_or_equal": Range(lower: least, upper: 2 * value + 1)
    case "greater": Range(lower: 2 * value + 1, upper: most)
    case "greater_or_equal": Range(lower: 2 * value, upper: most)
    case "equal": Range(lower: 2 * value, upper: 2 * value + 1)
    default: nil
    }
  }

  private static func isColumn(_ syntax: ExpressionSyntax, _ column: String) -> Bool {
    if case .column(_, let name, _) = syntax { name == column } else { false }
  }

  /// A number in units of 10^-scale; nil for anything else or finer.
  private static func number(_ syntax: ExpressionSyntax) -> Int128? {
    switch syntax {
    case .literal(.integer(let value), _):
      DecimalText.rescaled(Int128(value), from: 0, to: scale)
    case .literal(.decimal(let value, let own), _):
      own <= scale ? DecimalText.rescaled(value, from: own, to: scale) : nil
    case .call("negate", let arguments, _, _): arguments.first.flatMap { number($0) }.map { -$0 }
    default: nil
    }
  }
}

extension ExpressionSyntax {
  /// Whether it says the same, wherever it stands.
  fileprivate func isSame(as other: ExpressionSyntax) -> Bool {
    switch (self, other) {
    case (.column(let table, let name, _), .column(let otherTable, let otherName, _)):
      table == otherTable && name == otherName
    case (.literal(let value, _), .literal(let otherValue, _)): value == otherValue
    case (.parameter(let name, _), .parameter(let otherName, _)): name == otherName
    case (.call(let name, let parts, let distinct, _), .call(let other, let others, let also, _)):
      name == other && distinct == also && parts.count == others.count
        && zip(parts, others).allSatisfy { $0.isSame(as: $1) }
    default: false
    }
  }
}

extension Message {
  static let rangeUncovered = Message(
    "range_uncovered", exit: .config,
    en: "no rule covers {name} from {from} to {to}", zh: "{name} 在 {from} 与 {to} 之间没有规则覆盖",
    hint: (
      en: "add a rule, or leave it to otherwise", zh: "请补一条规则；不补则归入 otherwise"
    ))
  static let ruleUnreachable = Message(
    "rule_unreachable", exit: .config,
    en: "rule '{name}' never gets its turn: '{earlier}' comes first and covers it",
    zh: "规则“{name}”永远轮不到：前面的“{earlier}”已经覆盖了它",
    hint: (en: "put the narrower rule first", zh: "请把范围小的规则写在前面"))
  static let rulesOverlap = Message(
    "rules_overlap", exit: .config,
    en: "rules '{earlier}' and '{name}' overlap: what lies in both goes to the first",
    zh: "规则“{earlier}”与“{name}”有重叠：同时符合的归前者",
    hint: (en: "let the ranges meet without overlapping", zh: "请让范围相接而不重叠"))
}
