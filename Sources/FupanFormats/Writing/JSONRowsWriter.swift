import FupanData
import FupanDiagnostics

/// Writes one JSON object a row: numbers and decimals with every digit, dates and instants as text,
/// lists as arrays, `null` where a value is missing.
package struct JSONRowsWriter: TableWriter {
  /// What holds the objects together.
  package enum Form: Sendable {
    /// Nothing: an object a line.
    case lines
    /// An array with an object a line.
    case array
  }

  package private(set) var sink: any ByteSink
  private let objects: JSONObjectText
  private let form: Form
  private var hasRows = false

  package init(_ schema: Schema, to sink: any ByteSink, as form: Form) {
    self.sink = sink
    self.form = form
    objects = JSONObjectText(schema)
  }

  package mutating func write(_ batch: Batch) throws(Problems) {
    var bytes: [UInt8] = []
    for row in 0..<batch.count {
      if form == .array { bytes.append(contentsOf: (hasRows ? ",\n" : "[\n").utf8) }
      hasRows = true
      objects.append(batch, row, to: &bytes)
      if form == .lines { bytes.append(UInt8(ascii: "\n")) }
      if bytes.count >= 1 << 18 {
        try sink.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try sink.write(bytes)
  }

  package mutating func finish() throws(Problems) {
    if form == .array { try sink.write(Array((hasRows ? "\n]\n" : "[]\n").utf8)) }
    try sink.finish()
  }
}
