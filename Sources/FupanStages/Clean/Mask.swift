import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `mask`: stars instead of characters, as in `138****8000`.
///
///     - mask: {columns: [phone], first: 3, last: 4}
///     - mask: [buyer_name]
package struct Mask: TransformStage {
  package static let about = StageDescription(
    "mask", .clean, "Puts * for the characters of a value, but for the first and last ones.")

  @Parameter("The columns.", .principal, .nonEmpty) var columns: [ColumnName]
  @Parameter("How many characters stay at the start.", .in(0...100)) var first: Int = 0
  @Parameter("How many characters stay at the end.", .in(0...100)) var last: Int = 0

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var masked: [Projection] = []
    for name in columns {
      found.gather { () throws(Problems) in
        let kept = [first, last].map { Expression(literal: .integer(Int64($0))) }
        let value = try input.binder().call(
          "mask", [try input.text(of: name)] + kept, at: name.place)
        if masked.allSatisfy({ $0.name != name.text }) {
          masked.append(Projection(name.text, value))
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    return try input.extended(masked)
  }
}
