/// Where the rows of a dataset are written beside the report.
package struct Sink: Hashable, Sendable {
  /// How the rows are written.
  package enum Format: String, Hashable, Sendable {
    case csv, ndjson, markdown, xlsx
  }

  /// The dataset whose rows are written.
  package var fragment: String
  /// The path under the run's folder.
  package var path: String
  package var format: Format
  package var options: WriteOptions
  package var origin: Origin

  package init(
    fragment: String, path: String, format: Format, options: WriteOptions, origin: Origin
  ) {
    self.fragment = fragment
    self.path = path
    self.format = format
    self.options = options
    self.origin = origin
  }
}
