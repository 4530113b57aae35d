/// A number as people write it in a cell: `¥1,234.50`, `(1,234.50)`, `1,234.50-`, `1.2万`, `10万+`,
/// `３．５％`, `12 USD`.
struct NumberCell {
  /// The digits without the point, and how many of them stand after it.
  var unscaled: Int128 = 0
  var scale = 0
  /// `%` follows.
  var isShare = false
  /// `+` or `以上` follows, or `≥` stands before it: at least so much.
  var isLowerBound = false
  /// A currency sign or code as it was written, in ASCII where it has an ISO code.
  var currency: Currency?

  enum Currency: Hashable {
    /// `¥` and `元` are of yuan; `¥` is of yen as well.
    case yuanOrYen
    case code(CurrencyCode)
  }

  /// Reads a cell, or nil where it is no number.
  init?(_ cell: UnsafeBufferPointer<UInt8>) {
    guard cell.count <= 128 else { return nil }
    guard let number = PlainCell.with(cell, { NumberCell(plain: $0) }) else { return nil }
    self = number
  }

  private init?(plain cell: UnsafeBufferPointer<UInt8>) {
    var text = CellCursor(cell)
    text.trim()
    var isNegative = false
    if text.skip("≥") {
      isLowerBound = true
      text.trim()
    }
    if text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")") {
      isNegative = true
      text.dropFirst()
      text.dropLast()
      text.trim()
    }
    var hasSign = false
    takeSign(&text, &isNegative, &hasSign)
    if takeCurrency(&text) { takeSign(&text, &isNegative, &hasSign) }
    guard takeDigits(&text) else { return nil }
    text.trim()
    var shift = 0
    if let first = text.first {
      switch first {
      case UInt8(ascii: "w"), UInt8(ascii: "W"): shift = 4
      case UInt8(ascii: "k"), UInt8(ascii: "K"): shift = 3
      case UInt8(ascii: "M"): shift = 6
      default: break
      }
      if shift > 0 { text.dropFirst() }
    }
    while shift == 0 || shift == 4, let unit = NumberCell.takeUnit(&text) {
      // 万亿 is both.
      if shift == 4, unit != 8 { return nil }
      shift += unit
      if shift != 4 { break }
    }
    text.trim()
    takeBound(&text)
    if text.isAll("-") {
      // `1,234.50-`, as accounting programs write what is negative.
      guard !isNegative, !hasSign else { return nil }
      isNegative = true
    } else if text.isAll("%") {
      guard shift == 0, currency == nil else { return nil }
      isShare = true
    } else if !text.isAtEnd {
      guard let code = NumberCell.currency(named: text) else { return nil }
      guard currency == nil || currency == code || isYuan(code) else { return nil }
      currency = currency ?? code
    }
    if shift <= scale {
      scale -= shift
    } else {
      for _ in 0..<(shift - scale) {
        let (product, overflow) = unscaled.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        unscaled = product
      }
      scale = 0
    }
    if isNegative { unscaled = -unscaled }
  }

  private func takeSign(_ text: inout CellCursor, _ isNegative: inout Bool, _ hasSign: inout Bool) {
    guard !hasSign, !isNegative, let first = text.first,
      first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    else { return }
    isNegative = first == UInt8(ascii: "-")
    hasSign = true
    text.dropFirst()
    text.trim()
  }

  private mutating func takeBound(_ text: inout CellCursor) {
    guard text.skip("+") || text.skip("以上") else { return }
    isLowerBound = true
    text.trim()
  }

  /// Whether a yuan sign and this word say the same: `¥5元`, `CNY 5元`.
  private func isYuan(_ other: Currency) -> Bool {
    func isYuan(_ currency: Currency) -> Bool {
      currency == .yuanOrYen || currency == .code(.yuan)
    }
    return (currency.map(isYuan) ?? true) && isYuan(other)
  }

  private static let signs: [(StaticString, Currency)] = [
    ("¥", .yuanOrYen), ("US$", .code(CurrencyCode("USD"))), ("HK$", .code(CurrencyCode("HKD"))),
    ("NT$", .code(CurrencyCode("TWD"))), ("$", .code(CurrencyCode("USD"))),
    ("€", .code(CurrencyCode("EUR"))), ("£", .code(CurrencyCode("GBP"))),
  ]

  private static let words: [(StaticString, Currency)] = [
    ("元", .yuanOrYen), ("圆", .yuanOrYen), ("块", .yuanOrYen), ("人民币", .code(CurrencyCode("CNY"))),
    ("美元", .code(CurrencyCode("USD"))), ("港元", .code(CurrencyCode("HKD"))),
    ("港币", .code(CurrencyCode("HKD"))), ("欧元", .code(CurrencyCode("EUR"))),
    ("英镑", .code(CurrencyCode("GBP"))), ("日元", .code(CurrencyCode("JPY"))),
  ]

  private mutating func takeCurrency(_ text: inout CellCursor) -> Bool {
    guard let first = text.first, first &- 0x30 >= 10 else { return false }
    for (sign, currency) in NumberCell.signs where text.skip(sign) {
      self.currency = currency
      text.trim()
      return true
    }
    if text.skip("人民币") {
      currency = .code(.yuan)
      text.trim()
      return true
    }
    guard let code = NumberCell.code(text.rest.prefix { NumberCell.isCapital($0) }) else {
      return false
    }
    currency = code
    for _ in 0..<3 { text.dropFirst() }
    text.trim()
    return true
  }

  /// The currency that a word or code behind a number names, or nil.
  private static func currency(named text: CellCursor) -> Currency? {
    words.first { text.isAll($0.0) }?.1 ?? signs.first { text.isAll($0.0) }?.1
      ?? code(text.rest[...])
  }

  private static func code(_ letters: Slice<UnsafeBufferPointer<UInt8>>) -> Currency? {
    guard letters.allSatisfy(isCapital), let code = CurrencyCode(letters) else { return nil }
    return .code(code == CurrencyCode("RMB") ? .yuan : code)
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  /// Digits with thousands separators in groups of three, and a fraction.
  private mutating func takeDigits(_ text: inout CellCursor) -> Bool {
    var small: UInt64 = 0
    var isSmall = true
    var digits = 0
    var group = 0
    var groups = 0
    var seenPoint = false
    while let byte = text.first {
      if byte &- 0x30 < 10 {
        if isSmall, small >= 1_000_000_000_000_000_000 {
          isSmall = false
          unscaled = Int128(small)
        }
        if isSmall {
          small = small &* 10 &+ UInt64(byte &- 0x30)
        } else {
          let (product, overflow) = unscaled.multipliedReportingOverflow(by: 10)
          guard !overflow else { return false }
          let (sum, carry) = product.addingReportingOverflow(Int128(byte &- 0x30))
          guard !carry else { return false }
          unscaled = sum
        }
        digits += 1
        group += 1
        if seenPoint { scale += 1 }
      } else if byte == UInt8(ascii: ","), !seenPoint {
        guard groups == 0 ? (1...3).contains(group) : group == 3 else { return false }
        groups += 1
        group = 0
      } else if byte == UInt8(ascii: "."), !seenPoint {
        guard groups == 0 || group == 3 else { return false }
        seenPoint = true
      } else {
        break
      }
      text.dropFirst()
    }
    if isSmall { unscaled = Int128(small) }
    guard digits > 0 else { return false }
    return groups == 0 || seenPoint || group == 3
  }

  /// The power of ten of 万, 亿 or 千 at the start, or nil.
  private static func takeUnit(_ text: inout CellCursor) -> Int? {
    if text.skip("万") || text.skip("萬") { return 4 }
    if text.skip("亿") || text.skip("億") { return 8 }
    if text.skip("千") { return 3 }
    return nil
  }
}
