import FupanPlan

/// Tells total rows by their first filled cell, fast for all others.
struct TotalRowLabels: Sendable {
  private let labels: [[UInt8]]
  private let longest: Int
  /// Whether a cell that starts with a byte can be a label.
  private let isPossible: [Bool]

  init(_ rule: TotalRowRule) {
    labels = rule.labels.map { Array(HeaderName.cleaned($0).utf8) }
    longest = labels.map { $0.count }.max() ?? 0
    var isPossible = [Bool](repeating: false, count: 256)
    for label in labels { if let first = label.first { isPossible[Int(first)] = true } }
    // Spaces, and leads of characters that NFKC changes.
    for byte in 0...0x20 { isPossible[byte] = true }
    for byte in [0xC2, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0] { isPossible[byte] = true }
    self.isPossible = isPossible
  }

  @inline(__always)
  func match(_ location: LocatedRows.Location, in base: UnsafePointer<UInt8>) -> Bool {
    let start = LocatedRows.start(location)
    guard isPossible[Int(base[start])] else { return false }
    return matchSlowly(
      UnsafeBufferPointer(start: base + start, count: LocatedRows.length(location)))
  }

  private func matchSlowly(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    if labels.contains(where: { $0.elementsEqual(cell) }) { return true }
    // Only spaces around it and wide or compatible forms can still make it one.
    guard cell.count <= longest * 4 + 16 else { return false }
    let isPlain = cell.allSatisfy { ($0 > 0x20 && $0 < 0x7F) || ($0 >= 0x80 && !isExotic($0)) }
    if isPlain { return false }
    let cleaned = Array(HeaderName.cleaned(String(decoding: cell, as: UTF8.self)).utf8)
    return labels.contains(cleaned)
  }

  /// Whether a lead byte begins characters that NFKC changes. Those of U+4000 to U+9FFF it does not.
  private func isExotic(_ byte: UInt8) -> Bool {
    byte >= 0xC2 && !(0xE4...0xE9).contains(byte)
  }
}
