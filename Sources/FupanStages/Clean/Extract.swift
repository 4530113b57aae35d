import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `extract`: parts of text that fit the groups of a regular expression, as columns.
///
///     - extract: {of: title, pattern: "第([0-9]+)期·(.*)", into: [issue, topic]}
package struct Extract: TransformStage {
  package static let about = StageDescription(
    "extract", .clean,
    "Makes columns of the groups of a regular expression; missing where it does not fit.")

  @Parameter("The column of text.") var of: ColumnName
  @Parameter("A regular expression of RE2 with a group, in brackets, for each new column.")
  var pattern: Located<String>
  @Parameter("The new columns, one for each group.", .nonEmpty) var into: [Located<String>]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let source = found.gather { () throws(Problems) in try input.textFields([of]).first }
    let groups = found.gather { () throws(Problems) in
      try PatternGroups.count(in: pattern.value, at: pattern.place)
    }
    if let groups, groups != into.count {
      found.append(
        Diagnostic(
          .groupsDiffer, at: pattern.place,
          ["groups": .integer(groups), "columns": .integer(into.count)]))
    }
    if let problems = Problems(found) { throw problems }
    guard let source = source ?? nil else { return input }
    var parts: [Projection] = []
    for (index, name) in into.enumerated() {
      let part = try input.binder().call(
        "regexp_extract",
        [
          Expression(source), .text(pattern.value),
          Expression(literal: .integer(Int64(index + 1))),
        ], at: pattern.place)
      parts.append(Projection(name.value, part))
    }
    return try input.extended(parts)
  }
}

extension Message {
  static let groupsDiffer = Message(
    "groups_differ", exit: .config,
    en:
      "the pattern has {groups} {groups|group|groups}, but 'into' has {columns} {columns|name|names}",
    zh: "表达式有 {groups} 个分组，into 却有 {columns} 个列名",
    hint: (
      en: "each new column takes one group in brackets; (?:…) is no group",
      zh: "每个新列对应一个括号分组；(?:…) 不算分组"
    ))
}
