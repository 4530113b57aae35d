import FupanData
import FupanDiagnostics

/// Writes one JSON array with an object a line; values are written as ``NDJSONWriter`` writes them.
package struct JSONArrayWriter: TableWriter {
  package private(set) var sink: any ByteSink
  private let objects: JSONObjectText
  private var hasRows = false

  package init(_ schema: Schema, to sink: any ByteSink) {
    self.sink = sink
    objects = JSONObjectText(schema)
  }

  package mutating func write(_ batch: Batch) throws(Problems) {
    var bytes: [UInt8] = []
    for row in 0..<batch.count {
      bytes.append(contentsOf: (hasRows ? ",\n" : "[\n").utf8)
      hasRows = true
      objects.append(batch, row, to: &bytes)
      if bytes.count >= 1 << 18 {
        try sink.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try sink.write(bytes)
  }

  package mutating func finish() throws(Problems) {
    try sink.write(Array((hasRows ? "\n]\n" : "[]\n").utf8))
    try sink.finish()
  }
}
