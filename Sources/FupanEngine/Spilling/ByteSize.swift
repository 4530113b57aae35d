/// A number of bytes as people write it: `512MB`, `2GB`, `1.5GiB`.
package struct ByteSize: Hashable, Sendable, CustomStringConvertible {
  package let bytes: Int

  package init(bytes: Int) { self.bytes = bytes }

  private static let units: [(name: String, bytes: Int)] = [
    ("B", 1), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ("KIB", 1 << 10), ("MIB", 1 << 20), ("GIB", 1 << 30), ("TIB", 1 << 40),
    ("K", 1000), ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000),
  ]

  /// A number with at most three decimals and a unit, small or capital letters; nil for anything
  /// else, also for a bare number.
  package init?(_ text: String) {
    let letters = text.uppercased()
    guard
      let unit = ByteSize.units.filter({ letters.hasSuffix($0.name) })
        .max(by: { $0.name.utf8.count < $1.name.utf8.count })
    else { return nil }
    let number = letters.dropLast(unit.name.count)
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      parts.count == 1 || parts[1].utf8.count <= 3, let whole = Int(parts[0])
    else { return nil }
    let (bytes, isTooLarge) = whole.multipliedReportingOverflow(by: unit.bytes)
    guard !isTooLarge else { return nil }
    var fraction = 0
    if parts.count == 2 {
      let digits = parts[1] + String(repeating: "0", count: 3 - parts[1].utf8.count)
      fraction = (Int(digits) ?? 0) * unit.bytes / 1000
    }
    let (sum, isSumTooLarge) = bytes.addingReportingOverflow(fraction)
    guard !isSumTooLarge else { return nil }
    self.bytes = sum
  }

  /// The number in the largest unit in which it is at least 1, rounded down.
  package var description: String {
    let unit = ByteSize.units.prefix(5).last { bytes >= $0.bytes } ?? ByteSize.units[0]
    let tenths = bytes / max(1, unit.bytes / 10)
    return unit.bytes == 1 || tenths >= 100 || tenths % 10 == 0
      ? "\(bytes / unit.bytes) \(unit.name)"
      : "\(tenths / 10).\(tenths % 10) \(unit.name)"
  }
}
