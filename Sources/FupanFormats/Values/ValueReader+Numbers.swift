import FupanData
import FupanDiagnostics

extension ValueReader {
  func integers(_ column: TextColumn) -> Result {
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    let values = fixed(
      column, zero: Int64(0), &failures,
      fast: { ValueReader.plainDecimal($0, $1, scale: 0) },
      slow: { cell in
        ValueReader.exact(cell, scale: 0, currency: nil, &tally)
      })
    return Result(column: .integer(values), failures: failures, tally: tally)
  }

  func decimals(_ column: TextColumn, scale: Int, currency: String?) -> Result {
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    let values = fixed(
      column, zero: Int64(0), &failures,
      fast: { ValueReader.plainDecimal($0, $1, scale: scale) },
      slow: { cell in
        ValueReader.exact(cell, scale: scale, currency: currency ?? "", &tally)
      })
    return Result(column: .decimal(values, scale: scale), failures: failures, tally: tally)
  }

  /// Shares as ratios of six digits, rounded half away from zero: rates are quotients and have any
  /// number of digits.
  func shares(_ column: TextColumn, percentScale: Bool) -> Result {
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    let values = fixed(
      column, zero: Int64(0), &failures,
      fast: { cell, count in
        let isSigned = cell[count - 1] == UInt8(ascii: "%")
        guard count > (isSigned ? 1 : 0) else { return nil }
        // With two digits fewer, a percentage is the ratio at six.
        let found =
          isSigned
          ? ValueReader.plainDecimal(cell, count - 1, scale: 4)
          : ValueReader.plainDecimal(cell, count, scale: percentScale ? 4 : 6)
        guard let found else { return nil }
        if found != 0, !percentScale {
          if isSigned { tally.signedShares += 1 } else { tally.bareShares += 1 }
        }
        return found
      },
      slow: { cell in
        if ValueReader.isBlank(cell) { return .missing }
        guard let number = NumberCell(cell), number.currency == nil else {
          return .failure(.notANumber)
        }
        if number.unscaled != 0, !percentScale {
          if number.isShare { tally.signedShares += 1 } else { tally.bareShares += 1 }
        }
        let scale = number.scale + (number.isShare || percentScale ? 2 : 0)
        guard scale <= 38, let ratio = DecimalText.rounded(number.unscaled, from: scale, to: 6),
          let small = ValueReader.fitting(ratio)
        else { return .failure(.valueOutOfRange) }
        return .value(small)
      })
    return Result(column: .decimal(values, scale: 6), failures: failures, tally: tally)
  }

  func durations(_ column: TextColumn) -> Result {
    var failures: [ValueFailure] = []
    let values = fixed(
      column, zero: Int64(0), &failures,
      fast: { cell, count in
        // `528` and `528秒`.
        let isSeconds =
          count > 3 && cell[count - 3] == 0xE7 && cell[count - 2] == 0xA7 && cell[count - 1] == 0x92
        guard cell[0] != 0x2D else { return nil }
        return ValueReader.plainDecimal(cell, isSeconds ? count - 3 : count, scale: 3)
      },
      slow: { cell in
        if ValueReader.isBlank(cell) { return .missing }
        guard let seconds = DurationCell.read(cell) else { return .failure(.notADuration) }
        guard let rounded = DecimalText.rounded(seconds.unscaled, from: seconds.scale, to: 3),
          let small = ValueReader.fitting(rounded)
        else { return .failure(.valueOutOfRange) }
        return .value(small)
      })
    return Result(column: .decimal(values, scale: 3), failures: failures)
  }

  func numbers(_ column: TextColumn) -> Result {
    var failures: [ValueFailure] = []
    let values = fixed(
      column, zero: Double(0), &failures, fast: { ValueReader.plainNumber($0, $1) },
      slow: { cell in
        if ValueReader.isBlank(cell) { return .missing }
        if let number = NumberCell(cell), number.currency == nil, !number.isShare {
          return .value(DecimalText.double(number.unscaled, scale: min(number.scale, 38)))
        }
        let text = String(decoding: NumberCell.plain(cell), as: UTF8.self)
        let isScientific = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
        if isScientific, let number = Double(text), number.isFinite { return .value(number) }
        if ["nan", "inf", "-inf", "infinity", "-infinity"].contains(text.lowercased()) {
          return .missing
        }
        return .failure(.notANumber)
      })
    return Result(column: .number(values), failures: failures)
  }

  func bools(_ column: TextColumn) -> Result {
    var failures: [ValueFailure] = []
    let values = fixed(
      column, zero: false, &failures, fast: { _, _ in nil },
      slow: { cell in
        if ValueReader.isBlank(cell) { return .missing }
        let text = String(decoding: ValueReader.trim(cell), as: UTF8.self).lowercased()
        switch text {
        case "true", "t", "yes", "y", "1", "是": return .value(true)
        case "false", "f", "no", "n", "0", "否": return .value(false)
        default: return .failure(.notABool)
        }
      })
    return Result(column: .bool(values), failures: failures)
  }

  /// `-?digits(.digits)?` with at most 18 digits in all at the wanted scale, or nil for the longer
  /// path.
  @inline(__always)
  static func plainDecimal(_ cell: UnsafePointer<UInt8>, _ count: Int, scale: Int) -> Int64? {
    guard count <= 18 else { return nil }
    var index = 0
    let isNegative = cell[0] == 0x2D
    if isNegative { index = 1 }
    var value: Int64 = 0
    let firstDigit = index
    while index < count {
      let digit = cell[index] &- 0x30
      guard digit < 10 else { break }
      value = value &* 10 &+ Int64(digit)
      index &+= 1
    }
    guard index > firstDigit else { return nil }
    var missing = scale
    if index < count {
      guard cell[index] == 0x2E, index + 1 < count else { return nil }
      index &+= 1
      while index < count {
        let digit = cell[index] &- 0x30
        guard digit < 10, missing > 0 else { return nil }
        value = value &* 10 &+ Int64(digit)
        missing &-= 1
        index &+= 1
      }
    }
    // So few digits that the shift stays within 18 of them.
    guard missing &+ count <= 18 else { return nil }
    while missing > 0 {
      value = value &* 10
      missing &-= 1
    }
    return isNegative ? 0 &- value : value
  }

  /// A plain decimal of at most 15 digits, which a double's division rounds rightly; or nil.
  @inline(__always)
  private static func plainNumber(_ cell: UnsafePointer<UInt8>, _ count: Int) -> Double? {
    guard count <= 16 else { return nil }
    var index = cell[0] == 0x2D ? 1 : 0
    var value: Int64 = 0
    var digits = 0
    var fraction = 0
    var seenPoint = false
    while index < count {
      let digit = cell[index] &- 0x30
      if digit < 10 {
        value = value &* 10 &+ Int64(digit)
        digits &+= 1
        if seenPoint { fraction &+= 1 }
      } else if cell[index] == 0x2E, !seenPoint, digits > 0 {
        seenPoint = true
      } else {
        return nil
      }
      index &+= 1
    }
    guard digits > 0, digits <= 15, !seenPoint || fraction > 0 else { return nil }
    let magnitude = Double(value) / powers[fraction]
    return cell[0] == 0x2D ? 0 - magnitude : magnitude
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// An exact number as it is written in a cell; money where `currency` is a code, with no currency
  /// sign allowed where it is nil or empty.
  private static func exact(
    _ cell: UnsafeBufferPointer<UInt8>, scale: Int, currency: String?, _ tally: inout ColumnTally
  ) -> Outcome<Int64> {
    if isBlank(cell) { return .missing }
    guard let number = NumberCell(cell), !number.isShare else { return .failure(.notANumber) }
    if let written = number.currency {
      guard let currency, !currency.isEmpty else { return .failure(.notANumber) }
      let isSame =
        switch written {
        case .yuanOrYen: currency == "CNY" || currency == "JPY"
        case .code(let code): code.elementsEqual(currency.utf8)
        }
      guard isSame else {
        return .failure(.currencyDiffers, [Fact("currency", .text(currency))])
      }
    }
    guard let rescaled = DecimalText.rescaled(number.unscaled, from: number.scale, to: scale)
    else {
      let isTooLong =
        number.scale > scale
        && number.unscaled % DecimalText.powersOfTen[min(number.scale - scale, 38)] != 0
      if isTooLong, scale == 0 { return .failure(.notAWholeNumber) }
      return isTooLong
        ? .failure(.tooManyDigits, [Fact("scale", .integer(scale))]) : .failure(.valueOutOfRange)
    }
    let isInteger = scale == 0 && currency == nil
    guard let small = isInteger ? Int64(exactly: rescaled) : fitting(rescaled) else {
      return .failure(.valueOutOfRange)
    }
    if number.isLowerBound { tally.lowerBounds += 1 }
    return .value(small)
  }

  /// A decimal of at most 18 digits, or nil.
  private static func fitting(_ unscaled: Int128) -> Int64? {
    unscaled.magnitude < 1_000_000_000_000_000_000 ? Int64(unscaled) : nil
  }
}
