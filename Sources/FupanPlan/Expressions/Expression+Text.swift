import FupanData

extension Expression: CustomStringConvertible {
  /// The expression as people write it: `paid_amount - coalesce(refund_amount, 0)`.
  package var description: String { text(within: 0) }

  /// Operators and how tightly they bind.
  private static let operators: [String: (symbol: String, rank: Int)] = [
    "or": ("or", 1), "and": ("and", 2), "equal": ("=", 4), "not_equal": ("<>", 4),
    "less": ("<", 4), "less_or_equal": ("<=", 4), "greater": (">", 4),
    "greater_or_equal": (">=", 4), "add": ("+", 5), "subtract": ("-", 5), "multiply": ("*", 6),
    "divide": ("/", 6), "modulo": ("%", 6), "like": ("like", 4),
  ]

  /// Arguments that nobody is shown, by function.
  private static let secrets: [String: Int] = ["pseudonym": 2]

  private func text(within rank: Int) -> String {
    switch form {
    case .column(let name): return Expression.name(name)
    case .literal(let value): return Expression.literal(value)
    case .cast(let operand): return "cast(\(operand) as \(type))"
    case .conditional(let branches, let otherwise):
      let cases = branches.map { "when \($0.condition) then \($0.value)" }
      let last = otherwise.map { ["else \($0)"] } ?? []
      return (["case"] + cases + last + ["end"]).joined(separator: " ")
    case .call(let name, let arguments):
      if let sign = Expression.operators[name], arguments.count == 2 {
        let text =
          arguments[0].text(within: sign.rank) + " \(sign.symbol) "
          + arguments[1].text(within: sign.rank + 1)
        return sign.rank < rank ? "(\(text))" : text
      }
      if arguments.count == 1 {
        func within(_ own: Int, _ text: String) -> String { own < rank ? "(\(text))" : text }
        let operand = arguments[0]
        switch name {
        case "is_missing": return within(4, "\(operand.text(within: 5)) is null")
        case "is_not_missing": return within(4, "\(operand.text(within: 5)) is not null")
        case "not": return within(3, "not \(operand.text(within: 3))")
        case "negate": return "-\(operand.text(within: 7))"
        default: break
        }
      }
      let written = arguments.enumerated().map { index, argument in
        Expression.secrets[name] == index ? "'…'" : argument.description
      }
      return "\(name)(\(written.joined(separator: ", ")))"
    }
  }

  /// A name, in quotes where it is none without them.
  static func name(_ name: String) -> String {
    let isPlain =
      name.first?.isNumber == false
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    if isPlain { return name }
    return "\""
      + name.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// A text as a literal of an expression: `'it''s'`.
  package static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private static func literal(_ value: Value) -> String {
    switch value {
    case .missing: "null"
    case .text(let text): quoted(text)
    case .date: "date '\(value.text ?? "")'"
    case .timestamp: "timestamp '\(value.text ?? "")'"
    case .number(let number): NumberText.literal(number)
    default: value.text ?? ""
    }
  }
}
