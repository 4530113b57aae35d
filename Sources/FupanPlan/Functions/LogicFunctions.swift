import FupanData

/// SQL's three-valued logic: missing means "not known".
enum LogicFunctions {
  static let all: [Function] = [and, or, not]

  static let and = Function(
    "and", .logic, "Whether both hold; false as soon as one is false.", usage: ["a and b"],
    missing: .handled, sql: .template("({0} AND {1})"), resolve: bools(2)
  ) { arguments, _, count, _ in connect(arguments, count: count, deciding: false) }

  static let or = Function(
    "or", .logic, "Whether at least one holds; true as soon as one is true.", usage: ["a or b"],
    missing: .handled, sql: .template("({0} OR {1})"), resolve: bools(2)
  ) { arguments, _, count, _ in connect(arguments, count: count, deciding: true) }

  static let not = Function(
    "not", .logic, "Whether it does not hold.", usage: ["not a"], sql: .template("(NOT {0})"),
    resolve: bools(1)
  ) { arguments, _, count, _ in
    guard case .bool(let a) = arguments[0].column else {
      preconditionFailure("not is resolved to bool")
    }
    return .bool(ElementLoops.map(a, arguments[0], count: count) { !$0 })
  }

  private static func bools(_ count: Int) -> @Sendable ([Function.Argument]) -> Function.Resolution?
  {
    { arguments in
      guard arguments.count == count, arguments.allSatisfy({ ($0.type ?? .bool) == .bool }) else {
        return nil
      }
      return .init(Array(repeating: .bool, count: count), .bool)
    }
  }

  /// A side that has the `deciding` value decides; otherwise a missing side leaves it open.
  private static func connect(_ arguments: [Vector], count: Int, deciding: Bool) -> Column {
    guard case .bool(let a) = arguments[0].column, case .bool(let b) = arguments[1].column else {
      preconditionFailure("logic is resolved to bool")
    }
    if a.validity == nil, b.validity == nil {
      return .bool(
        deciding
          ? ElementLoops.map(a, b, arguments, count: count) { either($0, $1) }
          : ElementLoops.map(a, b, arguments, count: count) { both($0, $1) })
    }
    let (left, right) = (arguments[0], arguments[1])
    let (isLeft, isRight) = (left.holds(count), right.holds(count))
    let (isNotLeft, isNotRight) = (left.fails(count), right.fails(count))
    let isTrue = deciding ? .either(isLeft, isRight) : isLeft.intersection(isRight)
    let isFalse =
      deciding ? isNotLeft.intersection(isNotRight) : .either(isNotLeft, isNotRight)
    return .bool(isTrue.truth(known: .either(isTrue, isFalse)))
  }

  // Without a branch, so that the loop is one of vector instructions.
  @inline(__always) private static func both(_ a: Bool, _ b: Bool) -> Bool {
    (a ? 1 : 0) & (b ? 1 : 0) as UInt8 != 0
  }
  @inline(__always) private static func either(_ a: Bool, _ b: Bool) -> Bool {
    (a ? 1 : 0) | (b ? 1 : 0) as UInt8 != 0
  }
}
