import FupanData
import FupanDiagnostics
import FupanPlan

/// Groups as columns that a join can match: in a join missing equals nothing, but rows of a missing
/// group are a group too.
enum MatchableGroups {
  /// The columns for each of `keys`: its value, some value where it is missing, and whether it is.
  static func names(_ keys: [String]) -> [String] {
    keys.indices.flatMap { ["key\($0)", "none\($0)"] }
  }

  /// The columns of `names`, computed from rows that have `keys`.
  static func projections(
    _ keys: [String], of rows: Relation
  ) throws(Problems) -> [Projection] {
    let binder = rows.binder()
    var result: [Projection] = []
    for (index, key) in keys.enumerated() {
      guard let field = rows.schema[key] else { continue }
      let column = Expression(field)
      var known = Projection(
        "key\(index)",
        try binder.call(
          "coalesce", [column, Expression(literal: field.type.anyValue)], at: nil
        ).cast(to: field.type))
      known.field.isPersonal = field.isPersonal
      result += [
        known, Projection("none\(index)", try binder.call("is_missing", [column], at: nil)),
      ]
    }
    return result
  }

  /// The group's own column again, missing where it was, from rows that have `names`.
  static func value(
    _ index: Int, like field: Field, of rows: Relation
  ) throws(Problems) -> Expression {
    let isKnown = try rows.formula("not none\(index)")
    let key = try rows.formula("key\(index)")
    return Expression(
      .conditional([Expression.Branch(condition: isKnown, value: key)], otherwise: nil),
      type: field.type, isPersonal: field.isPersonal)
  }
}

extension DataType {
  /// Some value of the type, for rows whose own is missing.
  fileprivate var anyValue: Value {
    switch self {
    case .bool: .bool(false)
    case .integer, .decimal, .wideDecimal: .integer(0)
    case .number: .number(0)
    case .text, .list: .text("")
    case .date: .date(0)
    case .timestamp: .timestamp(0)
    }
  }
}
