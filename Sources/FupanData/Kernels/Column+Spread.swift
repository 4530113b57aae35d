extension Column {
  /// What was computed once for each text of a coded column, for each of its rows.
  ///
  ///     var texts = column.texts
  ///     texts.appendMissing()
  ///     lengths(texts).spread(over: column)   // as lengths(column)
  ///
  /// - Precondition: this column has a row for each text, and one more for rows that are missing.
  package func spread(over texts: TextColumn) -> Column {
    precondition(texts.isCoded && count == texts.offsets.count)
    func fixed<Element>(_ column: FixedColumn<Element>) -> FixedColumn<Element> {
      FixedColumn(
        Column.spread(column.values, over: texts), validity: Column.spread(validity, over: texts))
    }
    switch self {
    case .bool(let column): return .bool(fixed(column))
    case .integer(let column): return .integer(fixed(column))
    case .decimal(let column, let scale): return .decimal(fixed(column), scale: scale)
    case .wideDecimal(let column, let scale): return .wideDecimal(fixed(column), scale: scale)
    case .number(let column): return .number(fixed(column))
    case .date(let column): return .date(fixed(column))
    case .timestamp(let column): return .timestamp(fixed(column))
    case .text(let column) where !column.isValid(count - 1):
      // Missing rows stay missing, so that the codes serve as they are.
      let each = column.written
      return .text(
        TextColumn(
          TextColumn(bytes: each.bytes, offsets: Array(each.offsets.dropLast())),
          codes: texts.codes, validity: Column.spread(validity, over: texts)))
    case .text, .list:
      let missing = Int32(count - 1)
      let presence = texts.validity?.flags
      return gathered(
        texts.codes.indices.map { presence?[$0] ?? true ? Int32(texts.codes[$0]) : missing })
    }
  }

  private static func spread<Element: BitwiseCopyable>(
    _ values: [Element], over texts: TextColumn
  ) -> [Element] {
    let missing = values.count - 1
    let present = texts.validity?.words
    return texts.codes.withUnsafeBufferPointer { codes in
      values.withUnsafeBufferPointer { values in
        [Element](unsafeUninitializedCapacity: codes.count) { target, initialized in
          for row in 0..<codes.count {
            target.initializeElement(at: row, to: values[Int(codes[row])])
          }
          present?.withUnsafeBufferPointer { present in
            for (index, word) in present.enumerated() {
              let start = index * 64
              let rows = Swift.min(64, codes.count - start)
              var absent = rows == 64 ? ~word : ~word & (1 << UInt64(rows) - 1)
              while absent != 0 {
                target[start + absent.trailingZeroBitCount] = values[missing]
                absent &= absent - 1
              }
            }
          }
          initialized = codes.count
        }
      }
    }
  }

  /// - Parameter validity: of a row for each text and one more for missing rows.
  private static func spread(_ validity: Validity?, over texts: TextColumn) -> Validity? {
    guard let validity else { return nil }
    let missing = validity.count - 1
    if !validity[missing], validity.missingCount == 1 { return texts.validity }
    let flags = Column.spread(validity.flags, over: texts)
    return Validity(flags)
  }
}
