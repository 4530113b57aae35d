import FupanPlan

/// Tells total rows by their first filled cells, fast for all others.
///
/// A record is a total row if its first or second filled cell is one of the labels, after NFKC
/// normalisation and without spaces, letter case and a colon; `华东小计` and `East Total` are labels as
/// well. So is a record whose first cell is empty and that holds numbers only, as exports of GA4 write
/// their totals.
struct TotalRowLabels: Sendable {
  private let labels: [[UInt8]]
  /// Whether a cell that ends with a byte can be a label.
  private let isPossible: [Bool]
  /// Whether only the labels themselves tell: where nobody said that there are total rows, a row of
  /// numbers only and a name such as `华东 小计` may be data.
  let isGuess: Bool

  /// Nil where there are no total rows.
  init?(_ totals: ReadOptions.Totals) {
    if totals == .data { return nil }
    isGuess = totals == .unknown
    labels = [
      "合计", "总计", "小计", "汇总", "共计", "总合计", "Total", "Totals", "Subtotal", "Grand total",
      "Grand totals",
    ].map { TotalRowLabels.key($0) }
    var isPossible = [Bool](repeating: false, count: 256)
    for label in labels {
      guard let last = label.last else { continue }
      isPossible[Int(last)] = true
      if (0x61...0x7A).contains(last) { isPossible[Int(last) - 0x20] = true }
    }
    // Spaces, a colon, and ends of characters that NFKC changes.
    for byte in 0...0x20 { isPossible[byte] = true }
    isPossible[Int(UInt8(ascii: ":"))] = true
    for byte in 0x80...0xBF { isPossible[byte] = true }
    self.isPossible = isPossible
  }

  @inline(__always)
  func match(_ location: LocatedRows.Location, in base: UnsafePointer<UInt8>) -> Bool {
    let start = LocatedRows.start(location)
    let count = LocatedRows.length(location)
    guard count <= 64, isPossible[Int(base[start + count - 1])] else { return false }
    return matchSlowly(UnsafeBufferPointer(start: base + start, count: count))
  }

  /// Whether a record whose first cell is empty holds numbers only; days and times are none.
  static func areNumbers(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var hasDigit = false
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if (0x30...0x39).contains(byte) {
        hasDigit = true
      } else if byte >= 0x80 {
        // The yuan sign, narrow and wide, is all that stands in numbers.
        if byte == 0xC2, index + 1 < range.upperBound, text[index + 1] == 0xA5 {
          index += 1
        } else if text[index..<range.upperBound].starts(with: "￥".utf8) {
          index += 2
        } else {
          return false
        }
      } else if (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "/")
        || byte == UInt8(ascii: ":")
      {
        return false
      } else if byte == UInt8(ascii: "-"), index > range.lowerBound,
        (0x30...0x39).contains(text[index - 1])
      {
        return false
      }
      index += 1
    }
    return hasDigit
  }

  /// The first filled cell of a record, for people.
  static func label(of text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ delimiter: UInt8)
    -> String
  {
    let isEdge: (UInt8) -> Bool = { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 <= 0x20 }
    let cell = text[range].drop(while: isEdge).prefix {
      $0 != delimiter && $0 != UInt8(ascii: "\"")
    }
    let label = HeaderName.cleaned(String(decoding: cell, as: UTF8.self))
    return label.utf8.contains { (0x30...0x39).contains($0) } ? "" : label
  }

  /// Whether a cell may begin a label; what NFKC changes may.
  private func mayBegin(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = cell.firstIndex(where: { $0 > 0x20 }) else { return false }
    switch cell[start] {
    case ..<0x7F: return labels.contains { $0.first == cell[start] | 0x20 }
    case 0xE4...0xE9: return labels.contains { cell[start...].starts(with: $0.prefix(3)) }
    default: return true
    }
  }

  private func matchSlowly(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    if isGuess, !mayBegin(cell) { return false }
    // ASCII and ideographs, which NFKC leaves as they are.
    let isPlain = cell.allSatisfy {
      ($0 > 0x20 && $0 < 0x7F) || (0x80...0xBF).contains($0) || (0xE4...0xE9).contains($0)
    }
    // Most cells that end like a label are nothing like one.
    if isPlain, !labels.contains(where: { TotalRowLabels.ends(cell, with: $0) }) { return false }
    let key = TotalRowLabels.key(String(decoding: cell, as: UTF8.self))
    if labels.contains(key) { return true }
    if isGuess { return false }
    return ["小计", "合计"].contains {
      key.count > $0.utf8.count && key.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
      || TotalRowLabels.isOfGroup(cell)
  }

  /// `华东 汇总` and `East Total`, as pivot tables name the totals of groups.
  private static func isOfGroup(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    [" 汇总", " Total"].contains { ending in
      cell.count > ending.utf8.count
        && cell.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }
  }

  private static func ends(_ cell: UnsafeBufferPointer<UInt8>, with label: [UInt8]) -> Bool {
    guard cell.count >= label.count else { return cell.last == UInt8(ascii: ":") }
    return zip(cell.suffix(label.count), label).allSatisfy {
      $0 == $1 || (0x41...0x5A).contains($0) && $0 + 0x20 == $1
    } || cell.last == UInt8(ascii: ":")
  }

  /// A label as it is compared: no spaces, no letter case, no colon at its end.
  private static func key(_ label: String) -> [UInt8] {
    var key = HeaderName.cleaned(label).lowercased().utf8.filter { $0 > 0x20 }
    while key.last == UInt8(ascii: ":") { key.removeLast() }
    return key
  }
}
