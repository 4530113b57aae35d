extension Column {
  /// The rows in a range, copied as one piece.
  package func slice(_ range: Range<Int>) -> Column {
    switch self {
    case .bool(let column): .bool(column.slice(range))
    case .integer(let column): .integer(column.slice(range))
    case .decimal(let column, let scale): .decimal(column.slice(range), scale: scale)
    case .wideDecimal(let column, let scale): .wideDecimal(column.slice(range), scale: scale)
    case .number(let column): .number(column.slice(range))
    case .text(let column): .text(column.slice(rows: range))
    case .date(let column): .date(column.slice(range))
    case .timestamp(let column): .timestamp(column.slice(range))
    case .list: gathered(range.map { Int32($0) })
    }
  }
}

extension FixedColumn {
  fileprivate func slice(_ range: Range<Int>) -> FixedColumn {
    FixedColumn(Array(values[range]), validity: validity?.slice(range))
  }
}

extension TextColumn {
  fileprivate func slice(rows range: Range<Int>) -> TextColumn {
    if isCoded {
      return TextColumn(texts, codes: Array(codes[range]), validity: validity?.slice(range))
    }
    let first = offsets[range.lowerBound]
    let last = offsets[range.upperBound]
    return TextColumn(
      bytes: Array(bytes[Int(first)..<Int(last)]),
      offsets: offsets[range.lowerBound...range.upperBound].map { $0 - first },
      validity: validity?.slice(range))
  }
}

extension Validity {
  fileprivate func slice(_ range: Range<Int>) -> Validity {
    var result = Validity()
    result.append(self, range)
    return result
  }
}
