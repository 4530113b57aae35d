import FupanData

/// What percentiles and deviations are computed by, once a reduction has given their exact parts.
enum StatisticFunctions {
  static let all: [Function] = [interpolate, deviation]

  /// `interpolate(lower, upper, count, p)`: the value at position (n − 1)·p between two order
  /// statistics, type 7 of Hyndman and Fan (1996), Sample quantiles in statistical packages.
  ///
  /// The share of the way is taken by integer arithmetic, so that 0.9 is nine tenths.
  static let interpolate = Function(
    "interpolate", .arithmetic, "The percentile that lies between two order statistics.",
    usage: ["interpolate(lower, upper, count, p)"], units: .first, isInternal: true,
    sql: .custom { call in
      guard let share = share(call.arguments[3].literal) else { return "NULL" }
      let lower = "CAST(\(call.sql[0]) AS DOUBLE)"
      let upper = "CAST(\(call.sql[1]) AS DOUBLE)"
      let way = "CAST(((\(call.sql[2]) - 1) * \(share.numerator)) % \(share.denominator) AS DOUBLE)"
      return "(\(lower) + \(way) / \(share.denominator) * (\(upper) - \(lower)))"
    },
    resolve: { arguments in
      guard arguments.count == 4, let type = NumericTypes.common(arguments[..<2].map { $0.type }),
        (arguments[2].type ?? .integer) == .integer, share(arguments[3].literal) != nil,
        let share = arguments[3].type
      else { return nil }
      return .init([type, type, .integer, share], .number)
    }
  ) { arguments, _, count, _ in
    guard case .integer(let counts) = arguments[2].column,
      let share = share(arguments[3].value(at: 0))
    else { preconditionFailure("interpolate is resolved to a count and a literal share") }
    let lower = doubles(arguments[0].column)
    let upper = doubles(arguments[1].column)
    var result: [Double] = []
    result.reserveCapacity(count)
    for row in 0..<count {
      let low = lower[row * arguments[0].step]
      let high = upper[row * arguments[1].step]
      let position = (Int128(counts.values[row * arguments[2].step]) - 1) * share.numerator
      let way = Double(position % share.denominator) / Double(share.denominator)
      result.append(low + way * (high - low))
    }
    return .number(FixedColumn(result))
  }

  /// `deviation(count, sum, sum_of_squares)`: the sample standard deviation, missing below two.
  ///
  /// n·Σx² − (Σx)² is taken in 256 bits, so that no digits cancel.
  static let deviation = Function(
    "deviation", .arithmetic, "The sample standard deviation from count, sum and sum of squares.",
    usage: ["deviation(count, sum, sum_of_squares)"], missing: .handled, isInternal: true,
    sql: deviationSQL(product: { "TRY(\($0) * \($1))" }, difference: { "TRY(\($0) - \($1))" }),
    dialects: [
      .spark: deviationSQL(
        product: { "try_multiply(\($0), \($1))" }, difference: { "try_subtract(\($0), \($1))" })
    ],
    resolve: { arguments in
      guard arguments.count == 3, (arguments[0].type ?? .integer) == .integer,
        let sum = arguments[1].type, let squares = arguments[2].type,
        let scale = sum.scale, let squareScale = squares.scale, squareScale <= 2 * scale,
        2 * scale - squareScale <= 18
      else { return nil }
      return .init(
        [.integer, .wideDecimal(scale: scale), .wideDecimal(scale: squareScale)], .number)
    }
  ) { arguments, _, count, _ in
    guard case .integer(let counts) = arguments[0].column,
      case .wideDecimal(let sums, let scale) = arguments[1].column,
      case .wideDecimal(let squares, let squareScale) = arguments[2].column
    else { preconditionFailure("deviation is resolved to a count and two decimals") }
    let factor = DecimalText.powersOfTen[2 * scale - squareScale]
    let unit = Double(DecimalText.powersOfTen[scale])
    var result: [Double] = []
    var validity = Validity()
    for row in 0..<count {
      let n = counts.values[row * arguments[0].step]
      let isKnown = arguments.allSatisfy { $0.isValid(row) } && n > 1
      validity.append(isKnown)
      guard isKnown else {
        result.append(0)
        continue
      }
      let sum = sums.values[row * arguments[1].step]
      let square = squares.values[row * arguments[2].step]
      let spread = difference(
        (Int128(n) * factor).multipliedFullWidth(by: square), sum.multipliedFullWidth(by: sum))
      let variance = Swift.max(spread, 0) / (Double(n) * Double(n - 1))
      result.append(variance.squareRoot() / unit)
    }
    return .number(FixedColumn(result, validity: validity))
  }

  /// p of a percentile as a fraction of whole numbers.
  private static func share(_ literal: Value?) -> (numerator: Int128, denominator: Int128)? {
    switch literal {
    case .decimal(let unscaled, let scale) where scale <= 18:
      (unscaled, DecimalText.powersOfTen[scale])
    case .integer(let number): (Int128(number), 1)
    default: nil
    }
  }

  /// a − b of two numbers of 256 bits, as the nearest floating-point number.
  private static func difference(
    _ a: (high: Int128, low: UInt128), _ b: (high: Int128, low: UInt128)
  ) -> Double {
    let (low, borrow) = a.low.subtractingReportingOverflow(b.low)
    let high = a.high &- b.high &- (borrow ? 1 : 0)
    return Double(high) * 0x1p128 + Double(low)
  }

  /// As the kernel; where 38 digits are not enough, in floating point.
  private static func deviationSQL(
    product: @escaping @Sendable (String, String) -> String,
    difference: @escaping @Sendable (String, String) -> String
  ) -> SQLForm {
    .custom { call in
      guard let scale = call.arguments[1].type.scale,
        let squareScale = call.arguments[2].type.scale
      else { return "NULL" }
      func whole(_ sql: String, _ scale: Int) -> String {
        scale == 0 ? sql : "CAST(\(sql) * \(DecimalText.powersOfTen[scale]) AS DECIMAL(38, 0))"
      }
      let (n, sum, squares) = (call.sql[0], call.sql[1], call.sql[2])
      let count = "CAST(\(n) AS DECIMAL(38, 0))"
      let factor = DecimalText.powersOfTen[2 * scale - squareScale]
      let scaled = product(whole(squares, squareScale), "CAST(\(factor) AS DECIMAL(38, 0))")
      let exact = difference(
        product(count, scaled), product(whole(sum, scale), whole(sum, scale)))
      let unit = "\(DecimalText.powersOfTen[scale])e0"
      let floating =
        "(\(n) * CAST(\(squares) AS DOUBLE) - CAST(\(sum) AS DOUBLE) * CAST(\(sum) AS DOUBLE))"
      return
        "CASE WHEN \(n) > 1 THEN sqrt(greatest(coalesce(CAST(\(exact) AS DOUBLE) / \(unit) / \(unit), "
        + "\(floating)), 0) / (CAST(\(n) AS DOUBLE) * (\(n) - 1))) END"
    }
  }

  private static func doubles(_ column: Column) -> [Double] {
    switch column {
    case .number(let values): values.values
    case .integer(let values): values.values.map { Double($0) }
    case .decimal(let values, let scale):
      values.values.map { DecimalText.double(Int128($0), scale: scale) }
    case .wideDecimal(let values, let scale):
      values.values.map { DecimalText.double($0, scale: scale) }
    default: preconditionFailure("order statistics are resolved to numbers")
    }
  }
}
