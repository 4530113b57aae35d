import FupanData

/// How two engines' rows differ: as multisets, or in their order.
enum RowDifference {
  /// The first difference in words, or nil where the rows are the same. Numbers may differ by a
  /// relative 1e-12; all else must be equal.
  static func between(_ native: [[Value]], _ other: [[Value]], ordered: Bool) -> String? {
    if native.count != other.count { return "\(native.count) rows natively, \(other.count) there" }
    let left = ordered ? native : native.sorted { precedes($0, $1) }
    let right = ordered ? other : other.sorted { precedes($0, $1) }
    for (index, (a, b)) in zip(left, right).enumerated() {
      for (x, y) in zip(a, b) where !same(x, y) {
        return "row \(index): \(spelled(a)) natively, \(spelled(b)) there"
      }
    }
    return nil
  }

  static func same(_ a: Value, _ b: Value) -> Bool {
    if case .number(let x) = a, case .number(let y) = b {
      return x == y || (x - y).magnitude <= 1e-12 * max(x.magnitude, y.magnitude)
    }
    return a == b
  }

  private static func spelled(_ row: [Value]) -> String {
    "(" + row.map { $0.text.map { "'\($0)'" } ?? "missing" }.joined(separator: ", ") + ")"
  }

  /// Numbers come last, so that their last digits do not decide which rows are compared.
  private static func precedes(_ a: [Value], _ b: [Value]) -> Bool {
    func isNumber(_ value: Value) -> Bool { if case .number = value { true } else { false } }
    let indices =
      a.indices.filter { !isNumber(a[$0]) && !isNumber(b[$0]) }
      + a.indices.filter { isNumber(a[$0]) || isNumber(b[$0]) }
    for index in indices {
      let (x, y) = (a[index], b[index])
      if case .number(let p) = x, case .number(let q) = y {
        if same(x, y) { continue }
        return p < q
      }
      let (p, q) = (x.text ?? "", y.text ?? "")
      if x.isMissing != y.isMissing { return x.isMissing }
      if p != q { return p.utf8.lexicographicallyPrecedes(q.utf8) }
    }
    return false
  }
}
