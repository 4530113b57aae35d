extension Report {
  /// An optional input that was not there: what was to be read, and the files it was to come from.
  package struct AbsentInput: Hashable, Codable, Sendable {
    /// The dataset, by its name in the pipeline.
    package var dataset: String
    /// Names and patterns without their folders.
    package var files: [String]

    package init(_ dataset: String, files: [String]) {
      self.dataset = dataset
      self.files = files
    }
  }
}
