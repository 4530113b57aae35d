import FupanData
import FupanDiagnostics

/// Reading one column of text as values; a cell that cannot be read is an error of its row.
package struct Conversion: Hashable, Sendable {
  /// The column of text.
  package var column: String
  package var format: ValueFormat
  package var onError: OnError
  /// Cells that mean "missing", beside those of the file.
  package var nullTokens: [String] = []
  /// Cells that mean "missing" for a reason.
  package var codes: [MissingCode] = []
  /// The words that the column, or each item of its lists, may hold.
  package var vocabulary: Vocabulary?
  /// The year of days that are written without one.
  package var yearHint: YearHint?
  /// Columns that the reading makes beside the values.
  package var companions: [Companion] = []

  /// Whether values that an export has masked or encrypted are missing: ids always, other text where
  /// a column tells of them.
  package var setsMasksApart: Bool {
    switch format {
    case .identifier, .phone: true
    default: companions.contains { [.masked, .isMasked].contains($0.kind) }
    }
  }

  package init(_ column: String, _ format: ValueFormat, onError: OnError = .reject) {
    self.column = column
    self.format = format
    self.onError = onError
  }
}

/// A cell that says why there is no value: `-3` of a survey is a question that was skipped, `-2` one
/// that was shown and not answered.
package struct MissingCode: Hashable, Sendable {
  package var text: String
  /// Why, in the words of whoever declared it.
  package var reason: String

  package init(_ text: String, reason: String) {
    self.text = text
    self.reason = reason
  }
}

/// A column that is made while another is read.
package struct Companion: Hashable, Sendable {
  /// What it holds.
  package enum Kind: String, Hashable, Sendable {
    /// Why a value is missing; missing where there is a value or nobody said.
    case reason
    /// Whether the number says "at least so much", as `10万+` does.
    case lowerBound = "lower_bound"
    /// The text of a value that was masked or encrypted.
    case masked
    /// Whether a value was masked or encrypted.
    case isMasked = "is_masked"
    /// The end of a span of time, where the value is its start.
    case until
  }

  package var kind: Kind
  package var name: String

  package init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }

  /// The column as a schema knows it, made beside `field`.
  package func field(beside field: Field) -> Field {
    switch kind {
    case .reason: Field(name, .text)
    case .lowerBound, .isMasked: Field(name, .bool)
    case .masked: Field(name, .text, isPersonal: field.isPersonal)
    case .until: Field(name, field.type, unit: field.unit)
    }
  }
}

/// What happens to a row with a value that cannot be used.
package enum OnError: String, Hashable, Sendable, CaseIterable {
  /// The run ends with the place.
  case fail
  /// The row goes to the rejects file.
  case reject
  /// The value is missing, counted.
  case missing
}
