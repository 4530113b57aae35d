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
    case code([UInt8])
  }

  /// Reads a cell, or nil where it is no number.
  init?(_ cell: UnsafeBufferPointer<UInt8>) {
    guard cell.count <= 128 else { return nil }
    var text = NumberCell.plain(cell)
    NumberCell.trim(&text)
    var isNegative = false
    if text.starts(with: "≥".utf8) {
      isLowerBound = true
      text = text.dropFirst(3)
      NumberCell.trim(&text)
    }
    if text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")") {
      isNegative = true
      text = text.dropFirst().dropLast()
      NumberCell.trim(&text)
    }
    var hasSign = false
    takeSign(&text, &isNegative, &hasSign)
    if takeCurrency(&text) { takeSign(&text, &isNegative, &hasSign) }
    guard takeDigits(&text) else { return nil }
    NumberCell.trim(&text)
    var shift = 0
    if let first = text.first {
      switch first {
      case UInt8(ascii: "w"), UInt8(ascii: "W"): shift = 4
      case UInt8(ascii: "k"), UInt8(ascii: "K"): shift = 3
      case UInt8(ascii: "M"): shift = 6
      default: break
      }
      if shift > 0 { text = text.dropFirst() }
    }
    while shift == 0 || shift == 4, let unit = NumberCell.unit(text) {
      // 万亿 is both.
      if shift == 4, unit != 8 { return nil }
      shift += unit
      text = text.dropFirst(3)
      if shift != 4 { break }
    }
    NumberCell.trim(&text)
    takeBound(&text)
    if text.first == UInt8(ascii: "-"), text.count == 1 {
      // `1,234.50-`, as accounting programs write what is negative.
      guard !isNegative, !hasSign else { return nil }
      isNegative = true
      text = []
    } else if text.elementsEqual([UInt8(ascii: "%")]) {
      guard shift == 0, currency == nil else { return nil }
      isShare = true
      text = []
    } else if !text.isEmpty {
      guard let code = NumberCell.currency(named: text) else { return nil }
      guard currency == nil || currency == code || isYuan(code) else { return nil }
      currency = currency ?? code
      text = []
    }
    guard text.isEmpty else { return nil }
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

  private func takeSign(
    _ text: inout ArraySlice<UInt8>, _ isNegative: inout Bool, _ hasSign: inout Bool
  ) {
    guard !hasSign, !isNegative, let first = text.first,
      first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    else { return }
    isNegative = first == UInt8(ascii: "-")
    hasSign = true
    text = text.dropFirst()
    NumberCell.trim(&text)
  }

  private mutating func takeBound(_ text: inout ArraySlice<UInt8>) {
    if text.first == UInt8(ascii: "+") {
      text = text.dropFirst()
    } else if text.starts(with: "以上".utf8) {
      text = text.dropFirst("以上".utf8.count)
    } else {
      return
    }
    isLowerBound = true
    NumberCell.trim(&text)
  }

  /// Whether a yuan sign and this word say the same: `¥5元`, `CNY 5元`.
  private func isYuan(_ other: Currency) -> Bool {
    let yuan: [Currency] = [.yuanOrYen, .code(Array("CNY".utf8))]
    return currency.map { yuan.contains($0) } ?? true && yuan.contains(other)
  }

  private static let signs: [(String, Currency)] = [
    ("¥", .yuanOrYen), ("US$", .code(Array("USD".utf8))), ("HK$", .code(Array("HKD".utf8))),
    ("NT$", .code(Array("TWD".utf8))), ("$", .code(Array("USD".utf8))),
    ("€", .code(Array("EUR".utf8))), ("£", .code(Array("GBP".utf8))),
  ]

  private static let words: [(String, Currency)] = [
    ("元", .yuanOrYen), ("圆", .yuanOrYen), ("块", .yuanOrYen), ("人民币", .code(Array("CNY".utf8))),
    ("美元", .code(Array("USD".utf8))), ("港元", .code(Array("HKD".utf8))),
    ("港币", .code(Array("HKD".utf8))), ("欧元", .code(Array("EUR".utf8))),
    ("英镑", .code(Array("GBP".utf8))), ("日元", .code(Array("JPY".utf8))),
  ]

  private mutating func takeCurrency(_ text: inout ArraySlice<UInt8>) -> Bool {
    for (sign, currency) in NumberCell.signs where text.starts(with: sign.utf8) {
      self.currency = currency
      text = text.dropFirst(sign.utf8.count)
      NumberCell.trim(&text)
      return true
    }
    if text.starts(with: "人民币".utf8) {
      currency = .code(Array("CNY".utf8))
      text = text.dropFirst("人民币".utf8.count)
      NumberCell.trim(&text)
      return true
    }
    guard let code = NumberCell.code(text.prefix { NumberCell.isCapital($0) }) else { return false }
    currency = code
    text = text.dropFirst(3)
    NumberCell.trim(&text)
    return true
  }

  /// The currency that a word or code behind a number names, or nil.
  private static func currency(named text: ArraySlice<UInt8>) -> Currency? {
    words.first { text.elementsEqual($0.0.utf8) }?.1
      ?? signs.first { text.elementsEqual($0.0.utf8) }?.1 ?? code(text)
  }

  private static func code(_ letters: ArraySlice<UInt8>) -> Currency? {
    guard letters.count == 3, letters.allSatisfy(isCapital) else { return nil }
    return letters.elementsEqual("RMB".utf8) ? .code(Array("CNY".utf8)) : .code(Array(letters))
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  /// Digits with thousands separators in groups of three, and a fraction.
  private mutating func takeDigits(_ text: inout ArraySlice<UInt8>) -> Bool {
    var digits = 0
    var group = 0
    var groups = 0
    var seenPoint = false
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        let (product, overflow) = unscaled.multipliedReportingOverflow(by: 10)
        guard !overflow else { return false }
        unscaled = product + Int128(byte - UInt8(ascii: "0"))
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
      index += 1
    }
    guard digits > 0, !seenPoint || scale > 0 || digits > 0 else { return false }
    if groups > 0, !seenPoint, group != 3 { return false }
    text = text[index...]
    return true
  }

  /// The power of ten of 万, 亿 or 千 at the start, or nil.
  private static func unit(_ text: ArraySlice<UInt8>) -> Int? {
    if text.starts(with: "万".utf8) || text.starts(with: "萬".utf8) { return 4 }
    if text.starts(with: "亿".utf8) || text.starts(with: "億".utf8) { return 8 }
    if text.starts(with: "千".utf8) { return 3 }
    return nil
  }

  private static func trim(_ text: inout ArraySlice<UInt8>) {
    while let first = text.first, first == 0x20 || first == 0x09 { text = text.dropFirst() }
    while let last = text.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
  }

  /// The cell with full-width forms in ASCII, `￥` as `¥`, minus signs as `-` and odd spaces as spaces.
  static func plain(_ cell: UnsafeBufferPointer<UInt8>) -> ArraySlice<UInt8> {
    var result: [UInt8] = []
    result.reserveCapacity(cell.count)
    var index = 0
    while index < cell.count {
      let byte = cell[index]
      if byte < 0x80 {
        result.append(byte)
        index += 1
        continue
      }
      let length = UTF8Scan.characterLength(cell, at: index) ?? 1
      switch (byte, length) {
      case (0xC2, 2) where cell[index + 1] == 0xA0: result.append(0x20)
      case (0xEF, 3):
        let scalar =
          0xF000 | UInt32(cell[index + 1] & 0x3F) << 6 | UInt32(cell[index + 2] & 0x3F)
        switch scalar {
        case 0xFF01...0xFF5E: result.append(UInt8(scalar - 0xFF01 + 0x21))
        case 0xFFE5: result.append(contentsOf: "¥".utf8)
        case 0xFEFF: break
        default: result.append(contentsOf: cell[index..<index + length])
        }
      case (0xE2, 3) where cell[index + 1] == 0x88 && cell[index + 2] == 0x92:
        result.append(UInt8(ascii: "-"))
      case (0xE3, 3) where cell[index + 1] == 0x80 && cell[index + 2] == 0x80:
        result.append(0x20)
      case (0xE2, 3) where cell[index + 1] == 0x80 && (0x80...0x8D).contains(cell[index + 2]):
        // Spaces of odd widths; those of no width vanish.
        if cell[index + 2] < 0x8B { result.append(0x20) }
      default: result.append(contentsOf: cell[index..<index + length])
      }
      index += length
    }
    return result[...]
  }
}
