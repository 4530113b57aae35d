/// A CSV file read by the letter of RFC 4180, a character at a time.
struct PlainTable {
  let header: [String]
  let rows: [[String]]

  init(_ text: String, skipping lines: Int = 0) {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var quoted = false
    var afterQuote = false
    for scalar in text.unicodeScalars where scalar != "\u{FEFF}" {
      if quoted {
        if scalar == "\"" {
          quoted = false
          afterQuote = true
        } else {
          field.unicodeScalars.append(scalar)
        }
        continue
      }
      switch scalar {
      case "\"" where afterQuote:
        field.unicodeScalars.append(scalar)
        quoted = true
      case "\"" where field.isEmpty || field == "=":
        quoted = true
      case ",":
        record.append(field)
        field = ""
      case "\n":
        record.append(field)
        records.append(record)
        record = []
        field = ""
      case "\r": break
      default: field.unicodeScalars.append(scalar)
      }
      afterQuote = false
    }
    header = records[lines]
    rows = Array(records[(lines + 1)...])
  }

  /// The values of the first column of that name.
  subscript(_ name: String) -> [String] {
    guard let place = header.firstIndex(of: name) else { return [] }
    return rows.map { $0[place] }
  }

  /// The rows of which the test holds for the named column.
  func filtered(_ name: String, _ test: (String) -> Bool) -> PlainTable {
    let values = self[name]
    return PlainTable(header: header, rows: zip(rows, values).filter { test($0.1) }.map { $0.0 })
  }

  private init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }
}

/// Cents of `1234.50`, with whatever unit and grouping stands around it.
func cents(_ text: String) -> Int {
  let kept = text.filter { "0123456789.".contains($0) }
  let parts = kept.split(separator: ".", omittingEmptySubsequences: false)
  guard let first = parts.first, let whole = Int(first) else { return 0 }
  guard parts.count > 1 else { return whole * 100 }
  return whole * 100 + (Int(parts[1].prefix(2)) ?? 0)
}
