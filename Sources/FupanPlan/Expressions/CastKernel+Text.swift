import FupanData

extension CastKernel {
  /// Reads text strictly as machines write values.
  ///
  /// Where few texts repeat, each is read once.
  static func cast(
    _ texts: TextColumn, to type: DataType, _ context: EvaluationContext
  ) throws(EvaluationError) -> Column {
    if texts.isCoded, texts.count > TextColumn.mostTexts {
      let dictionary = texts.texts
      let values = (0..<dictionary.count).map { text in
        dictionary[text].flatMap { cast(.text($0), to: type, context) }
      }
      for row in 0..<texts.count where texts.isValid(row) && values[Int(texts.codes[row])] == nil {
        throw misfit(row, type)
      }
      return Column(type, values.map { $0 ?? .missing } + [.missing]).spread(over: texts)
    }
    switch type {
    case .integer:
      return .integer(
        try fixed(texts, zero: 0, type, context) {
          DecimalText.plain($0, $1, scale: 0)
        } slow: {
          if case .integer(let value) = $0 { value } else { nil }
        })
    case .decimal(let scale):
      let values = try fixed(texts, zero: Int64(0), type, context) {
        DecimalText.plain($0, $1, scale: scale)
      } slow: {
        if case .decimal(let value, _) = $0 { Int64(exactly: value) } else { nil }
      }
      return .decimal(values, scale: scale)
    case .wideDecimal(let scale):
      let values = try fixed(texts, zero: Int128(0), type, context) {
        DecimalText.plain($0, $1, scale: scale).map { Int128($0) }
      } slow: {
        if case .decimal(let value, _) = $0 { value } else { nil }
      }
      return .wideDecimal(values, scale: scale)
    case .date:
      return .date(
        try fixed(texts, zero: Int32(0), type, context) { text, count in
          CivilDate(UnsafeBufferPointer(start: text, count: count)).map {
            Int32($0.daysSinceEpoch)
          }
        } slow: { _ in
          nil
        })
    default: return try valueByValue(.text(texts), to: type, context)
    }
  }

  /// Integers as they are written.
  static func digits(_ integers: FixedColumn<Int64>) -> TextColumn {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(integers.count * 4)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(integers.count + 1)
    let validity = integers.validity
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { text in
      for (row, integer) in integers.values.enumerated() {
        if validity.map({ $0[row] }) ?? true {
          var start = text.count
          var left = integer.magnitude
          repeat {
            let (quotient, digit) = left.quotientAndRemainder(dividingBy: 10)
            start -= 1
            text[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            left = quotient
          } while left > 0
          if integer < 0 {
            start -= 1
            text[start] = UInt8(ascii: "-")
          }
          bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
        }
        offsets.append(UInt32(bytes.count))
      }
    }
    return TextColumn(bytes: bytes, offsets: offsets, validity: validity)
  }

  /// Values of a fixed size: `fast` first, and the value that a cell is read as where it gives nil.
  @inline(__always)
  private static func fixed<Element: BitwiseCopyable & Hashable & Sendable>(
    _ texts: TextColumn, zero: Element, _ type: DataType, _ context: EvaluationContext,
    fast: (UnsafePointer<UInt8>, Int) -> Element?, slow: (Value) -> Element?
  ) throws(EvaluationError) -> FixedColumn<Element> {
    let texts = texts.written
    let count = texts.count
    let present = texts.validity?.words ?? []
    var refused: Int?
    let values = [Element](unsafeUninitializedCapacity: count) { target, initialized in
      texts.bytes.withUnsafeBufferPointer { bytes in
        texts.offsets.withUnsafeBufferPointer { offsets in
          for row in 0..<count {
            var value = zero
            if present.isEmpty || present[row >> 6] >> UInt64(row & 63) & 1 == 1 {
              let start = Int(offsets[row])
              let length = Int(offsets[row + 1]) - start
              if let base = bytes.baseAddress, let found = fast(base + start, length) {
                value = found
              } else if let read = texts[row].flatMap({ cast(.text($0), to: type, context) }),
                let found = slow(read)
              {
                value = found
              } else {
                refused = row
                return
              }
            }
            target.initializeElement(at: row, to: value)
          }
          initialized = count
        }
      }
    }
    if let refused { throw misfit(refused, type) }
    return FixedColumn(values, validity: texts.validity)
  }
}
