extension Column {
  /// For each row the value of one of two vectors of one type: of the second where its flag is set.
  ///
  /// - Precondition: both vectors are of one type and stand for as many rows as there are flags.
  package static func select(_ first: Vector, _ second: Vector, takesSecond: [Bool]) -> Column {
    let count = takesSecond.count
    if !first.isConstant, !takesSecond.contains(true) { return first.column }
    if !second.isConstant, !takesSecond.contains(false) { return second.column }
    let (firstStep, secondStep) = (first.step, second.step)
    func fixed<Element>(
      _ a: FixedColumn<Element>, _ b: FixedColumn<Element>
    ) -> FixedColumn<Element> {
      let values = [Element](unsafeUninitializedCapacity: count) { target, initialized in
        a.values.withUnsafeBufferPointer { a in
          b.values.withUnsafeBufferPointer { b in
            takesSecond.withUnsafeBufferPointer { takesSecond in
              for row in 0..<count {
                let (one, other) = (a[row &* firstStep], b[row &* secondStep])
                target.initializeElement(at: row, to: takesSecond[row] ? other : one)
              }
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
    case (.text(let a), .text(let b)) where !a.isCoded && !b.isCoded && a.count + b.count > 512:
      var selected = TextColumn.select(a, firstStep, b, secondStep, takesSecond)
      selected.validity = selectedValidity(first, second, takesSecond)
      return .text(selected)
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
    var chosen = Validity(takesSecond)
    let (inFirst, inSecond) = (presentWords(first), presentWords(second))
    for index in chosen.words.indices {
      let second = chosen.words[index]
      chosen.words[index] = inFirst(index) & ~second | inSecond(index) & second
    }
    // Bits beyond the last row stay 0.
    if takesSecond.count & 63 != 0 {
      chosen.words[chosen.words.count - 1] &= 1 << UInt64(takesSecond.count & 63) - 1
    }
    return chosen
  }

  /// Which rows of a vector hold a value, 64 at a time.
  private static func presentWords(_ vector: Vector) -> (Int) -> UInt64 {
    guard let validity = vector.column.validity else { return { _ in .max } }
    if vector.isConstant { return validity[0] ? { _ in .max } : { _ in 0 } }
    return { validity.words[$0] }
  }
}

extension TextColumn {
  /// For each row the text of one of two columns that are not coded.
  fileprivate static func select(
    _ first: TextColumn, _ firstStep: Int, _ second: TextColumn, _ secondStep: Int,
    _ takesSecond: [Bool]
  ) -> TextColumn {
    let count = takesSecond.count
    var bytes: [UInt8] = []
    let offsets = first.offsets.withUnsafeBufferPointer { firstOffsets in
      second.offsets.withUnsafeBufferPointer { secondOffsets in
        [UInt32](unsafeUninitializedCapacity: count + 1) { offsets, initialized in
          var total: UInt32 = 0
          offsets[0] = 0
          for row in 0..<count {
            let isSecond = takesSecond[row]
            let from = isSecond ? secondOffsets : firstOffsets
            let place = row * (isSecond ? secondStep : firstStep)
            total += from[place + 1] - from[place]
            offsets[row + 1] = total
          }
          bytes = [UInt8](unsafeUninitializedCapacity: Int(total)) { target, filled in
            first.bytes.withUnsafeBufferPointer { firstBytes in
              second.bytes.withUnsafeBufferPointer { secondBytes in
                for row in 0..<count {
                  let isSecond = takesSecond[row]
                  let from = isSecond ? secondOffsets : firstOffsets
                  let start = Int(from[row * (isSecond ? secondStep : firstStep)])
                  let length = Int(offsets[row + 1] - offsets[row])
                  guard length > 0, let to = target.baseAddress,
                    let source = (isSecond ? secondBytes : firstBytes).baseAddress
                  else { continue }
                  (to + Int(offsets[row])).update(from: source + start, count: length)
                }
              }
            }
            filled = Int(total)
          }
          initialized = count + 1
        }
      }
    }
    return TextColumn(bytes: bytes, offsets: offsets)
  }
}
