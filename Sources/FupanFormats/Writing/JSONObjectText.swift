import FupanData

/// Rows as JSON objects: numbers and decimals with every digit, dates and instants as text, lists as
/// arrays, `null` where a value is missing.
struct JSONObjectText {
  /// `{"name":` and `,"name":` as they stand before each value.
  private let keys: [[UInt8]]

  init(_ schema: Schema) {
    keys = schema.names.enumerated().map { index, name in
      var key: [UInt8] = [index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ",")]
      JSONObjectText.append(quoted: Array(name.utf8)[...], to: &key)
      key.append(UInt8(ascii: ":"))
      return key
    }
  }

  /// Appends the object of one row.
  func append(_ batch: Batch, _ row: Int, to bytes: inout [UInt8]) {
    if keys.isEmpty { bytes.append(UInt8(ascii: "{")) }
    for (index, column) in batch.columns.enumerated() {
      bytes.append(contentsOf: keys[index])
      guard column.isValid(row) else {
        bytes.append(contentsOf: "null".utf8)
        continue
      }
      switch column {
      case .text(let values): JSONObjectText.append(quoted: values.slice(row), to: &bytes)
      case .date, .timestamp:
        bytes.append(UInt8(ascii: "\""))
        CellText.append(column, row, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
      default: CellText.append(column, row, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "}"))
  }

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
