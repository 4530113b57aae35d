/// Columns as bytes, to be read back by the same process.
struct ByteEncoder {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func append(_ number: Int) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  /// How many values there are, and their memory as it is.
  mutating func append<Element: BitwiseCopyable>(_ values: [Element]) {
    append(values.count)
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ validity: Validity?) {
    append(validity?.count ?? -1)
    if let validity { append(validity.words) }
  }

  mutating func append(_ column: TextColumn) {
    append(column.isCoded ? 1 : 0)
    append(column.bytes)
    append(column.offsets)
    if column.isCoded { append(column.codes) }
    append(column.validity)
  }

  private mutating func append<Element>(_ column: FixedColumn<Element>) {
    append(column.values)
    append(column.validity)
  }

  mutating func append(_ column: Column) {
    switch column {
    case .bool(let column): append(column)
    case .integer(let column), .decimal(let column, _), .timestamp(let column): append(column)
    case .wideDecimal(let column, _): append(column)
    case .number(let column): append(column)
    case .date(let column): append(column)
    case .text(let column): append(column)
    case .list(let column):
      append(column.items)
      append(column.offsets)
      append(column.validity)
    }
  }
}
