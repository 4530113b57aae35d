import FupanEngine
import FupanFormats
import FupanPlan

extension InputReaders {
  /// Readers of the cases' files.
  static let cases = InputReaders(
    open: { source, chunkBytes in
      switch source.format {
      case .delimited:
        try CSVReader(
          files: source.files, options: source.options, columns: source.columns,
          chunkBytes: chunkBytes)
      case .ndjson:
        try NDJSONReader(
          files: source.files, options: source.options, columns: source.columns,
          chunkBytes: chunkBytes)
      }
    },
    convert: { column, conversion in
      guard let reader = try? ValueReader(conversion.format) else {
        preconditionFailure("formats are checked before a plan runs")
      }
      let result = reader.convert(column)
      return Converted(
        result.column,
        failures: result.failures.map { Failure(row: $0.row, $0.message, facts: $0.facts) })
    })
}
