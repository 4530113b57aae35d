import FupanData

/// How calls with fixed types are resolved.
enum Signature {
  typealias Resolve = @Sendable ([Function.Argument]) -> Function.Resolution?

  /// Arguments of exactly these types, the last `optional` of which may be left out.
  static func of(_ types: [DataType], optional: Int = 0, _ result: DataType) -> Resolve {
    { arguments in
      guard (types.count - optional...types.count).contains(arguments.count),
        zip(arguments, types).allSatisfy({ ($0.type ?? $1) == $1 })
      else { return nil }
      return .init(Array(types.prefix(arguments.count)), result)
    }
  }

  /// As ``of(_:optional:_:)``, where the arguments at `literals` must be written as literals.
  static func of(
    _ types: [DataType], optional: Int = 0, literals: [Int], _ result: DataType
  ) -> Resolve {
    let fixed = of(types, optional: optional, result)
    return { arguments in
      let areLiteral = literals.allSatisfy { index in
        index >= arguments.count || arguments[index].literal.map { !$0.isMissing } ?? false
      }
      return areLiteral ? fixed(arguments) : nil
    }
  }
}
