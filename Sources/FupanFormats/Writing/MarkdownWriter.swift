import FupanData
import FupanDiagnostics

/// Writes a Markdown table, numbers to the right. Text of the data is escaped: it makes no markup,
/// no HTML and no further cells.
package struct MarkdownWriter: TableWriter {
  package private(set) var sink: any ByteSink
  private let schema: Schema
  private var hasBegun = false

  package init(_ schema: Schema, to sink: any ByteSink) {
    self.schema = schema
    self.sink = sink
  }

  package mutating func write(_ batch: Batch) throws(Problems) {
    var bytes: [UInt8] = []
    begin(&bytes)
    var cell: [UInt8] = []
    for row in 0..<batch.count {
      bytes.append(UInt8(ascii: "|"))
      for column in batch.columns {
        bytes.append(UInt8(ascii: " "))
        if column.isValid(row) {
          cell.removeAll(keepingCapacity: true)
          CellText.append(column, row, to: &cell)
          if column.type.isNumeric {
            bytes.append(contentsOf: cell)
          } else {
            MarkdownWriter.append(escaped: cell, to: &bytes)
          }
        }
        bytes.append(contentsOf: " |".utf8)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    try sink.write(bytes)
  }

  package mutating func finish() throws(Problems) {
    var bytes: [UInt8] = []
    begin(&bytes)
    try sink.write(bytes)
    try sink.finish()
  }

  private mutating func begin(_ bytes: inout [UInt8]) {
    guard !hasBegun else { return }
    hasBegun = true
    bytes.append(UInt8(ascii: "|"))
    for field in schema.fields {
      bytes.append(UInt8(ascii: " "))
      MarkdownWriter.append(escaped: Array(field.name.utf8), to: &bytes)
      bytes.append(contentsOf: " |".utf8)
    }
    bytes.append(contentsOf: "\n|".utf8)
    for field in schema.fields {
      bytes.append(contentsOf: (field.type.isNumeric ? " ---: |" : " --- |").utf8)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func append(escaped text: [UInt8], to bytes: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\\"), UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "*"),
        UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "~"),
        UInt8(ascii: "#"), UInt8(ascii: "!"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x09, 0x0A, 0x0D: bytes.append(UInt8(ascii: " "))
      case 0..<0x20, 0x7F: continue
      default: bytes.append(byte)
      }
    }
  }
}
