import FupanData
import FupanDiagnostics

extension ValueReader {
  func integers(_ column: TextColumn) -> Result {
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    let values = fixed(
      column, zero: Int64(0), &failures,
      fast: { ValueReader.commonDecimal($0, $1, scale: 0, isYuan: false) },
      slow: { cell in
        ValueReader.exact(cell, scale: 0, currency: nil, &tally)
      })
    return Result(column: .integer(values), failures: failures, tally: tally)
  }

  func decimals(_ column: TextColumn, scale: Int, currency: String?) -> Result {
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    let isYuan = currency == "CNY" || currency == "JPY"
    let values = fixed(
      column, zero: Int64(0), &failures,
      fast: { ValueReader.commonDecimal($0, $1, scale: scale, isYuan: isYuan) },
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
          ? DecimalText.plain(cell, count - 1, scale: 4)
          : DecimalText.plain(cell, count, scale: percentScale ? 4 : 6)
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
        return DecimalText.plain(cell, isSeconds ? count - 3 : count, scale: 3)
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
        let text = PlainCell.with(cell) { String(decoding: $0, as: UTF8.self) }
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

  /// The number in most cells: plain digits, or as people write amounts; nil for the longer path.
  @inline(__always)
  private static func commonDecimal(
    _ cell: UnsafePointer<UInt8>, _ count: Int, scale: Int, isYuan: Bool
  ) -> Int64? {
    DecimalText.plain(cell, count, scale: scale)
      ?? amount(cell, count, scale: scale, isYuan: isYuan)
  }

  /// `¥1,234.50`, `-￥12`, `1.2万`, `3千元`: at most a sign of yuan where the column is of them, digits
  /// with or without thousands separators, one unit and 元; nil for the longer path.
  private static func amount(
    _ cell: UnsafePointer<UInt8>, _ count: Int, scale: Int, isYuan: Bool
  ) -> Int64? {
    guard count <= 40 else { return nil }
    var index = 0
    let isNegative = cell[0] == 0x2D
    if isNegative { index = 1 }
    if isYuan, index &+ 2 < count, cell[index] >= 0x80 {
      if cell[index] == 0xC2, cell[index &+ 1] == 0xA5 {
        index &+= 2
      } else if cell[index] == 0xEF, cell[index &+ 1] == 0xBF, cell[index &+ 2] == 0xA5 {
        index &+= 3
      }
    }
    var value: Int64 = 0
    var digits = 0
    var group = 0
    var isGrouped = false
    while index < count {
      let byte = cell[index]
      if byte &- 0x30 < 10 {
        value = value &* 10 &+ Int64(byte &- 0x30)
        digits &+= 1
        group &+= 1
      } else if byte == 0x2C {
        guard isGrouped ? group == 3 : group >= 1 && group <= 3 else { return nil }
        isGrouped = true
        group = 0
      } else {
        break
      }
      index &+= 1
    }
    guard digits > 0, !isGrouped || group == 3 else { return nil }
    var power = scale
    if index &+ 1 < count, cell[index] == 0x2E {
      index &+= 1
      while index < count, cell[index] &- 0x30 < 10 {
        value = value &* 10 &+ Int64(cell[index] &- 0x30)
        digits &+= 1
        power &-= 1
        index &+= 1
      }
      // The point was the last.
      guard cell[index &- 1] != 0x2E else { return nil }
    }
    if count &- index >= 3 {
      switch (cell[index], cell[index &+ 1], cell[index &+ 2]) {
      case (0xE4, 0xB8, 0x87): power &+= 4
      case (0xE4, 0xBA, 0xBF): power &+= 8
      case (0xE5, 0x8D, 0x83): power &+= 3
      default: index &-= 3
      }
      index &+= 3
    }
    if isYuan, count &- index == 3, cell[index] == 0xE5, cell[index &+ 1] == 0x85,
      cell[index &+ 2] == 0x83
    {
      index = count
    }
    // So few digits that the shift stays within 18 of them.
    guard index == count, power >= 0, digits &+ power <= 18 else { return nil }
    while power > 0 {
      value = value &* 10
      power &-= 1
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
        case .code(let code): code == CurrencyCode(currency.utf8)
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
