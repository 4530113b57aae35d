import FupanData
import FupanDiagnostics

/// Reading one column of text as values; a cell that cannot be read is an error of its row.
package struct Conversion: Hashable, Sendable {
  /// The column of text.
  package var column: String
  package var format: ValueFormat
  package var onError: OnError

  package init(_ column: String, _ format: ValueFormat, onError: OnError = .reject) {
    self.column = column
    self.format = format
    self.onError = onError
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
