import FupanData

/// Comparisons: numbers by value, text by its bytes, days and instants by time.
enum ComparisonFunctions {
  static let all: [Function] = [
    equal,
    comparison("not_equal", "<>", "Whether two values differ.") { $0 != 0 },
    comparison("less", "<", "Whether the first value is smaller.") { $0 < 0 },
    comparison("less_or_equal", "<=", "Whether the first value is at most the second.") { $0 <= 0 },
    comparison("greater", ">", "Whether the first value is larger.") { $0 > 0 },
    comparison("greater_or_equal", ">=", "Whether the first value is at least the second.") {
      $0 >= 0
    },
    between, isIn, isMissing, isNotMissing,
  ]

  static let equal = comparison("equal", "=", "Whether two values are equal.") { $0 == 0 }

  private static func comparison(
    _ name: String, _ sign: String, _ summary: String,
    _ holds: @escaping @Sendable (Int) -> Bool
  ) -> Function {
    Function(
      name, .comparison, summary, usage: ["a \(sign) b"], units: .compared,
      sql: .template("({0} \(sign) {1})"),
      resolve: { arguments in
        guard arguments.count == 2, let type = NumericTypes.comparable(arguments) else {
          return nil
        }
        return .init([type, type], .bool)
      }
    ) { arguments, _, count, _ in
      .bool(FixedColumn(compare(arguments[0], arguments[1], count: count, holds)))
    }
  }

  static let between = Function(
    "between", .comparison, "Whether a value lies between two others, both included.",
    usage: ["x between low and high"], units: .compared, missing: .handled,
    sql: .template("({0} BETWEEN {1} AND {2})"),
    resolve: { arguments in
      guard arguments.count == 3, let type = NumericTypes.comparable(arguments) else { return nil }
      return .init([type, type, type], .bool)
    }
  ) { (arguments, result, count, context) throws(EvaluationError) in
    // As SQL has it: `x >= low AND x <= high`, so one false side decides although the other is missing.
    let value = arguments[0].known(count)
    func side(_ bound: Vector, _ holds: (Int) -> Bool) -> Vector {
      let values = compare(arguments[0], bound, count: count, holds)
      return Vector(
        .bool(FixedColumn(values, validity: Validity.both(value, bound.known(count)))))
    }
    let sides = [side(arguments[1]) { $0 >= 0 }, side(arguments[2]) { $0 <= 0 }]
    return try LogicFunctions.and.kernel(sides, .bool, count, context)
  }

  static let isIn = Function(
    "in", .comparison, "Whether a value is one of a list.", usage: ["x in (a, b, …)"],
    units: .compared, missing: .handled,
    sql: .custom { call in
      "(\(call.sql[0]) IN (\(call.sql.dropFirst().joined(separator: ", "))))"
    },
    resolve: { arguments in
      guard arguments.count >= 2, let type = NumericTypes.comparable(arguments) else { return nil }
      return .init(Array(repeating: type, count: arguments.count), .bool)
    }
  ) { arguments, _, count, _ in
    var found = Validity(repeating: false, count: count)
    // Rows for which every item is known; nil for all.
    var known: Validity?
    for item in arguments.dropFirst() {
      var equal = Validity(compare(arguments[0], item, count: count) { $0 == 0 })
      if let present = item.known(count) {
        equal = equal.intersection(present)
        known = Validity.both(known, present)
      }
      found = .either(found, equal)
    }
    let decided = known.map { Validity.either(found, $0) }
    return .bool(found.truth(known: Validity.both(decided, arguments[0].known(count))))
  }

  static let isMissing = Function(
    "is_missing", .comparison, "Whether a value is missing.", usage: ["x is missing", "x is null"],
    missing: .handled, sql: .template("({0} IS NULL)"), resolve: anything
  ) { arguments, _, count, _ in
    .bool(
      FixedColumn(
        arguments[0].known(count)?.inverted.flags ?? Array(repeating: false, count: count)))
  }

  static let isNotMissing = Function(
    "is_not_missing", .comparison, "Whether there is a value.",
    usage: ["x is not missing", "x is not null"], missing: .handled,
    sql: .template("({0} IS NOT NULL)"), resolve: anything
  ) { arguments, _, count, _ in
    .bool(FixedColumn(arguments[0].presence(count)))
  }

  private static let anything: @Sendable ([Function.Argument]) -> Function.Resolution? = {
    $0.count == 1 ? .init([$0[0].type ?? .text], .bool) : nil
  }

  /// Whether `holds` of the order of each row's two values: negative, zero or positive.
  ///
  /// Meaningless where one of them is missing.
  static func compare(
    _ left: Vector, _ right: Vector, count: Int, _ holds: (Int) -> Bool
  ) -> [Bool] {
    let table = (holds(-1), holds(0), holds(1))
    // One comparison a row serves all six: `<` and its opposite, `>` and its opposite, `=` and its.
    @inline(__always)
    func order<V: Comparable & BitwiseCopyable & Hashable & Sendable>(
      _ a: FixedColumn<V>, _ b: FixedColumn<V>
    ) -> [Bool] {
      let flip = table.1
      if table.0 == table.2 {
        if table.1 == table.0 {
          return Array(repeating: table.1, count: count)
        }
        let differs = table.0
        return ElementLoops.map(a, b, [left, right], count: count) { ($0 != $1) == differs }.values
      }
      if table.1 == table.2 {
        return ElementLoops.map(a, b, [left, right], count: count) { ($0 < $1) != flip }.values
      }
      return ElementLoops.map(a, b, [left, right], count: count) { ($0 > $1) != flip }.values
    }
    switch (left.column, right.column) {
    case (.integer(let a), .integer(let b)), (.timestamp(let a), .timestamp(let b)),
      (.decimal(let a, _), .decimal(let b, _)):
      return order(a, b)
    case (.wideDecimal(let a, _), .wideDecimal(let b, _)): return order(a, b)
    case (.number(let a), .number(let b)): return order(a, b)
    case (.date(let a), .date(let b)): return order(a, b)
    case (.bool(let a), .bool(let b)):
      return ElementLoops.map(a, b, [left, right], count: count) { a, b in
        a == b ? table.1 : a ? table.2 : table.0
      }.values
    case (.text, .text):
      if table.0 == table.2 {
        return TextLoops.map(left, right, count: count) { a, b in
          TextLoops.equal(a, b) ? table.1 : table.0
        }.values
      }
      return TextLoops.map(left, right, count: count) { a, b in
        let order = TextLoops.order(a, b)
        return order < 0 ? table.0 : order == 0 ? table.1 : table.2
      }.values
    default: preconditionFailure("comparisons are resolved to one type")
    }
  }
}
