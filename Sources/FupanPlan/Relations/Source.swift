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
  /// The names of the columns that are delivered, nil for all. A column that is not wanted must be in
  /// the file all the same, unless it is optional.
  package var wanted: Set<String>?

  package init(
    _ format: Format, files: [String], options: ReadOptions, columns: [ScanColumn]
  ) {
    self.format = format
    self.files = files
    self.options = options
    self.columns = columns
  }

  /// Text for every column that is wanted.
  package var schema: Schema {
    Schema(
      columns.filter { wanted?.contains($0.name) ?? true }.map {
        Field($0.name, .text, isPersonal: $0.isPersonal, originalName: $0.headers.first)
      })
  }
}
