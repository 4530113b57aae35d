/// A named piece of evidence in a diagnostic, kept apart from its wording.
package struct Fact: Hashable, Sendable {
  package let name: String
  package let value: FactValue

  package init(_ name: String, _ value: FactValue) {
    self.name = name
    self.value = value
  }
}

/// What a ``Fact`` holds.
package enum FactValue: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case list([String])
  /// The nearest known name to an unknown one: prints ` (did you mean 'region'?)`.
  case suggestion(String)
  /// Words that read differently in each language, such as the name of a type.
  case phrase(en: String, zh: String)

  /// The value as it reads inside a sentence.
  package func text(in language: Language) -> String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .list(let items): items.joined(separator: language == .english ? ", " : "、")
    case .suggestion(let name):
      language == .english ? " (did you mean '\(name)'?)" : "（是不是“\(name)”？）"
    case .phrase(let english, let chinese): language == .english ? english : chinese
    }
  }
}

extension FactValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringInterpolation
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
}
