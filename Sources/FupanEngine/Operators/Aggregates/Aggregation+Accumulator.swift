import FupanData
import FupanPlan

extension Aggregation {
  /// Empty running values for this aggregation over a column of a type.
  func accumulator(of type: DataType?, by: [String]) -> any Accumulator {
    switch function {
    case .count: return CountAccumulator()
    case .countDistinct: return DistinctAccumulator(by: by)
    case .sum: return SumAccumulator(result: function.result(for: type) ?? .integer)
    case .first, .last:
      return PositionAccumulator(
        isLast: function == .last, order: order, ties: ties, type: type ?? .text)
    case .min, .max:
      if type == .text { return TextExtremeAccumulator(isMaximum: function == .max) }
      return fixed(
        type, ExtremeFactory(isMaximum: function == .max))
    case .orderStatistic(let numerator, let denominator, let upper):
      return fixed(
        type,
        OrderStatisticFactory(numerator: numerator, denominator: denominator, isUpper: upper))
    }
  }

  private func fixed(_ type: DataType?, _ factory: any FixedAccumulatorFactory) -> any Accumulator {
    switch type {
    case .integer:
      factory.make(
        Int64(0), { if case .integer(let column) = $0 { column } else { nil } }, { .integer($0) })
    case .decimal(let scale):
      factory.make(
        Int64(0), { if case .decimal(let column, _) = $0 { column } else { nil } },
        { .decimal($0, scale: scale) })
    case .wideDecimal(let scale):
      factory.make(
        Int128(0), { if case .wideDecimal(let column, _) = $0 { column } else { nil } },
        { .wideDecimal($0, scale: scale) })
    case .number:
      factory.make(
        Double(0), { if case .number(let column) = $0 { column } else { nil } }, { .number($0) })
    case .date:
      factory.make(
        Int32(0), { if case .date(let column) = $0 { column } else { nil } }, { .date($0) })
    case .timestamp:
      factory.make(
        Int64(0), { if case .timestamp(let column) = $0 { column } else { nil } },
        { .timestamp($0) })
    case .bool, .text, .list, nil:
      preconditionFailure("aggregations are checked when a relation is built")
    }
  }
}

/// Makes an accumulator for values of a fixed size.
private protocol FixedAccumulatorFactory {
  func make<Element: Comparable & BitwiseCopyable & Hashable & Sendable>(
    _ zero: Element, _ unwrap: @escaping @Sendable (Column) -> FixedColumn<Element>?,
    _ wrap: @escaping @Sendable (FixedColumn<Element>) -> Column
  ) -> any Accumulator
}

private struct ExtremeFactory: FixedAccumulatorFactory {
  let isMaximum: Bool

  func make<Element: Comparable & BitwiseCopyable & Hashable & Sendable>(
    _ zero: Element, _ unwrap: @escaping @Sendable (Column) -> FixedColumn<Element>?,
    _ wrap: @escaping @Sendable (FixedColumn<Element>) -> Column
  ) -> any Accumulator {
    ExtremeAccumulator(isMaximum: isMaximum, zero: zero, unwrap: unwrap, wrap: wrap)
  }
}

private struct OrderStatisticFactory: FixedAccumulatorFactory {
  let numerator: Int64
  let denominator: Int64
  let isUpper: Bool

  func make<Element: Comparable & BitwiseCopyable & Hashable & Sendable>(
    _ zero: Element, _ unwrap: @escaping @Sendable (Column) -> FixedColumn<Element>?,
    _ wrap: @escaping @Sendable (FixedColumn<Element>) -> Column
  ) -> any Accumulator {
    OrderStatisticAccumulator(
      numerator: numerator, denominator: denominator, isUpper: isUpper, zero: zero,
      unwrap: unwrap, wrap: wrap)
  }
}
