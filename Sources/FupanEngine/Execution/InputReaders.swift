import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// How scans open files and how checks read text: the one place that knows the formats.
package struct InputReaders: Sendable {
  /// Opens the files of a scan.
  package var open: @Sendable (FileSource, _ chunkBytes: Int) throws -> any ChunkedReader
  /// Reads a column of text as values.
  package var convert: @Sendable (TextColumn, Conversion) -> Converted

  /// A column that was read, and the cells that could not be.
  package struct Converted: Sendable {
    /// Missing where reading failed.
    package var column: Column
    /// By ascending row.
    package var failures: [Failure]

    package init(_ column: Column, failures: [Failure] = []) {
      self.column = column
      self.failures = failures
    }
  }

  /// A cell that could not be read.
  package struct Failure: Sendable {
    package var row: Int
    package var message: Message
    package var facts: [Fact]

    package init(row: Int, _ message: Message, facts: [Fact] = []) {
      self.row = row
      self.message = message
      self.facts = facts
    }
  }

  package init(
    open: @escaping @Sendable (FileSource, Int) throws -> any ChunkedReader,
    convert: @escaping @Sendable (TextColumn, Conversion) -> Converted
  ) {
    self.open = open
    self.convert = convert
  }
}
