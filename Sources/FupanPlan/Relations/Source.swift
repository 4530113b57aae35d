import FupanData

/// Where the rows of a scan come from.
package indirect enum Source: Sendable {
  case files(FileSource)
  /// The result of another fragment: a dataset, or a finish.
  case fragment(Fragment)
}

/// Files of one kind, read one after the other.
package struct FileSource: Hashable, Sendable {
  /// How the files are written.
  package enum Format: String, Hashable, Sendable {
    case delimited, ndjson
  }

  package var format: Format
  /// Paths as the user wrote them, already expanded and sorted.
  package var files: [String]
  package var options: ReadOptions
  package var columns: [ScanColumn]

  package init(
    _ format: Format, files: [String], options: ReadOptions, columns: [ScanColumn]
  ) {
    self.format = format
    self.files = files
    self.options = options
    self.columns = columns
  }

  /// Text for every column.
  package var schema: Schema {
    Schema(
      columns.map {
        Field($0.name, .text, isPersonal: $0.isPersonal, originalName: $0.headers.first)
      })
  }
}
