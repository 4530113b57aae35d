import FupanData

extension Expression {
  /// Whether it has a value, or is missing, for every row: it never ends a run.
  ///
  /// Only such expressions may be left out or computed for fewer rows than were asked for; whether a
  /// run fails must not depend on a rewrite.
  package var isTotal: Bool {
    let isTotalItself =
      switch form {
      case .column, .literal, .conditional: true
      case .cast(let operand): Expression.alwaysFits(operand.type, type)
      case .call(let name, _): Expression.totalFunctions(name)
      }
    return isTotalItself && parts.allSatisfy { $0.isTotal }
  }

  private static func alwaysFits(_ from: DataType, _ to: DataType) -> Bool {
    from == to || to == .text || (from.isNumeric && to == .number)
      || (from == .timestamp && to == .date)
  }

  private static func totalFunctions(_ name: String) -> Bool {
    switch FunctionCatalog[name]?.family {
    case .comparison, .logic, .conditional, .lists: true
    case .text: name != TextFunctions.textToOrder.name
    case .dates:
      [
        "date_trunc", "day", "hour", "instant", "iso_week", "microseconds", "month", "quarter",
        "weekday", "year",
      ].contains(name)
    case .arithmetic: name == "divide"
    case nil: false
    }
  }
}
