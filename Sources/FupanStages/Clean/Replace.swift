import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `replace`: parts of text replaced by another.
///
///     - replace: {columns: title, part: 【旧】, with: ""}
///     - replace: {columns: phone, pattern: "[^0-9]", with: ""}
package struct Replace: TransformStage {
  package static let about = StageDescription(
    "replace", .clean, "Replaces a part of text wherever it occurs, or what fits a pattern.")

  @Parameter("The columns.", .principal, .nonEmpty) var columns: [ColumnName]
  @Parameter("The part to replace, as it is written.") var part: Located<String>?
  @Parameter("What to replace, as a regular expression of RE2.") var pattern: Located<String>?
  @Parameter("What takes its place; with a pattern, \\1 is its first group.") var with: String

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    guard (part == nil) != (pattern == nil), part?.value.isEmpty != true else {
      throw Problems(
        Diagnostic(
          .chooseOne, at: scope.origin.place, ["first": "part", "second": "pattern"]))
    }
    let binder = input.binder()
    return try input.replacing(try input.textFields(columns)) { field throws(Problems) in
      if let pattern {
        return try binder.call(
          "regexp_replace", [Expression(field), .text(pattern.value), .text(with)],
          at: pattern.place)
      }
      return try binder.call(
        "replace", [Expression(field), .text(part?.value ?? ""), .text(with)], at: part?.place)
    }
  }
}
