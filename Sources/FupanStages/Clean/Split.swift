import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `split`: one text into several columns.
///
///     - split: {of: region, separator: "-", into: [province, city, district]}
package struct Split: TransformStage {
  package static let about = StageDescription(
    "split", .clean,
    "Splits text into several columns; the last takes the rest, those without a part are missing.")

  @Parameter("The column of text; it stays.") var of: ColumnName
  @Parameter("What stands between the parts.", .nonEmpty) var separator: String
  @Parameter("The new columns, from left to right.", .nonEmpty) var into: [String]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    guard let source = try input.textFields([of]).first else { return input }
    let mark = Split.quoted(separator)
    var parts: [Projection] = []
    for (index, name) in into.enumerated() {
      let end = index == into.count - 1 ? "(.*)\\z" : "(.*?)(?:\(mark)|\\z)"
      let before = index == 0 ? "" : "(?:.*?\(mark)){\(index)}"
      let part = try input.binder().call(
        "regexp_extract",
        [
          Expression(source), .text("(?s)\\A\(before)\(end)"), Expression(literal: .integer(1)),
        ], at: of.place)
      parts.append(Projection(name, part))
    }
    return try input.extended(parts)
  }

  /// The text as a pattern for itself.
  private static func quoted(_ text: String) -> String {
    var pattern = ""
    for scalar in text.unicodeScalars {
      let isPlain =
        !scalar.isASCII || scalar == "_" || scalar.properties.isAlphabetic
        || ("0"..."9").contains(scalar)
      pattern += (isPlain ? "" : "\\") + String(scalar)
    }
    return pattern
  }
}
