/// The values of one field for the rows of a batch.
@usableFromInline package enum Column: Hashable, Sendable {
  case bool(FixedColumn<Bool>)
  case integer(FixedColumn<Int64>)
  /// Unscaled values of `decimal(18, scale)`.
  case decimal(FixedColumn<Int64>, scale: Int)
  /// Unscaled values of `decimal(38, scale)`.
  case wideDecimal(FixedColumn<Int128>, scale: Int)
  case number(FixedColumn<Double>)
  case text(TextColumn)
  /// Days since 1970-01-01.
  case date(FixedColumn<Int32>)
  /// Microseconds since 1970-01-01T00:00:00Z.
  case timestamp(FixedColumn<Int64>)
  case list(ListColumn)
}

extension Column {
  package var type: DataType {
    switch self {
    case .bool: .bool
    case .integer: .integer
    case .decimal(_, let scale): .decimal(scale: scale)
    case .wideDecimal(_, let scale): .wideDecimal(scale: scale)
    case .number: .number
    case .text: .text
    case .date: .date
    case .timestamp: .timestamp
    case .list: .list
    }
  }

  package var count: Int {
    switch self {
    case .bool(let column): column.count
    case .integer(let column), .decimal(let column, _), .timestamp(let column): column.count
    case .wideDecimal(let column, _): column.count
    case .number(let column): column.count
    case .text(let column): column.count
    case .date(let column): column.count
    case .list(let column): column.count
    }
  }

  /// Which rows hold a value; nil where all do.
  package var validity: Validity? {
    switch self {
    case .bool(let column): column.validity
    case .integer(let column), .decimal(let column, _), .timestamp(let column): column.validity
    case .wideDecimal(let column, _): column.validity
    case .number(let column): column.validity
    case .text(let column): column.validity
    case .date(let column): column.validity
    case .list(let column): column.validity
    }
  }

  package func isValid(_ row: Int) -> Bool { validity.map { $0[row] } ?? true }

  /// The value of a row.
  package func value(at row: Int) -> Value {
    guard isValid(row) else { return .missing }
    switch self {
    case .bool(let column): return .bool(column.values[row])
    case .integer(let column): return .integer(column.values[row])
    case .decimal(let column, let scale): return .decimal(Int128(column.values[row]), scale: scale)
    case .wideDecimal(let column, let scale): return .decimal(column.values[row], scale: scale)
    case .number(let column): return .number(column.values[row])
    case .text(let column): return .text(String(decoding: column.slice(row), as: UTF8.self))
    case .date(let column): return .date(column.values[row])
    case .timestamp(let column): return .timestamp(column.values[row])
    case .list(let column): return column[row].map { .list($0) } ?? .missing
    }
  }

  /// The rows at `indices`, in that order; an index below 0 gives a missing row, as an outer join
  /// needs.
  package func gathered(_ indices: [Int32]) -> Column {
    switch self {
    case .bool(let column): .bool(column.gathered(indices, zero: false))
    case .integer(let column): .integer(column.gathered(indices, zero: 0))
    case .decimal(let column, let scale):
      .decimal(column.gathered(indices, zero: 0), scale: scale)
    case .wideDecimal(let column, let scale):
      .wideDecimal(column.gathered(indices, zero: 0), scale: scale)
    case .number(let column): .number(column.gathered(indices, zero: 0))
    case .text(let column): .text(column.gathered(indices))
    case .date(let column): .date(column.gathered(indices, zero: 0))
    case .timestamp(let column): .timestamp(column.gathered(indices, zero: 0))
    case .list(let column): .list(column.gathered(indices))
    }
  }
}
