import FupanData

/// Functions that give back one of their arguments.
enum ChoiceFunctions {
  static let all: [Function] = [coalesce, least, greatest]

  static let coalesce = Function(
    "coalesce", .conditional, "The first of several values that is not missing.",
    usage: ["coalesce(a, b, …)"], units: .same, missing: .handled,
    sql: .template("coalesce({…})"), resolve: alike
  ) { arguments, _, count, _ in
    arguments.dropFirst().reduce(arguments[0].expanded(count)) { chosen, next in
      if chosen.validity == nil { return chosen }
      return .select(
        Vector(chosen), next,
        takesSecond: chosen.validity?.inverted.flags ?? Array(repeating: false, count: count))
    }
  }

  /// Missing values are passed over, as `min` and `max` do.
  static let least = extreme("least", "The smallest of several values, missing ones passed over.") {
    $0 > 0
  }
  static let greatest = extreme(
    "greatest", "The largest of several values, missing ones passed over."
  ) { $0 < 0 }

  private static func extreme(
    _ name: String, _ summary: String, _ isBetter: @escaping @Sendable (Int) -> Bool
  ) -> Function {
    Function(
      name, .conditional, summary, usage: ["\(name)(a, b, …)"], units: .same, missing: .handled,
      sql: .template("\(name)({…})"), resolve: alike
    ) { arguments, _, count, _ in
      arguments.dropFirst().reduce(arguments[0].expanded(count)) { chosen, next in
        let isNextBetter = ComparisonFunctions.compare(
          Vector(chosen), next, count: count, isBetter)
        var takesNext = Validity(isNextBetter)
        if let isChosen = chosen.validity { takesNext = .either(takesNext, isChosen.inverted) }
        if let isNext = next.known(count) { takesNext = takesNext.intersection(isNext) }
        return .select(Vector(chosen), next, takesSecond: takesNext.flags)
      }
    }
  }

  private static let alike: Signature.Resolve = { arguments in
    guard arguments.count >= 2, let type = NumericTypes.comparable(arguments) else { return nil }
    return .init(Array(repeating: type, count: arguments.count), type)
  }
}

extension Vector {
  /// A column of `count` rows; a constant is written out.
  fileprivate func expanded(_ count: Int) -> Column {
    isConstant ? column.gathered(Array(repeating: 0, count: count)) : column
  }
}
