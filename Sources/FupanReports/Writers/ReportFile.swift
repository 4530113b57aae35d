/// A file that a writer made, still in memory.
package struct ReportFile: Sendable {
  /// Where it goes, relative to the folder of the report, with `/` between folders.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// The bytes as text, for files that are text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
