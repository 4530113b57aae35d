/// Sums of cells that are known, and what follows from them: their row space modulo a prime.
struct Equations {
  private static let prime = 1_000_003
  private var rows: [[Int]] = []

  init(_ sum: [Int]) { add(sum) }

  mutating func add(_ sum: [Int]) {
    let rest = reduced(sum)
    guard let lead = rest.firstIndex(where: { $0 != 0 }) else { return }
    let inverse = Equations.power(rest[lead], Equations.prime - 2)
    let row = rest.map { $0 * inverse % Equations.prime }
    for index in rows.indices where rows[index][lead] != 0 {
      rows[index] = Equations.minus(rows[index], row, times: rows[index][lead])
    }
    rows.append(row)
  }

  /// Whether a sum follows from the known ones.
  func give(_ sum: [Int]) -> Bool { reduced(sum).allSatisfy { $0 == 0 } }

  private func reduced(_ sum: [Int]) -> [Int] {
    var rest = sum.map { ($0 % Equations.prime + Equations.prime) % Equations.prime }
    for row in rows {
      guard let lead = row.firstIndex(where: { $0 != 0 }), rest[lead] != 0 else { continue }
      rest = Equations.minus(rest, row, times: rest[lead])
    }
    return rest
  }

  private static func minus(_ left: [Int], _ right: [Int], times factor: Int) -> [Int] {
    zip(left, right).map { (($0 - $1 * factor) % prime + prime) % prime }
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int {
    var (result, base, exponent) = (1, base % prime, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent >>= 1
    }
    return result
  }
}
