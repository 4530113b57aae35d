import FupanData
import FupanPlan

extension Aggregation {
  /// Empty running values for this aggregation over a column of a type.
  func accumulator(of type: DataType?) -> any Accumulator {
    switch function {
    case .count: return CountAccumulator()
    case .countDistinct: return DistinctAccumulator()
    case .sum:
      return SumAccumulator(
        of: type ?? .integer, result: function.result(for: type) ?? .integer)
    case .first, .last:
      return PositionAccumulator(
        isLast: function == .last, order: order, ties: ties, type: type ?? .text)
    case .min, .max:
      return type == .text
        ? TextExtremeAccumulator(isMaximum: function == .max)
        : ExtremeAccumulator(isMaximum: function == .max, type: type ?? .integer)
    case .orderStatistic: return OrderStatisticAccumulator(of: type ?? .integer)
    }
  }

  /// Whether both find their results among the same running values.
  func sharesValues(with other: Aggregation) -> Bool {
    guard case .orderStatistic = function, case .orderStatistic = other.function else {
      return false
    }
    return column == other.column
  }
}
