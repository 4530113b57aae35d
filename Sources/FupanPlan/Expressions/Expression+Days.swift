import FupanData
import FupanDiagnostics

extension Expression {
  /// Whether a day or an instant lies within whole days, given as days since 1970-01-01.
  ///
  ///     try Expression(paidAt).lies(within: 20_553...20_567, in: shanghai)
  ///
  /// - Parameter zone: where the days of instants begin.
  package func lies(
    within days: ClosedRange<Int>, in zone: TimeZoneRules
  ) throws(Problems) -> Expression {
    let binder = ExpressionBinder(schema: Schema([]))
    func call(_ name: String, _ bounds: Value...) throws(Problems) -> Expression {
      try binder.call(name, [self] + bounds.map { Expression(literal: $0) }, at: nil)
    }
    if type == .date {
      return try call(
        "between", .date(Int32(days.lowerBound)), .date(Int32(days.upperBound)))
    }
    let after = try call("greater_or_equal", .timestamp(zone.startOfDay(days.lowerBound)))
    let before = try call("less", .timestamp(zone.startOfDay(days.upperBound + 1)))
    return try binder.call("and", [after, before], at: nil)
  }
}
