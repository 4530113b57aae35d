/// How a delimited file was found to be built, for the manifest and the appendix.
package struct CSVStructure: Hashable, Sendable {
  package var delimiter: UInt8
  /// The physical line of the header's first row.
  package var headerLine: Int64
  package var headerRows: Int
  /// How many rows the export has at most, where it says so.
  package var cap: Int?

  /// The delimiter as a pipeline writes it.
  package var writtenDelimiter: String {
    delimiter == 0x09 ? "tab" : String(Unicode.Scalar(delimiter))
  }
}
