import FupanData

/// Arithmetic: exact on integers and decimals, floating only where a number or `/` comes in.
enum ArithmeticFunctions {
  static let all: [Function] = [add, subtract, multiply, divide, negate]

  static let add = Function(
    "add", .arithmetic, "The sum of two numbers, exact for integers and decimals.",
    usage: ["a + b"], units: .same, sql: .template("({0} + {1})"),
    dialects: [.spark: .template("CAST(({0} + {1}) AS {type})")], resolve: sameType
  ) { (arguments, result, count, _) throws(EvaluationError) in
    try combine(
      arguments, result, count, { $0.addingReportingOverflow($1) },
      { $0.addingReportingOverflow($1) }, +)
  }

  static let subtract = Function(
    "subtract", .arithmetic, "The difference of two numbers, exact for integers and decimals.",
    usage: ["a - b"], units: .same, sql: .template("({0} - {1})"),
    dialects: [.spark: .template("CAST(({0} - {1}) AS {type})")], resolve: sameType
  ) { (arguments, result, count, _) throws(EvaluationError) in
    try combine(
      arguments, result, count, { $0.subtractingReportingOverflow($1) },
      { $0.subtractingReportingOverflow($1) }, -)
  }

  static let multiply = Function(
    "multiply", .arithmetic,
    "The product of two numbers; of two decimals it keeps the digits of both.", usage: ["a * b"],
    units: .product,
    sql: .custom { call in
      guard call.result != .number, call.result != .integer else {
        return "(\(call.sql[0]) * \(call.sql[1]))"
      }
      let factors = zip(call.sql, call.arguments).map { sql, argument in
        "CAST(\(sql) AS DECIMAL(38, \(argument.type.scale ?? 0)))"
      }
      return "(\(factors[0]) * \(factors[1]))"
    },
    dialects: [
      .spark: .custom { call in
        // 19 and 18 digits: their product keeps its scale only where both fit into 38.
        let factors = zip(call.sql, call.arguments).map { sql, argument in
          argument.type == .integer && call.result != .integer
            ? "CAST(\(sql) AS DECIMAL(19, 0))" : sql
        }
        return "CAST((\(factors[0]) * \(factors[1])) AS \(call.name(call.result)))"
      }
    ],
    resolve: { arguments in
      guard arguments.count == 2, arguments.allSatisfy({ $0.type?.isNumeric ?? true }) else {
        return nil
      }
      let types = arguments.map { $0.type ?? .integer }
      if types.contains(.number) { return .init([.number, .number], .number) }
      if types == [.integer, .integer] { return .init([.integer, .integer], .integer) }
      let scales = types.compactMap { type -> Int? in
        if case .wideDecimal = type { nil } else { type.scale }
      }
      guard scales.count == 2 else { return nil }
      return .init(types, .wideDecimal(scale: scales[0] + scales[1]))
    }
  ) { (arguments, result, count, _) throws(EvaluationError) in
    switch (arguments[0].column, arguments[1].column) {
    case (.number(let a), .number(let b)):
      return .number(try finite(ElementLoops.map(a, b, arguments, count: count, *)))
    case (.integer(let a), .integer(let b)) where result == .integer:
      return .integer(
        try ElementLoops.checkedMap(a, b, arguments, count: count, zero: 0, .arithmeticOverflow) {
          $0.multipliedReportingOverflow(by: $1)
        })
    case (.integer(let a), .decimal(let b, _)), (.decimal(let a, _), .integer(let b)),
      (.decimal(let a, _), .decimal(let b, _)), (.integer(let a), .integer(let b)):
      // Two factors of 64 bits always fit into 128.
      return .wideDecimal(
        ElementLoops.map(a, b, arguments, count: count) { Int128($0) * Int128($1) },
        scale: result.scale ?? 0)
    default: preconditionFailure("multiply is resolved to numbers")
    }
  }

  static let divide = Function(
    "divide", .arithmetic,
    "The quotient as a floating-point number; missing where the divisor is 0.",
    usage: ["a / b"], units: .quotient, missing: .handled,
    sql: .template("({0} / NULLIF({1}, 0))"),
    resolve: { arguments in
      guard arguments.count == 2, arguments.allSatisfy({ $0.type?.isNumeric ?? true }) else {
        return nil
      }
      return .init([.number, .number], .number)
    }
  ) { arguments, _, count, _ in
    guard case .number(let a) = arguments[0].column, case .number(let b) = arguments[1].column
    else { preconditionFailure("divide is resolved to numbers") }
    // A divisor of 0 gives no finite quotient.
    var result = ElementLoops.map(a, b, arguments, count: count) { $0 / $1 }
    var validity = Validity(
      ElementLoops.map(result, Vector(.number(result)), count: count) { $0.isFinite }.values)
    for argument in arguments {
      if let known = argument.known(count) { validity = validity.intersection(known) }
    }
    if validity.missingCount > 0 {
      for row in validity.inverted.rows { result.values[Int(row)] = 0 }
      result.validity = validity
    }
    return .number(result)
  }

  static let negate = Function(
    "negate", .arithmetic, "The number with its sign changed.", usage: ["-x"], units: .first,
    sql: .template("(-{0})"),
    resolve: { arguments in
      guard arguments.count == 1 else { return nil }
      let type = arguments[0].type ?? .integer
      guard type.isNumeric else { return nil }
      return .init([type], type)
    }
  ) { (arguments, _, count, _) throws(EvaluationError) in
    func negated<N: FixedWidthInteger & BitwiseCopyable & Sendable>(
      _ column: FixedColumn<N>
    ) throws(EvaluationError) -> FixedColumn<N> {
      for row in 0..<count where column.values[row * arguments[0].step] == .min {
        throw EvaluationError(.arithmeticOverflow, row: row)
      }
      return ElementLoops.map(column, arguments[0], count: count) { 0 - $0 }
    }
    switch arguments[0].column {
    case .integer(let a): return .integer(try negated(a))
    case .decimal(let a, let scale): return .decimal(try negated(a), scale: scale)
    case .wideDecimal(let a, let scale): return .wideDecimal(try negated(a), scale: scale)
    case .number(let a): return .number(ElementLoops.map(a, arguments[0], count: count) { -$0 })
    default: preconditionFailure("negate is resolved to numbers")
    }
  }

  /// The same numbers, none of which is infinite.
  private static func finite(
    _ column: FixedColumn<Double>
  ) throws(EvaluationError) -> FixedColumn<Double> {
    if let row = column.values.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationError(.arithmeticOverflow, row: row)
    }
    return column
  }

  private static let sameType: @Sendable ([Function.Argument]) -> Function.Resolution? = {
    guard $0.count == 2, let type = NumericTypes.common($0.map { $0.type }) else { return nil }
    return .init([type, type], type)
  }

  @inline(__always)
  private static func combine(
    _ arguments: [Vector], _ result: DataType, _ count: Int,
    _ small: (Int64, Int64) -> (Int64, Bool), _ wide: (Int128, Int128) -> (Int128, Bool),
    _ floating: (Double, Double) -> Double
  ) throws(EvaluationError) -> Column {
    switch (arguments[0].column, arguments[1].column) {
    case (.integer(let a), .integer(let b)):
      return .integer(
        try ElementLoops.checkedMap(
          a, b, arguments, count: count, zero: 0, .arithmeticOverflow, small))
    case (.decimal(let a, let scale), .decimal(let b, _)):
      return .decimal(
        try ElementLoops.checkedMap(
          a, b, arguments, count: count, zero: 0, .arithmeticOverflow, small), scale: scale)
    case (.wideDecimal(let a, let scale), .wideDecimal(let b, _)):
      return .wideDecimal(
        try ElementLoops.checkedMap(
          a, b, arguments, count: count, zero: 0, .arithmeticOverflow, wide), scale: scale)
    case (.number(let a), .number(let b)):
      return .number(try finite(ElementLoops.map(a, b, arguments, count: count, floating)))
    default: preconditionFailure("arithmetic is resolved to one numeric type")
    }
  }
}
