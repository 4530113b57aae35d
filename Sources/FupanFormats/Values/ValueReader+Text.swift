import FupanData
import FupanDiagnostics

extension ValueReader {
  /// A cell without spaces and invisible marks at both ends: ASCII spaces, tabs and line ends,
  /// U+00A0, U+3000, U+FEFF, and the zero-width and direction marks U+200B to U+200F, U+202A to
  /// U+202E, U+2060 to U+2069. Within the cell they stay: emoji are made of them.
  static func trim(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var low = 0
    var high = cell.count
    while low < high {
      let width = leadingSpace(cell, low, high)
      if width == 0 { break }
      low += width
    }
    while high > low {
      let width = trailingSpace(cell, low, high)
      if width == 0 { break }
      high -= width
    }
    return UnsafeBufferPointer(rebasing: cell[low..<high])
  }

  private static func leadingSpace(
    _ cell: UnsafeBufferPointer<UInt8>, _ low: Int, _ high: Int
  ) -> Int {
    let byte = cell[low]
    if byte == 0x20 || (0x09...0x0D).contains(byte) { return 1 }
    if byte < 0xC2 { return 0 }
    if low + 2 <= high, byte == 0xC2, cell[low + 1] == 0xA0 { return 2 }
    if low + 3 <= high, isWideSpace(byte, cell[low + 1], cell[low + 2]) { return 3 }
    return 0
  }

  private static func trailingSpace(
    _ cell: UnsafeBufferPointer<UInt8>, _ low: Int, _ high: Int
  ) -> Int {
    let byte = cell[high - 1]
    if byte == 0x20 || (0x09...0x0D).contains(byte) { return 1 }
    if byte < 0x80 { return 0 }
    if high - 2 >= low, byte == 0xA0, cell[high - 2] == 0xC2 { return 2 }
    if high - 3 >= low, isWideSpace(cell[high - 3], cell[high - 2], byte) { return 3 }
    return 0
  }

  private static func isWideSpace(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second) {
    case (0xE3, 0x80): third == 0x80
    case (0xEF, 0xBB): third == 0xBF
    case (0xE2, 0x80): (0x8B...0x8F).contains(third) || (0xAA...0xAE).contains(third)
    case (0xE2, 0x81): (0xA0...0xA9).contains(third)
    default: false
    }
  }

  /// The column with every cell trimmed; the column itself where nothing changes.
  static func trimmed(_ column: TextColumn) -> TextColumn {
    if column.isCoded {
      return TextColumn(trimmed(column.texts), codes: column.codes, validity: column.validity)
    }
    let isTrimmed = column.forEachCell { _, cell in
      cell.isEmpty
        || leadingSpace(cell, 0, cell.count) == 0 && trailingSpace(cell, 0, cell.count) == 0
    }
    if isTrimmed { return column }
    return mapped(column) { _, cell, target in copy(trim(cell), to: target) }
  }

  /// A column of text cell by cell; `body` takes a row and its cell, and writes what the cell becomes,
  /// which is never longer than it was: how many bytes that are, or nil where it is missing. Cells
  /// that are missing stay so.
  @inline(__always)
  static func mapped(
    _ column: TextColumn,
    _ body: (_ row: Int, UnsafeBufferPointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>) -> Int?
  ) -> TextColumn {
    let count = column.count
    var validity = column.validity
    var offsets: [UInt32] = []
    let most = column.writtenBytes
    let bytes = [UInt8](unsafeUninitializedCapacity: max(most, 1)) { target, filled in
      var end = 0
      offsets = [UInt32](unsafeUninitializedCapacity: count + 1) { offsets, initialized in
        offsets.initialize(repeating: 0)
        initialized = count + 1
        guard let target = target.baseAddress else { return }
        // A row that is missing ends where the one before it does.
        var next = 0
        _ = column.forEachCell { row, cell in
          while next <= row {
            offsets[next] = UInt32(truncatingIfNeeded: end)
            next += 1
          }
          if let written = body(row, cell, target + end) {
            end += written
          } else {
            if validity == nil { validity = Validity(repeating: true, count: count) }
            validity?.set(row, false)
          }
          return true
        }
        while next <= count {
          offsets[next] = UInt32(truncatingIfNeeded: end)
          next += 1
        }
      }
      filled = end
    }
    return TextColumn(bytes: bytes, offsets: offsets, validity: validity)
  }

  /// Writes bytes and gives how many there are.
  @inline(__always)
  static func copy(
    _ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if let source = bytes.baseAddress { target.update(from: source, count: bytes.count) }
    return bytes.count
  }

  /// Opaque ids without their wrappers: `="193…"`, a leading `'`, `` ` `` or tab, a trailing tab, a
  /// trailing `.0`. Leading zeros stay; full-width digits and letters become ASCII ones.
  func identifiers(_ column: TextColumn) -> Result {
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    let hasWide = column.bytes.withUnsafeBufferPointer {
      $0.firstIndex(of: 0xEF, in: 0..<$0.count) != nil
    }
    if !hasWide, ValueReader.areClean(column, &tally) {
      return Result(column: .text(column), tally: tally)
    }
    tally = ColumnTally()
    let texts = ValueReader.mapped(column) { row, cell, target in
      var rest = ValueReader.unwrapped(cell)
      let digits = rest.prefix { (0x30...0x39).contains($0) }.count
      if digits > 0, digits < rest.count {
        if ValueReader.isScientific(rest, after: digits) {
          failures.append(ValueFailure(row: row, message: .idPrecisionLost))
          return nil
        }
        if rest[digits] == UInt8(ascii: "."), digits + 1 < rest.count,
          rest[(digits + 1)...].allSatisfy({ $0 == 0x30 })
        {
          rest = UnsafeBufferPointer(rebasing: rest[..<digits])
        }
      }
      if digits == rest.count { tally.addIdentifier(ofDigits: rest) }
      guard !rest.isEmpty else { return nil }
      if hasWide, rest.contains(0xEF) { return ValueReader.narrow(rest, to: target) }
      return ValueReader.copy(rest, to: target)
    }
    return Result(column: .text(texts), failures: failures, tally: tally)
  }

  /// Whether an id stays as it is: a letter first and a letter or digit last, or digits, a letter or
  /// hyphen and a letter or digit last where the digits are no number with an exponent.
  private static func isPlainIdentifier(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.first, let last = cell.last else { return false }
    if (0x61...0x7A).contains(first | 0x20) {
      return (0x61...0x7A).contains(last | 0x20) || (0x30...0x39).contains(last)
    }
    var digits = 0
    while digits < cell.count, (0x30...0x39).contains(cell[digits]) { digits += 1 }
    guard digits > 0, digits < cell.count else { return false }
    let next = cell[digits]
    let isLetter = (0x61...0x7A).contains(next | 0x20) && next | 0x20 != UInt8(ascii: "e")
    guard isLetter || next == UInt8(ascii: "-") else { return false }
    return (0x61...0x7A).contains(last | 0x20) || (0x30...0x39).contains(last)
  }

  /// Whether all ids stay as they are: digits only, or such as ``isPlainIdentifier(_:)`` tells.
  private static func areClean(_ column: TextColumn, _ tally: inout ColumnTally) -> Bool {
    column.forEachCell { _, cell in
      guard areDigits(cell) else { return isPlainIdentifier(cell) }
      tally.addIdentifier(ofDigits: cell)
      return !cell.isEmpty
    }
  }

  /// Whether a cell is nothing but digits, looked at eight at a time.
  private static func areDigits(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.count >= 8 else { return cell.allSatisfy { $0 &- 0x30 < 10 } }
    let raw = UnsafeRawBufferPointer(cell)
    var found: UInt64 = 0
    var index = 0
    func look(_ index: Int) {
      let digits = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ 0x3030_3030_3030_3030
      found |= (digits &+ 0x7676_7676_7676_7676) | digits
    }
    while index + 8 <= raw.count {
      look(index)
      index += 8
    }
    if index < raw.count { look(raw.count - 8) }
    return found & 0x8080_8080_8080_8080 == 0
  }

  /// A cell without what spreadsheets and exports put around text to keep it text.
  static func unwrapped(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var rest = trim(cell)
    if rest.count >= 3, rest[0] == UInt8(ascii: "="), rest[1] == UInt8(ascii: "\""),
      rest[rest.count - 1] == UInt8(ascii: "\"")
    {
      rest = trim(UnsafeBufferPointer(rebasing: rest[2..<rest.count - 1]))
    }
    while let first = rest.first, first == UInt8(ascii: "'") || first == UInt8(ascii: "`") {
      rest = trim(UnsafeBufferPointer(rebasing: rest[1...]))
    }
    return rest
  }

  /// Writes full-width digits, letters and marks as ASCII ones and everything else as it stands, and
  /// gives how many bytes they are.
  private static func narrow(
    _ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var index = 0
    var end = 0
    while index < text.count {
      if text[index] == 0xEF, index + 2 < text.count {
        let scalar =
          0xF000 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
        if (0xFF01...0xFF5E).contains(scalar) {
          target[end] = UInt8(scalar - 0xFF01 + 0x21)
          end += 1
          index += 3
          continue
        }
      }
      target[end] = text[index]
      end += 1
      index += 1
    }
    return end
  }

  /// `1.93068E+15`: digits, a point and digits, then E and an exponent.
  static func isScientific(
    _ text: UnsafeBufferPointer<UInt8>, after digits: Int
  ) -> Bool {
    var index = digits
    let hasPoint = text[index] == UInt8(ascii: ".")
    if text[index] == UInt8(ascii: ".") {
      index += 1
      while index < text.count, (0x30...0x39).contains(text[index]) { index += 1 }
    }
    guard index + 1 < text.count, text[index] | 0x20 == UInt8(ascii: "e") else { return false }
    index += 1
    // An id such as 12E5 has neither point nor sign; a spreadsheet writes one of them.
    let hasSign = text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-")
    guard hasPoint || hasSign else { return false }
    let exponent = text[(index + (hasSign ? 1 : 0))...]
    return !exponent.isEmpty && exponent.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Lists of items between separators, trimmed, empty ones left out. An item in quotes may hold
  /// the separator: `"VIP","Blog"`; so may an item that is declared.
  func lists(_ column: TextColumn, separator: String) -> Result {
    let separator = Array(separator.utf8)
    let declared = (conversion.vocabulary?.entries ?? []).map { Array($0.text.utf8) }
      .filter { text in text.indices.contains { text[$0...].starts(with: separator) } }
      .sorted { $0.count > $1.count }
    var items = TextAppender(rows: column.count * 2, bytes: column.bytes.count)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(column.count + 1)
    column.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<column.count {
        if column.isValid(row) {
          let cell = UnsafeBufferPointer(rebasing: bytes[column.range(row)])
          ValueReader.split(cell, separator, declared) { items.append($0) }
        }
        offsets.append(UInt32(items.count))
      }
    }
    var result = ListColumn()
    result.items = items.finish()
    result.offsets = offsets
    result.validity = column.validity
    return Result(column: .list(result))
  }

  /// Lists whose order is an answer: one that names an item twice is refused.
  func rankings(_ column: TextColumn, separator: String) -> Result {
    var result = lists(column, separator: separator)
    guard case .list(let ranked) = result.column else { return result }
    for row in 0..<ranked.count {
      let items = ranked.range(row).map { ranked.items.slice($0) }
      let repeats = items.indices.contains { place in
        items[..<place].contains { $0.elementsEqual(items[place]) }
      }
      if repeats { result.failures.append(ValueFailure(row: row, message: .rankingRepeats)) }
    }
    if !result.failures.isEmpty {
      result.column = ValueReader.without(Set(result.failures.map { $0.row }), result.column)
    }
    return result
  }

  private static func split(
    _ cell: UnsafeBufferPointer<UInt8>, _ separator: [UInt8], _ declared: [[UInt8]],
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var start = 0
    while start <= cell.count {
      var index = start
      let quoted = quotedItem(cell, from: start, separator)
      if let quoted {
        index = quoted.end
      } else if !declared.isEmpty {
        index = declaredItem(cell, from: start, separator, declared) ?? index
      }
      while index < cell.count, separator.isEmpty || !cell[index...].starts(with: separator) {
        index += 1
      }
      if let quoted {
        quoted.text.withUnsafeBufferPointer { if !$0.isEmpty { body($0) } }
      } else {
        let item = trim(UnsafeBufferPointer(rebasing: cell[start..<index]))
        if !item.isEmpty { body(item) }
      }
      start = index + max(separator.count, 1)
    }
  }

  /// Where the longest declared item that starts here ends, or nil where none does.
  private static func declaredItem(
    _ cell: UnsafeBufferPointer<UInt8>, from start: Int, _ separator: [UInt8],
    _ declared: [[UInt8]]
  ) -> Int? {
    var start = start
    while start < cell.count, cell[start] == 0x20 { start += 1 }
    for item in declared where cell[start...].starts(with: item) {
      let end = start + item.count
      let rest = cell[end...].drop { $0 == 0x20 }
      if rest.isEmpty || rest.starts(with: separator) { return end }
    }
    return nil
  }

  /// The text of an item in quotes and where it ends, or nil where none starts or it does not close
  /// before a separator or the end.
  private static func quotedItem(
    _ cell: UnsafeBufferPointer<UInt8>, from start: Int, _ separator: [UInt8]
  ) -> (text: [UInt8], end: Int)? {
    guard start < cell.count, cell[start] == UInt8(ascii: "\"") else { return nil }
    var text: [UInt8] = []
    var index = start + 1
    while index < cell.count {
      if cell[index] == UInt8(ascii: "\"") {
        if index + 1 < cell.count, cell[index + 1] == UInt8(ascii: "\"") {
          index += 1
        } else {
          let end = index + 1
          return end == cell.count || cell[end...].starts(with: separator) ? (text, end) : nil
        }
      }
      text.append(cell[index])
      index += 1
    }
    return nil
  }
}
