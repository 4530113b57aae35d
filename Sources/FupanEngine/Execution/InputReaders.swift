import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// How scans open files and how checks read text: the one place that knows the formats.
package struct InputReaders: Sendable {
  /// Opens the files of a scan.
  package var open: @Sendable (FileSource, OpenRequest) throws(Problems) -> any ChunkedReader
  /// Prepares the reading of a column of text as values.
  package var converter: @Sendable (Conversion) throws(Problems) -> Converter

  /// Reads a column of text as values.
  package typealias Converter = @Sendable (TextColumn) -> ValueReader.Result

  /// What a scan asks for beside its source.
  package struct OpenRequest: Sendable {
    /// About how many bytes a chunk has.
    package var chunkBytes: Int
    /// The stage that rejections name.
    package var stage: String
  }

  package init(
    open: @escaping @Sendable (FileSource, OpenRequest) throws(Problems) -> any ChunkedReader,
    converter: @escaping @Sendable (Conversion) throws(Problems) -> Converter
  ) {
    self.open = open
    self.converter = converter
  }

  /// The readers of FupanFormats.
  ///
  /// - Parameters:
  ///   - standardInput: standard input as far as it was looked at, where it is one of the files.
  ///   - hashing: whether each file's SHA-256 is computed, for the manifest.
  package static func formats(
    standardInput: PeekedInput? = nil, hashing: Bool = false
  ) -> InputReaders {
    InputReaders(
      open: { (source, request) throws(Problems) in
        switch source.format {
        case .delimited:
          try CSVReader(
            files: source.files, options: source.options, columns: source.columns,
            wanted: source.wanted, standardInput: standardInput, hashing: hashing,
            chunkBytes: request.chunkBytes, stage: request.stage)
        case .ndjson:
          try NDJSONReader(
            files: source.files, options: source.options, columns: source.columns,
            wanted: source.wanted, standardInput: standardInput, hashing: hashing,
            chunkBytes: request.chunkBytes, stage: request.stage)
        }
      },
      converter: { (conversion) throws(Problems) in
        let reader = try ValueReader(conversion)
        return { reader.convert($0) }
      })
  }
}
