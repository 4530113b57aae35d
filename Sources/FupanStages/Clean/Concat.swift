import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `concat`: several columns joined to one text.
///
///     - concat: {columns: [province, city], separator: "-", into: region}
package struct Concat: TransformStage {
  package static let about = StageDescription(
    "concat", .clean,
    "Joins columns to one text; missing parts are passed over, and the text is missing if all are.")

  @Parameter("The columns, from left to right; they stay.", .nonEmpty) var columns: [ColumnName]
  @Parameter("What stands between the parts.") var separator: String = ""
  @Parameter("The new column.") var into: String

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let place = scope.origin.place
    let binder = input.binder()
    var found: [Diagnostic] = []
    var parts: [Expression] = []
    for name in columns {
      found.gather { () throws(Problems) in parts.append(try input.text(of: name)) }
    }
    if let problems = Problems(found) { throw problems }
    var pieces: [Expression] = []
    var isMissing: Expression?
    for part in parts {
      let piece = try binder.call("concat", [.text(separator), part], at: place)
      pieces.append(try binder.call("coalesce", [piece, .text("")], at: place))
      let isAbsent = try binder.call("is_missing", [part], at: place)
      isMissing =
        try isMissing.map { all throws(Problems) in
          try binder.call("and", [all, isAbsent], at: place)
        } ?? isAbsent
    }
    let joined = try binder.call("concat", pieces, at: place)
    let start = Int64(separator.unicodeScalars.count + 1)
    let text = try binder.call(
      "substr", [joined, Expression(literal: .integer(start))], at: place)
    guard let isMissing else { return input }
    return try input.extended([
      Projection(into, .when(isMissing, Expression(literal: .missing), otherwise: text))
    ])
  }
}
