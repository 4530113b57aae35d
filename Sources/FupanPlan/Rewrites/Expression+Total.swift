import FupanData

extension Expression {
  /// Whether it has a value, or is missing, for every row: it never ends a run.
  ///
  /// Only such expressions may be left out or computed for fewer rows than were asked for; whether a
  /// run fails must not depend on a rewrite.
  package var isTotal: Bool {
    switch form {
    case .column, .literal: true
    case .cast(let operand): operand.isTotal && Expression.alwaysFits(operand.type, type)
    case .conditional(let branches, let otherwise):
      branches.allSatisfy { $0.condition.isTotal && $0.value.isTotal } && otherwise?.isTotal ?? true
    case .call(let name, let arguments):
      arguments.allSatisfy { $0.isTotal } && Expression.totalFunctions(name)
    }
  }

  private static func alwaysFits(_ from: DataType, _ to: DataType) -> Bool {
    from == to || to == .text || (from.isNumeric && to == .number)
  }

  private static func totalFunctions(_ name: String) -> Bool {
    switch FunctionCatalog[name]?.family {
    case .comparison, .logic, .conditional, .lists: true
    case .text: name != TextFunctions.textToOrder.name
    case .dates: ["day", "hour", "iso_week", "month", "quarter", "weekday", "year"].contains(name)
    case .arithmetic: name == "divide"
    case nil: false
    }
  }
}
