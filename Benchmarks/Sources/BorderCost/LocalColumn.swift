/// The shape of `FixedColumn`, declared on this side of the border: what a loop costs without one.
struct LocalColumn<Element: BitwiseCopyable> {
  var values: [Element]
  var missing: [UInt64]?

  func isValid(_ row: Int) -> Bool {
    missing.map { $0[row >> 6] & (1 << UInt64(row & 63)) == 0 } ?? true
  }

  subscript(_ row: Int) -> Element? { isValid(row) ? values[row] : nil }
}
