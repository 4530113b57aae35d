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

  /// The named column, or the relation's own time, where it has a time of day in the report's zone.
  ///
  /// - Throws: what ``field(_:in:at:)`` throws, a day without a time, or that there is no zone.
  static func instant(
    _ name: ColumnName?, in input: Relation, _ scope: Scope
  ) throws(Problems) -> Field {
    let time = try field(name, in: input, at: scope.origin.place)
    guard time.type == .timestamp else {
      throw Problems(
        Diagnostic(
          .noTimeOfDay, at: name?.place ?? scope.origin.place, ["name": .text(time.name)]))
    }
    _ = try scope.requiredZone()
    return time
  }

  /// The condition that a time lies within whole days.
  static func condition(
    _ field: Field, within days: DateRange, in scope: Scope
  ) throws(Problems) -> Expression {
    let zone = field.type == .date ? .utc : try scope.requiredZone()
    return try Expression(field).lies(within: days.daysSince1970, in: zone)
  }

  /// The day of the named column, or of the relation's own time, in the report's zone.
  static func day(
    _ name: ColumnName?, in input: Relation, _ scope: Scope
  ) throws(Problems) -> Expression {
    try day(of: try field(name, in: input, at: scope.origin.place), in: scope)
  }

  /// The day of a time, in the report's zone.
  static func day(of field: Field, in scope: Scope) throws(Problems) -> Expression {
    if field.type == .timestamp { _ = try scope.requiredZone() }
    return Expression(field).cast(to: .date)
  }
}
