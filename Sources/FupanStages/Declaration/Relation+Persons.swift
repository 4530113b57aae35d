import FupanData
import FupanDiagnostics
import FupanPlan

extension Relation {
  /// The same rows; every row of a person who has several is rejected.
  func oneRow(of who: Field, in stage: String) throws(Problems) -> Relation {
    var prepared = PreparedRows(rows: self)
    let count = try prepared.window(
      by: [who.name], ties: .inputOrder, ("rows", WindowFunction("", .count)))[0]
    let isOne = try prepared.rows.formula("\(count.name) = 1")
    prepared.rows = prepared.rows.checked(
      Check(rules: [
        Check.Rule("\(stage): one row a person", isOne, columns: [who.name], onError: .reject)
      ]))
    return try prepared.adding()
  }
}
