import FupanData
import FupanDiagnostics

/// Writes one JSON object a line: numbers and decimals with every digit, dates and instants as
/// text, lists as arrays, `null` where a value is missing.
package struct NDJSONWriter: TableWriter {
  package private(set) var sink: any ByteSink
  private let objects: JSONObjectText

  package init(_ schema: Schema, to sink: any ByteSink) {
    self.sink = sink
    objects = JSONObjectText(schema)
  }

  package mutating func write(_ batch: Batch) throws(Problems) {
    var bytes: [UInt8] = []
    for row in 0..<batch.count {
      objects.append(batch, row, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
      if bytes.count >= 1 << 18 {
        try sink.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try sink.write(bytes)
  }

  package mutating func finish() throws(Problems) { try sink.finish() }
}
