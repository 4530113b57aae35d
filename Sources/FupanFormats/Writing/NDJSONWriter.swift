import FupanData
import FupanDiagnostics

/// Writes one JSON object a line: numbers and decimals with every digit, dates and instants as
/// text, lists as arrays, `null` where a value is missing.
package struct NDJSONWriter: TableWriter {
  package private(set) var sink: any ByteSink
  /// `{"name":` and `,"name":` as they stand before each value.
  private let keys: [[UInt8]]

  package init(_ schema: Schema, to sink: any ByteSink) {
    self.sink = sink
    keys = schema.names.enumerated().map { index, name in
      var key: [UInt8] = [index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ",")]
      NDJSONWriter.append(quoted: Array(name.utf8)[...], to: &key)
      key.append(UInt8(ascii: ":"))
      return key
    }
  }

  package mutating func write(_ batch: Batch) throws(Problems) {
    var bytes: [UInt8] = []
    for row in 0..<batch.count {
      if keys.isEmpty { bytes.append(UInt8(ascii: "{")) }
      for (index, column) in batch.columns.enumerated() {
        bytes.append(contentsOf: keys[index])
        guard column.isValid(row) else {
          bytes.append(contentsOf: "null".utf8)
          continue
        }
        switch column {
        case .text(let values): NDJSONWriter.append(quoted: values.slice(row), to: &bytes)
        case .date, .timestamp:
          bytes.append(UInt8(ascii: "\""))
          CellText.append(column, row, to: &bytes)
          bytes.append(UInt8(ascii: "\""))
        default: CellText.append(column, row, to: &bytes)
        }
      }
      bytes.append(contentsOf: "}\n".utf8)
      if bytes.count >= 1 << 18 {
        try sink.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try sink.write(bytes)
  }

  package mutating func finish() throws(Problems) { try sink.finish() }

  private static func append(quoted text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let isPlain = text.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    guard isPlain else {
      ListText.appendQuoted(text, to: &bytes)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: text)
    bytes.append(UInt8(ascii: "\""))
  }
}
