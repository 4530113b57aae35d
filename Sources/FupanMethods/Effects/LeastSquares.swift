import CLinearAlgebra
import Glibc

/// An ordinary least squares fit of a small table, by Householder QR with column pivoting.
///
/// The spread of the coefficients is that of Newey and West 1987, "A simple, positive semi-definite,
/// heteroskedasticity and autocorrelation consistent covariance matrix", which days that follow each
/// other need.
package struct LeastSquares: Equatable, Sendable {
  /// One per column.
  package let coefficients: [Double]
  /// Observed less fitted, one per row.
  package let residuals: [Double]
  /// (XᵀX)⁻¹, row after row.
  private let inverseGram: [Double]
  /// What was fitted, a row an observation.
  package let rows: [[Double]]

  /// Rows less columns.
  package var degrees: Int { rows.count - coefficients.count }

  /// Nil where the columns do not tell everything apart, or no row is left over.
  package init?(_ rows: [[Double]], _ target: [Double]) {
    guard let width = rows.first?.count, rows.count == target.count, rows.count > width,
      rows.allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) }),
      target.allSatisfy(\.isFinite)
    else { return nil }
    var coefficients = [Double](repeating: 0, count: width)
    var gram = [Double](repeating: 0, count: width * width)
    let rank = fupan_least_squares(
      rows.flatMap { $0 }, rows.count, width, target, &coefficients, &gram)
    guard rank == width else { return nil }
    self.rows = rows
    self.coefficients = coefficients
    inverseGram = gram
    residuals = zip(rows, target).map { row, y in
      y - NeumaierSum.of(zip(row, coefficients).lazy.map { $0 * $1 })
    }
  }

  /// What each row's value adds to each coefficient, (XᵀX)⁻¹Xᵀ, row after row.
  package var weights: [Double] {
    let width = coefficients.count
    return rows.flatMap { row in
      (0..<width).map { column in
        NeumaierSum.of((0..<width).lazy.map { inverseGram[column * width + $0] * row[$0] })
      }
    }
  }

  /// The lags that days of a series of this length need.
  package static func lags(_ count: Int) -> Int {
    Int(4 * pow(Double(count) / 100, 2.0 / 9))
  }

  /// The usual covariance of the coefficients, σ²(XᵀX)⁻¹, row after row.
  package var covariance: [Double] {
    let variance = NeumaierSum.of(residuals.lazy.map { $0 * $0 }) / Double(degrees)
    return inverseGram.map { $0 * variance }
  }

  /// The covariance of the coefficients that holds where residuals of up to `lags` steps go
  /// together.
  ///
  /// - Parameter times: the step of each row, ascending; rows that are missing pair with none.
  package func neweyWest(lags: Int, times: [Int]) -> [Double] {
    let width = coefficients.count
    var sum = [NeumaierSum](repeating: NeumaierSum(), count: width * width)
    var rowAt: [Int: Int] = [:]
    for (index, time) in times.enumerated() { rowAt[time] = index }
    for (index, time) in times.enumerated() {
      for lag in 0...max(0, lags) {
        guard let before = rowAt[time - lag] else { continue }
        let weight =
          (1 - Double(lag) / Double(lags + 1)) * residuals[index] * residuals[before]
        for row in 0..<width {
          for column in 0..<width {
            sum[row * width + column].add(weight * rows[index][row] * rows[before][column])
            if lag > 0 {
              sum[row * width + column].add(weight * rows[before][row] * rows[index][column])
            }
          }
        }
      }
    }
    let scale = Double(rows.count) / Double(degrees)
    let meat = sum.map { $0.value * scale }
    return product(product(inverseGram, meat, width), inverseGram, width)
  }

  private func product(_ left: [Double], _ right: [Double], _ width: Int) -> [Double] {
    (0..<width * width).map { cell in
      NeumaierSum.of(
        (0..<width).lazy.map { left[cell / width * width + $0] * right[$0 * width + cell % width] })
    }
  }
}
