import FupanData
import FupanDiagnostics
import FupanPlan

extension Relation {
  /// An expression of our own over columns that a stage has named itself.
  ///
  ///     let age = try touches.formula("ordered_at - at")
  package func formula(_ text: String) throws(Problems) -> Expression {
    try binder().bind(ParsedExpression(text))
  }

  /// The rows for which a condition of our own is true.
  package func filtered(_ text: String) throws(Problems) -> Relation {
    filtered(where: try binder().condition(ParsedExpression(text)))
  }

  /// All columns, and these formulas under new names.
  package func extended(_ formulas: KeyValuePairs<String, String>) throws(Problems) -> Relation {
    var projections: [Projection] = []
    for (name, text) in formulas { projections.append(Projection(name, try formula(text))) }
    return try extended(projections)
  }

  /// Exactly these formulas under these names.
  package func projected(_ formulas: KeyValuePairs<String, String>) throws(Problems) -> Relation {
    var projections: [Projection] = []
    for (name, text) in formulas { projections.append(Projection(name, try formula(text))) }
    return try projected(projections)
  }
}
