import CSpecialFunctions

/// Whether groups of members leave at different rates, over the whole of their curves.
///
/// Mantel 1966, "Evaluation of survival data and two new rank order statistics arising in its
/// consideration"; χ² with one degree of freedom less than groups.
///
///     LogRankTest([new, regular])?.p
package struct LogRankTest: Equatable, Sendable {
  package let chiSquared: Double
  package let degrees: Int
  package let p: Double

  /// One list of counts by time for each group. Nil below two groups with members, or where nobody
  /// left while others were there.
  package init?(_ groups: [[(time: Double, left: Int, seen: Int)]]) {
    let groups = groups.map { SurvivalMoments($0) }.filter { $0.count > 0 }
    guard groups.count > 1 else { return nil }
    let times = groups.flatMap { $0.all.filter { $0.left > 0 }.map { $0.time } }.sorted()
    var positions = [Int](repeating: 0, count: groups.count)
    // The last group follows from the others.
    let k = groups.count - 1
    var differences = [NeumaierSum](repeating: NeumaierSum(), count: k)
    var covariance = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
    var previous: Double?
    for time in times where time != previous {
      previous = time
      var atRisk: [Double] = []
      var left: [Double] = []
      for (index, group) in groups.enumerated() {
        while positions[index] < group.all.count, group.all[positions[index]].time < time {
          positions[index] += 1
        }
        let moment = positions[index] < group.all.count ? group.all[positions[index]] : nil
        atRisk.append(Double(moment?.atRisk ?? 0))
        left.append(moment.map { $0.time == time ? Double($0.left) : 0 } ?? 0)
      }
      let (n, d) = (atRisk.reduce(0, +), left.reduce(0, +))
      guard n > 1 else { continue }
      let spread = d * (n - d) / (n * n * (n - 1))
      for i in 0..<k {
        differences[i].add(left[i] - d * atRisk[i] / n)
        for j in 0..<k {
          covariance[i][j] += spread * atRisk[i] * ((i == j ? n : 0) - atRisk[j])
        }
      }
    }
    guard let chiSquared = Self.form(differences.map { $0.value }, covariance),
      chiSquared.isFinite
    else { return nil }
    self.chiSquared = max(0, chiSquared)
    degrees = k
    p = fupan_chi_squared_sf(self.chiSquared, Double(k))
  }

  /// zᵀ V⁻¹ z by elimination with pivots; nil where V is singular.
  private static func form(_ z: [Double], _ matrix: [[Double]]) -> Double? {
    var rows = zip(matrix, z).map { $0 + [$1] }
    let n = z.count
    for column in 0..<n {
      guard
        let pivot = (column..<n).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
        abs(rows[pivot][column]) > 1e-13
      else { return nil }
      rows.swapAt(column, pivot)
      for row in (column + 1)..<max(n, column + 1) {
        let factor = rows[row][column] / rows[column][column]
        for index in column...n { rows[row][index] -= factor * rows[column][index] }
      }
    }
    var solution = [Double](repeating: 0, count: n)
    for row in (0..<n).reversed() {
      var rest = rows[row][n]
      for column in (row + 1)..<max(n, row + 1) { rest -= rows[row][column] * solution[column] }
      solution[row] = rest / rows[row][row]
    }
    return zip(z, solution).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
