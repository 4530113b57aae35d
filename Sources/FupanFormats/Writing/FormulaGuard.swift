/// Tells text that a spreadsheet would run as a formula.
package enum FormulaGuard {
  /// Whether a cell's text starts with `=`, `+`, `-`, `@`, a tab or a line end, spaces before it and
  /// full-width forms included.
  package static func isNeeded(_ text: [UInt8]) -> Bool {
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A,
        0x0D:
        return true
      case 0x20: index += 1
      case 0xC2 where index + 1 < text.count && text[index + 1] == 0xA0: index += 2
      case 0xE3 where text[index...].starts(with: [0xE3, 0x80, 0x80]): index += 3
      case 0xEF:
        // ＝ ＋ － ＠, and the byte order mark that some programs skip.
        let rest = text[index...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) {
          index += 3
          continue
        }
        return [[0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0xA0]]
          .contains { rest.starts(with: $0 as [UInt8]) }
      default: return false
      }
    }
    return false
  }
}
