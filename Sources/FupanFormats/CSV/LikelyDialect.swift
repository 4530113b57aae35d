/// What cuts the beginning of a text into rows most evenly: delimiter, quote and escape character.
struct LikelyDialect {
  let delimiter: UInt8
  let quoting: Quoting
  /// How many fields most records have, and how many records these are; 1 and 0 where no record has
  /// several.
  private(set) var width = 1
  private(set) var records = 0
  /// How many of the others have another number of fields or are no sound records.
  private(set) var odd = 0

  /// How much of a text is looked at.
  private static let length = 64 << 10

  /// The text cut by the delimiter, of comma, tab, semicolon and `|`, that cuts the most records into
  /// one and the same number of fields, at least two.
  static func of(_ text: [UInt8], isWhole: Bool, _ quoting: Quoting) -> LikelyDialect {
    var best = LikelyDialect(",", quoting, text, isWhole: isWhole)
    for delimiter: Unicode.Scalar in ["\t", ";", "|"] {
      let other = LikelyDialect(delimiter, quoting, text, isWhole: isWhole)
      if other.records > best.records { best = other }
    }
    return best
  }

  /// The same with the quote and the escape character that leave the fewest odd records; of several
  /// the usual ones, except where cells are plainly enclosed in apostrophes.
  static func of(_ text: [UInt8], isWhole: Bool) -> LikelyDialect {
    let (double, single) = (UInt8(ascii: "\""), UInt8(ascii: "'"))
    var quotings = [Quoting()]
    if isEnclosed(text, in: single, isWhole: isWhole) {
      quotings.insert(Quoting(quote: single), at: 0)
    } else if text.contains(single) {
      quotings.append(Quoting(quote: single))
    }
    for quoting in quotings where text.contains(UInt8(ascii: "\\")) {
      quotings.append(Quoting(quote: quoting.quote, escape: UInt8(ascii: "\\")))
    }
    if text.contains(double) { quotings.append(Quoting(quote: nil)) }
    var best = of(text, isWhole: isWhole, quotings[0])
    for quoting in quotings.dropFirst() where best.odd > 0 {
      let other = of(text, isWhole: isWhole, quoting)
      if other.odd < best.odd, other.records >= best.records { best = other }
    }
    return best
  }

  private init(
    _ delimiter: Unicode.Scalar, _ quoting: Quoting, _ text: [UInt8], isWhole: Bool
  ) {
    self.delimiter = UInt8(truncatingIfNeeded: delimiter.value)
    self.quoting = quoting
    var widths: [Int: Int] = [:]
    LikelyDialect.forEachRecord(of: text, self.delimiter, quoting, isWhole: isWhole) { record in
      if record.isBlank { return }
      if record.fault == nil, record.cells.count > 1 {
        widths[record.cells.count, default: 0] += 1
      } else {
        odd += 1
      }
    }
    odd += widths.values.reduce(0, +)
    guard let most = widths.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return }
    (width, records) = (most.key, most.value)
    odd -= records
  }

  /// Whether half of the cells or more, and three at least, stand between two of a character.
  private static func isEnclosed(_ text: [UInt8], in quote: UInt8, isWhole: Bool) -> Bool {
    let delimiter = of(text, isWhole: isWhole, Quoting(quote: quote)).delimiter
    var (filled, enclosed) = (0, 0)
    forEachRecord(of: text, delimiter, Quoting(quote: quote), isWhole: isWhole) { record in
      filled += record.cells.count { !$0.bytes.isEmpty }
      enclosed += record.cells.count { $0.isQuoted && !$0.bytes.isEmpty }
    }
    return enclosed > 2 && enclosed * 2 >= filled
  }

  private static func forEachRecord(
    of text: [UInt8], _ delimiter: UInt8, _ quoting: Quoting, isWhole: Bool,
    _ body: (DelimitedRecord) -> Void
  ) {
    let bytes = Array(text.prefix(length))
    var position = 0
    while position < bytes.count,
      let record = DelimitedRecord.read(
        bytes, from: position, delimiter: delimiter, quoting: quoting, maxRecordBytes: length,
        atEnd: isWhole && bytes.count == text.count)
    {
      body(record)
      position = record.end
    }
  }
}
