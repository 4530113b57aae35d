import FupanData
import FupanDiagnostics
import FupanPlan

extension Relation {
  /// A table of known rows.
  static func of(_ fields: [Field], _ rows: [[Value]]) -> Relation {
    Relation(Table(Schema(fields), rows: rows), origin: Origin("values"))
  }

  func keeping(_ condition: String) throws -> Relation {
    filtered(where: try binder().condition(ParsedExpression(condition)))
  }

  func deriving(_ name: String, _ expression: String) throws -> Relation {
    try extended([Projection(name, try binder().bind(ParsedExpression(expression)))])
  }

  func rule(_ condition: String, _ onError: OnError, columns: [String]) throws -> Check.Rule {
    Check.Rule(
      condition, try binder().condition(ParsedExpression(condition)), columns: columns,
      onError: onError)
  }
}

extension Diagnostic {
  /// The lines it names, its own first.
  var lines: [Int] {
    [place].compactMap { $0?.line } + notes.compactMap { $0.place }.map(\.line)
  }
}
