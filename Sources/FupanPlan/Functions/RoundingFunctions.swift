import FupanData

/// Rounding, remainders and signs: exact on integers and decimals.
enum RoundingFunctions {
  static let all: [Function] = [round, absolute, floor, ceiling, idiv, modulo]

  /// Halves go away from zero. A number is rounded as its shortest decimal text is written, so
  /// `round(2.675, 2)` is 2.68 whatever its bits say.
  static let round = Function(
    "round", .arithmetic, "Rounds to so many digits after the point, halves away from zero.",
    usage: ["round(x)", "round(x, digits)"], units: .first,
    sql: .custom { call in
      let digits = digits(call.arguments.dropFirst().first?.literal) ?? 0
      guard call.result == .number else {
        let kept = Swift.min(digits, call.arguments[0].type.scale ?? 0)
        return "CAST(round(\(call.sql[0]), \(kept)) AS \(call.name(call.result)))"
      }
      let rounded = call.exact(call.sql[0], .wideDecimal(scale: digits))
      return
        "CASE WHEN abs(\(call.sql[0])) >= 9007199254740992 THEN \(call.sql[0]) "
        + "ELSE CAST(\(rounded) AS DOUBLE) END"
    },
    resolve: { arguments in
      guard (1...2).contains(arguments.count) else { return nil }
      let type = arguments[0].type ?? .integer
      var digits = 0
      if arguments.count == 2 {
        guard let written = RoundingFunctions.digits(arguments[1].literal) else { return nil }
        digits = written
      }
      let types = [type] + (arguments.count == 2 ? [.integer] : [])
      switch type {
      case .integer: return .init(types, .integer)
      case .decimal(let scale):
        return .init(types, .decimal(scale: Swift.max(0, Swift.min(scale, digits))))
      case .wideDecimal(let scale):
        return .init(types, .wideDecimal(scale: Swift.max(0, Swift.min(scale, digits))))
      case .number: return digits >= 0 ? .init(types, .number) : nil
      default: return nil
      }
    }
  ) { (arguments, result, count, _) throws(EvaluationError) in
    let vector = arguments[0]
    var digits = 0
    if arguments.count == 2, case .integer(let written) = arguments[1].column {
      digits = Int(written.values[0])
    }
    switch vector.column {
    case .integer(let values):
      return .integer(try rounded(values, vector, count, from: 0, digits))
    case .decimal(let values, let scale):
      return .decimal(
        try rounded(values, vector, count, from: scale, digits), scale: result.scale ?? 0)
    case .wideDecimal(let values, let scale):
      return .wideDecimal(
        try rounded(values, vector, count, from: scale, digits), scale: result.scale ?? 0)
    case .number(let values):
      return .number(
        ElementLoops.map(values, vector, count: count) { number in
          guard number.magnitude < 0x1p53,
            let (unscaled, scale) = DecimalText.parse(PlainDigits.string(number).utf8),
            scale > digits,
            let rounded = DecimalText.rounded(unscaled, from: scale, to: digits)
          else { return number }
          return DecimalText.double(rounded, scale: digits)
        })
    default: preconditionFailure("round is resolved to numbers")
    }
  }

  static let absolute = Function(
    "abs", .arithmetic, "The number without its sign.", usage: ["abs(x)"], units: .first,
    sql: .template("abs({0})"), resolve: anyNumber
  ) { (arguments, _, count, _) throws(EvaluationError) in
    func magnitudes<N: FixedWidthInteger & SignedInteger & BitwiseCopyable & Sendable>(
      _ column: FixedColumn<N>
    ) throws(EvaluationError) -> FixedColumn<N> {
      for row in 0..<count where column.values[row * arguments[0].step] == .min {
        throw EvaluationError(.arithmeticOverflow, row: row)
      }
      return ElementLoops.map(column, arguments[0], count: count) { Swift.abs($0) }
    }
    switch arguments[0].column {
    case .integer(let a): return .integer(try magnitudes(a))
    case .decimal(let a, let scale): return .decimal(try magnitudes(a), scale: scale)
    case .wideDecimal(let a, let scale): return .wideDecimal(try magnitudes(a), scale: scale)
    case .number(let a):
      return .number(ElementLoops.map(a, arguments[0], count: count) { $0.magnitude })
    default: preconditionFailure("abs is resolved to numbers")
    }
  }

  static let floor = whole("floor", "The largest whole number that is not above.", up: false)
  static let ceiling = whole("ceil", "The smallest whole number that is not below.", up: true)

  static let idiv = Function(
    "idiv", .arithmetic,
    "The whole part of a quotient of integers, cut towards zero; missing where the divisor is 0.",
    usage: ["idiv(a, b)"], units: .quotient, missing: .handled,
    sql: .template("({0} // NULLIF({1}, 0))"),
    dialects: [.spark: .template("({0} div NULLIF({1}, 0))")],
    resolve: Signature.of([.integer, .integer], .integer)
  ) { (arguments, _, count, _) throws(EvaluationError) in
    guard case .integer(let a) = arguments[0].column, case .integer(let b) = arguments[1].column
    else { preconditionFailure("idiv is resolved to integers") }
    return .integer(
      try divided(a, b, arguments, count: count) { $0.dividedReportingOverflow(by: $1) })
  }

  static let modulo = Function(
    "modulo", .arithmetic,
    "What a division leaves, with the sign of the dividend; missing where the divisor is 0.",
    usage: ["a % b"], units: .first, missing: .handled,
    sql: .template("CAST(({0} % NULLIF({1}, 0)) AS {type})"),
    resolve: { arguments in
      guard arguments.count == 2, let type = NumericTypes.common(arguments.map { $0.type }) else {
        return nil
      }
      return .init([type, type], type)
    }
  ) { (arguments, _, count, _) throws(EvaluationError) in
    func remainder<N: FixedWidthInteger>(_ a: N, _ b: N) -> (N, Bool) {
      (b == -1 ? 0 : a % b, false)
    }
    switch (arguments[0].column, arguments[1].column) {
    case (.integer(let a), .integer(let b)):
      return .integer(try divided(a, b, arguments, count: count, remainder))
    case (.decimal(let a, let scale), .decimal(let b, _)):
      return .decimal(try divided(a, b, arguments, count: count, remainder), scale: scale)
    case (.wideDecimal(let a, let scale), .wideDecimal(let b, _)):
      return .wideDecimal(try divided(a, b, arguments, count: count, remainder), scale: scale)
    case (.number(let a), .number(let b)):
      return .number(
        try divided(a, b, arguments, count: count) {
          ($0.truncatingRemainder(dividingBy: $1), false)
        })
    default: preconditionFailure("modulo is resolved to one numeric type")
    }
  }

  /// `body` of each row's numbers, missing where the divisor is 0.
  private static func divided<N: Numeric & BitwiseCopyable & Hashable & Sendable>(
    _ a: FixedColumn<N>, _ b: FixedColumn<N>, _ arguments: [Vector], count: Int,
    _ body: (N, N) -> (N, Bool)
  ) throws(EvaluationError) -> FixedColumn<N> {
    let (left, right) = (arguments[0].step, arguments[1].step)
    var values: [N] = []
    values.reserveCapacity(count)
    var validity = Validity()
    for row in 0..<count {
      let isKnown =
        arguments[0].isValid(row) && arguments[1].isValid(row) && b.values[row * right] != 0
      validity.append(isKnown)
      let (value, failed) =
        isKnown ? body(a.values[row * left], b.values[row * right]) : (0, false)
      if failed { throw EvaluationError(.arithmeticOverflow, row: row) }
      values.append(value)
    }
    return FixedColumn(values, validity: validity)
  }

  /// The digits that a literal asks for, or nil.
  private static func digits(_ literal: Value?) -> Int? {
    guard let literal else { return nil }
    guard case .integer(let number) = literal, (-18...18).contains(number) else { return nil }
    return Int(number)
  }

  private static let anyNumber: Signature.Resolve = { arguments in
    guard arguments.count == 1 else { return nil }
    let type = arguments[0].type ?? .integer
    guard type.isNumeric else { return nil }
    return .init([type], type)
  }

  private static func whole(_ name: String, _ summary: String, up: Bool) -> Function {
    Function(
      name, .arithmetic, summary, usage: ["\(name)(x)"], units: .first,
      sql: .template("CAST(\(name)({0}) AS {type})"),
      resolve: { arguments in
        guard arguments.count == 1 else { return nil }
        let type = arguments[0].type ?? .integer
        switch type {
        case .integer, .decimal: return .init([type], .integer)
        case .wideDecimal: return .init([type], .wideDecimal(scale: 0))
        case .number: return .init([type], .number)
        default: return nil
        }
      }
    ) { arguments, _, count, _ in
      func cut<N: FixedWidthInteger>(_ value: N, _ power: N) -> N {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: power)
        if up { return remainder > 0 ? quotient + 1 : quotient }
        return remainder < 0 ? quotient - 1 : quotient
      }
      switch arguments[0].column {
      case .integer(let values):
        return .integer(ElementLoops.map(values, arguments[0], count: count) { $0 })
      case .decimal(let values, let scale):
        let power = Int64(DecimalText.powersOfTen[scale])
        return .integer(ElementLoops.map(values, arguments[0], count: count) { cut($0, power) })
      case .wideDecimal(let values, let scale):
        let power = DecimalText.powersOfTen[scale]
        return .wideDecimal(
          ElementLoops.map(values, arguments[0], count: count) { cut($0, power) }, scale: 0)
      case .number(let values):
        return .number(
          ElementLoops.map(values, arguments[0], count: count) {
            // No negative zero: it would show.
            $0.rounded(up ? .up : .down) + 0
          })
      default: preconditionFailure("\(name) is resolved to numbers")
      }
    }
  }

  /// Values of scale `from` brought to `digits`, kept at the scale that the result has.
  private static func rounded<N: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ column: FixedColumn<N>, _ vector: Vector, _ count: Int, from scale: Int, _ digits: Int
  ) throws(EvaluationError) -> FixedColumn<N> {
    if digits >= scale { return ElementLoops.map(column, vector, count: count) { $0 } }
    let drop = scale - digits
    let back = DecimalText.powersOfTen[Swift.max(0, -digits)]
    if drop <= 18, digits >= 0, let power = N(exactly: DecimalText.powersOfTen[drop]) {
      return ElementLoops.map(column, vector, count: count) { value in
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: power)
        guard remainder.magnitude * 2 >= power.magnitude else { return quotient }
        return value < 0 ? quotient - 1 : quotient + 1
      }
    }
    var result: [N] = []
    result.reserveCapacity(count)
    for row in 0..<count {
      let value = column.values[row * vector.step]
      let whole = drop > 38 ? 0 : DecimalText.rounded(Int128(value), from: drop, to: 0) ?? 0
      let (product, overflow) = whole.multipliedReportingOverflow(by: back)
      guard !overflow, let fitting = N(exactly: product) else {
        guard !vector.isValid(row) else { throw EvaluationError(.arithmeticOverflow, row: row) }
        result.append(0)
        continue
      }
      result.append(fitting)
    }
    return FixedColumn(result)
  }
}
