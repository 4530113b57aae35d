extension Column {
  /// For each row the value of one of two vectors of one type: of the second where its flag is set.
  ///
  /// - Precondition: both vectors are of one type and stand for as many rows as there are flags.
  package static func select(_ first: Vector, _ second: Vector, takesSecond: [Bool]) -> Column {
    let count = takesSecond.count
    let (firstStep, secondStep) = (first.step, second.step)
    func fixed<Element>(
      _ a: FixedColumn<Element>, _ b: FixedColumn<Element>
    ) -> FixedColumn<Element> {
      let values = [Element](unsafeUninitializedCapacity: count) { target, initialized in
        a.values.withUnsafeBufferPointer { a in
          b.values.withUnsafeBufferPointer { b in
            for row in 0..<count {
              target.initializeElement(
                at: row, to: takesSecond[row] ? b[row * secondStep] : a[row * firstStep])
            }
          }
        }
        initialized = count
      }
      return FixedColumn(values, validity: selectedValidity(first, second, takesSecond))
    }
    switch (first.column, second.column) {
    case (.bool(let a), .bool(let b)): return .bool(fixed(a, b))
    case (.integer(let a), .integer(let b)): return .integer(fixed(a, b))
    case (.decimal(let a, let scale), .decimal(let b, _)):
      return .decimal(fixed(a, b), scale: scale)
    case (.wideDecimal(let a, let scale), .wideDecimal(let b, _)):
      return .wideDecimal(fixed(a, b), scale: scale)
    case (.number(let a), .number(let b)): return .number(fixed(a, b))
    case (.date(let a), .date(let b)): return .date(fixed(a, b))
    case (.timestamp(let a), .timestamp(let b)): return .timestamp(fixed(a, b))
    default:
      let start = Int32(first.column.count)
      var rows: [Int32] = []
      rows.reserveCapacity(count)
      for row in 0..<count {
        rows.append(
          takesSecond[row] ? start + Int32(row * secondStep) : Int32(row * firstStep))
      }
      return concatenated([first.column, second.column], type: first.type).gathered(rows)
    }
  }

  private static func selectedValidity(
    _ first: Vector, _ second: Vector, _ takesSecond: [Bool]
  ) -> Validity? {
    guard first.column.validity != nil || second.column.validity != nil else { return nil }
    let count = takesSecond.count
    let (inFirst, inSecond) = (first.presence(count), second.presence(count))
    return Validity(
      takesSecond.indices.map { takesSecond[$0] ? inSecond[$0] : inFirst[$0] })
  }
}
