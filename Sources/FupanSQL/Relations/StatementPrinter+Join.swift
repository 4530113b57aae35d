import FupanData
import FupanDiagnostics
import FupanPlan

extension StatementPrinter {
  /// Missing keys match nothing; where a row may find one other at most, a second one ends the
  /// query.
  mutating func join(
    _ left: Relation, _ right: Relation, _ join: Join, of relation: Relation
  ) throws(Problems) -> String {
    let leftRows = try source(left)
    var rightRows = try source(right)
    let pairs = join.on.map { "l.\(name($0.left)) = r.\(name($0.right))" }
    let condition = pairs.isEmpty ? "TRUE" : pairs.joined(separator: " AND ")
    var check: String?
    if join.matches == .one {
      let matches = name(Relation.hiddenName("matches", in: right.schema))
      let keys = join.on.map { name($0.right) }.joined(separator: ", ")
      let over = keys.isEmpty ? "()" : "(PARTITION BY \(keys))"
      rightRows = step(
        relation.origin.stage, "SELECT *, count(*) OVER \(over) AS \(matches)\nFROM \(rightRows)")
      check = unless("r.\(matches) > 1 AND \(condition)", "a row finds several others")
    }
    if join.kind == .semi || join.kind == .anti {
      let test = join.kind == .semi ? "EXISTS" : "NOT EXISTS"
      let conditions = [condition, check].compactMap { $0 }.joined(separator: " AND ")
      return "SELECT * FROM \(leftRows) AS l\n"
        + "WHERE \(test) (SELECT 1 FROM \(rightRows) AS r WHERE \(conditions))"
    }
    let columns = relation.schema.names.map { column in
      guard left.schema.index(of: column) != nil else { return "r.\(name(column))" }
      if join.kind == .full, let pair = join.on.first(where: { $0.left == column }) {
        return "coalesce(l.\(name(column)), r.\(name(pair.right))) AS \(name(column))"
      }
      return "l.\(name(column))"
    }
    let kind =
      switch join.kind {
      case .left: "LEFT JOIN"
      case .full: "FULL JOIN"
      case .inner, .semi, .anti: "JOIN"
      }
    return "SELECT\(list(columns))\n"
      + "FROM \(leftRows) AS l \(kind) \(rightRows) AS r\n  ON \(condition)"
      + (check.map { "\nWHERE \($0)" } ?? "")
  }
}
