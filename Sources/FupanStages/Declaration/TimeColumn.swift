import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// The column that says when the thing of a row happened.
package enum TimeColumn {
  /// The time columns of the canonical tables, the first that a relation has is its own.
  package static let canonical = [
    "paid_at", "ts", "submitted_at", "published_at", "joined_at", "date",
  ]

  /// The named column, or the relation's own time.
  ///
  /// - Throws: a column that is unknown or no time, or that there is none.
  static func field(
    _ name: ColumnName?, in input: Relation, at place: Place?
  ) throws(Problems) -> Field {
    let field: Field
    if let name {
      field = try input.binder().field(name)
    } else if let own = canonical.lazy.compactMap({ input.schema[$0] }).first {
      field = own
    } else {
      throw Problems(
        Diagnostic(input.isComplete ? .noTimeColumn : .dependsOnEarlierProblem, at: place))
    }
    guard field.type == .date || field.type == .timestamp else {
      throw Problems(
        Diagnostic(
          .notATime, at: name?.place ?? place,
          ["name": .text(field.name), "type": .text(field.type.description)]))
    }
    return field
  }

  /// The condition that a time lies within whole days.
  static func condition(
    _ field: Field, within days: DateRange, in scope: Scope
  ) throws(Problems) -> Expression {
    let column = Expression(field)
    let binder = ExpressionBinder(schema: Schema([field]))
    if field.type == .date {
      return try binder.call(
        "between",
        [column, day(days.first.daysSince1970), day(days.last.daysSince1970)],
        at: scope.origin.place)
    }
    let zone = try scope.requiredZone()
    let from = startOfDay(days.first.daysSince1970, zone)
    let to = startOfDay(days.last.daysSince1970 + 1, zone)
    let after = try binder.call(
      "greater_or_equal", [column, Expression(literal: .timestamp(from))],
      at: scope.origin.place)
    let before = try binder.call(
      "less", [column, Expression(literal: .timestamp(to))], at: scope.origin.place)
    return try binder.call("and", [after, before], at: scope.origin.place)
  }

  /// The day of a time, in the report's zone.
  static func day(of field: Field, in scope: Scope) throws(Problems) -> Expression {
    if field.type == .timestamp { _ = try scope.requiredZone() }
    return Expression(field).cast(to: .date)
  }

  /// The instant a civil day starts; where the clocks skip midnight, the first that exists.
  package static func startOfDay(_ day: Int, _ zone: TimeZoneRules) -> Int64 {
    let local = Int64(day) * 86_400_000_000
    for hours in Int64(0)...24 {
      if let first = zone.instants(ofLocal: local + hours * 3_600_000_000).first { return first }
    }
    return local
  }

  private static func day(_ days: Int) -> Expression {
    Expression(literal: .date(Int32(days)))
  }
}
