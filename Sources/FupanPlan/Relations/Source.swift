import FupanData

/// Where the rows of a scan come from.
package indirect enum Source: Sendable {
  case files(FileSource)
  /// The result of another fragment: a dataset, or a finish.
  case fragment(Fragment)
}

extension Relation {
  /// Whether all it is made from are files that are not there.
  package var readsNothing: Bool {
    switch node {
    case .scan(.files(let source)): source.files.isEmpty
    case .scan(.fragment(let fragment)): fragment.relation.readsNothing
    case .join(let left, _, _): left.readsNothing
    case .values: false
    default: inputs.allSatisfy { $0.readsNothing }
    }
  }

  /// Whether some of its columns are only those that later stages name, because their files are not
  /// there.
  package var isGuessed: Bool {
    switch node {
    case .scan(.files(let source)): source.isGuessed
    case .scan(.fragment(let fragment)): fragment.isGuessed
    default: inputs.contains { $0.isGuessed }
    }
  }
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
  /// Whether the files are optional and not there, so that nothing is known of their columns but
  /// what later stages name.
  package var isGuessed = false

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
