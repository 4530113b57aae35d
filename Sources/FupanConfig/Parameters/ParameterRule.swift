import FupanDiagnostics

/// What a trait demands of a value, as message, help and JSON Schema say it.
package enum ParameterRule: Hashable, Sendable {
  case principal
  case nonEmpty
  /// Both bounds included, written as numbers.
  case range(from: String, through: String)
  case atLeast(String)

  /// The rule in the words of a message, or nil where it is a role and demands nothing.
  package var described: FactValue? {
    switch self {
    case .principal: nil
    case .nonEmpty: .phrase(en: "not be empty", zh: "不能为空")
    case .range(let from, let through):
      .phrase(en: "be from \(from) to \(through)", zh: "应在 \(from) 到 \(through) 之间")
    case .atLeast(let bound): .phrase(en: "be at least \(bound)", zh: "不能小于 \(bound)")
    }
  }
}
