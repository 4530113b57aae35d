/// A phone number as people and exports write it in a cell.
enum PhoneCell {
  /// Bare digits; with a `+` where the number is of another country than the mainland.
  case number(ArraySlice<UInt8>)
  /// A number made for one order, with an extension.
  case virtual
  /// A spreadsheet has rounded it.
  case rounded
  /// No phone number.
  case none

  /// Reads a cell without its wrappers.
  static func read(_ cell: UnsafeBufferPointer<UInt8>) -> PhoneCell {
    guard cell.count <= 96 else { return .none }
    return PlainCell.with(cell) { read(plain: $0) }
  }

  private static func read(plain: UnsafeBufferPointer<UInt8>) -> PhoneCell {
    let leading = plain.prefix { isDigit($0) }.count
    if leading > 0, leading < plain.count, ValueReader.isScientific(plain, after: leading) {
      return .rounded
    }
    var digits: [UInt8] = []
    var mobile = 0
    var index = plain.startIndex
    while index < plain.endIndex {
      let byte = plain[index]
      if isDigit(byte) || byte == UInt8(ascii: "+") && digits.isEmpty {
        digits.append(byte)
      } else if plain[index...].starts(with: "转".utf8) {
        return isMobile(national(digits[...])) ? .virtual : .none
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "#")
      {
        // Where a mobile is complete before a hyphen, what follows is an extension.
        if isMobile(national(digits[...])) { mobile = digits.count }
      } else if byte == UInt8(ascii: "."), plain[index...].dropFirst().allSatisfy({ $0 == 0x30 }) {
        break
      } else if ![0x20, 0x09, 0x28, 0x29, 0x2E].contains(byte) {
        return .none
      }
      index += 1
    }
    if mobile > 0, mobile < digits.count { return .virtual }
    let number = national(digits[...])
    if isMobile(number) { return .number(number) }
    let isForeign = number.first == UInt8(ascii: "+")
    let bare = isForeign ? number.dropFirst() : number
    guard bare.allSatisfy(isDigit), (isForeign ? 7...15 : 5...12).contains(bare.count),
      !bare.allSatisfy({ $0 == bare.first })
    else { return .none }
    // As long as a mobile but for a digit or more: one was lost or doubled.
    let isBroken =
      !isForeign && number.first == UInt8(ascii: "1") && bare.count > 6
      && !bare.starts(with: "10".utf8)
    return isBroken ? .none : .number(number)
  }

  /// Eleven digits that start with 13 to 19, not all the same.
  static func isMobile<Text: RandomAccessCollection<UInt8>>(_ text: Text) -> Bool {
    guard text.count == 11, text.first == UInt8(ascii: "1"),
      let second = text.dropFirst().first, second >= UInt8(ascii: "3")
    else { return false }
    return text.allSatisfy(isDigit)
  }

  /// A number without the prefix of the mainland.
  private static func national(_ number: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for prefix in ["+86", "0086", "86"] where number.starts(with: prefix.utf8) {
      let rest = number.dropFirst(prefix.utf8.count)
      if isMobile(rest) { return rest }
      // A landline abroad is dialled without its 0.
      if prefix == "+86", (9...11).contains(rest.count), rest.first != UInt8(ascii: "0") {
        return ArraySlice([UInt8(ascii: "0")] + rest)
      }
    }
    return number
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
