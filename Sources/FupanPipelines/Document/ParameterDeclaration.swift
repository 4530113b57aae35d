import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// A value that `--param` may change.
///
///     parameters: {gross_margin: {type: number, default: 0.35}}
///     parameters: {customer_key: {env: FUPAN_CUSTOMER_KEY, file: ../customer.key}}
package struct ParameterDeclaration: Parameterised {
  @Parameter("What it is: text, integer, number or date.") package var type: Kind = .text
  @Parameter("The value where none is given.", .principal) package var `default`: Located<String>?
  @Parameter("The environment variable it may come from.") package var env: String?
  @Parameter("The file it may come from, for keys: only its owner may read it.")
  package var file: FilePath?

  /// What a parameter can be.
  package enum Kind: String, ParameterChoice {
    case text, integer, number, date
  }

  package init() {}

  /// Whether the value is told to nobody.
  package var isSecret: Bool { env != nil || file != nil }

  /// The typed value of a text, or nil where it is none. A number is exact, as it is written.
  package func value(of text: String) -> Value? {
    let type: DataType
    switch self.type {
    case .text: return .text(text)
    case .integer: type = .integer
    case .date: type = .date
    case .number:
      let digits = text.hasSuffix("%") ? Percentage(text)?.fraction : DecimalLiteral(text)
      return digits.map { .decimal(Int128($0.units), scale: $0.scale) }
    }
    return CastKernel.cast(.text(text), to: type, EvaluationContext())
  }
}
