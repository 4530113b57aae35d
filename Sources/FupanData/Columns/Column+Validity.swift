extension Column {
  /// The column with other rows missing; a slot that becomes missing keeps its bytes.
  package func with(validity: Validity?) -> Column {
    func fixed<Element>(_ column: FixedColumn<Element>) -> FixedColumn<Element> {
      FixedColumn(column.values, validity: validity)
    }
    switch self {
    case .bool(let column): return .bool(fixed(column))
    case .integer(let column): return .integer(fixed(column))
    case .decimal(let column, let scale): return .decimal(fixed(column), scale: scale)
    case .wideDecimal(let column, let scale): return .wideDecimal(fixed(column), scale: scale)
    case .number(let column): return .number(fixed(column))
    case .date(let column): return .date(fixed(column))
    case .timestamp(let column): return .timestamp(fixed(column))
    case .text(let column):
      var copy = column
      copy.validity = validity
      return .text(copy)
    case .list(let column):
      var copy = column
      copy.validity = validity
      return .list(copy)
    }
  }
}
