import FupanData

/// A way of reducing the rows of a group to one exact value.
///
/// Averages, deviations and percentiles are not among them: they are computed from these after the
/// reduction, so that every engine agrees to the last digit.
package enum AggregateFunction: Hashable, Sendable {
  /// Rows, or rows with a value in the column: `count(*)`, `count(x)`.
  case count
  /// Different values: `count(distinct x)`.
  case countDistinct
  /// The exact sum; missing for no values. A number is rounded to nine digits first.
  case sum
  case min
  case max
  /// The value of the earliest row in the aggregation's order, missing values passed over.
  case first
  /// The value of the latest row in the aggregation's order, missing values passed over.
  case last
  /// The order statistic below (or above) position (n − 1)·p, p = numerator / denominator.
  case orderStatistic(numerator: Int64, denominator: Int64, upper: Bool)

  /// The names that expressions may call, those computed afterwards included.
  package static let names = [
    "avg", "count", "first", "last", "max", "min", "percentile", "stddev", "sum",
  ]

  /// The type of the result for a column of this type, or nil where it does not apply.
  package func result(for type: DataType?) -> DataType? {
    switch self {
    case .count: return .integer
    case .countDistinct: return type.flatMap { $0.isOrdered ? .integer : nil }
    case .sum:
      switch type {
      case .integer: return .integer
      case .decimal(let scale), .wideDecimal(let scale): return .wideDecimal(scale: scale)
      case .number: return .wideDecimal(scale: 9)
      default: return nil
      }
    case .min, .max: return type.flatMap { $0.isOrdered && $0 != .bool ? $0 : nil }
    case .first, .last: return type.flatMap { $0.isOrdered ? $0 : nil }
    case .orderStatistic:
      return type.flatMap { $0.isNumeric || $0 == .date || $0 == .timestamp ? $0 : nil }
    }
  }
}
