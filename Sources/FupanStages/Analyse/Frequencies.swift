import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `frequencies`: how often each answer of a question was given.
///
/// A column of values is a question with one answer; a column of lists one with several, where an
/// option counts once a respondent, shares of respondents add up to more than 1, and shares of
/// selections to 1. `options` lists answers that are shown even if nobody gave them.
///
///     - frequencies: {of: reasons}
///     - frequencies: {of: satisfaction, by: channel, options: [满意, 一般, 不满意]}
package struct Frequencies: TransformStage {
  package static let about = StageDescription(
    "frequencies", .analyse, "Counts the answers of a question, with shares and intervals.")

  @Parameter("The column of answers: one value, or a list of several.", .principal)
  var of: ColumnName
  @Parameter("A column to count separately for each value of.") var by: ColumnName?
  @Parameter("Answers to list even where nobody gave them.") var options: [String] = []

  /// The columns of the result besides the group.
  static let results = [
    "option", "n", "answered", "missing", "share", "ci_lo", "ci_hi", "share_of_selections",
    "is_total",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let answer = found.gather { () throws(Problems) in
      try input.binder().field(of.text, at: of.place ?? scope.origin.place)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Frequencies.results, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let answer, let group else { preconditionFailure("a missing column is a problem") }

    let grouping = group.map { [Projection(keeping: $0, as: "group")] } ?? []
    let keys = grouping.map { $0.name }
    let counts =
      answer.type == .list
      ? try Frequencies.chosen(
        try input.projected(grouping + [Projection(keeping: answer, as: "answers")]), by: keys)
      : try input
        .projected(grouping + [Projection("option", Expression(answer).cast(to: .text))])
        .aggregated(
          [Aggregation("n", .count), Aggregation("respondents", .count, of: "option")],
          by: keys + ["option"])
    return counts.finished(
      Frequencies.finish(by: group, isMultiple: answer.type == .list, options: options),
      named: scope.fragmentName("frequencies"))
  }

  /// Respondents by option, and under a missing option those without and with an answer.
  ///
  /// An option named twice in one answer counts once.
  private static func chosen(_ answers: Relation, by keys: [String]) throws(Problems) -> Relation {
    guard let distinct = FunctionCatalog["list_distinct"] else {
      preconditionFailure("the catalogue has list_distinct")
    }
    let once = try answers.binder().call(
      distinct, [try answers.formula("answers")], at: answers.origin.place)
    let counts =
      try answers
      .extended([Projection("answers", once)])
      .unnested(Unnest("answers", into: "option", keepsEmpty: false))
      .aggregated([Aggregation("n", .count)], by: keys + ["option"])
      .extended(["respondents": "0"])
    let answered = "case when list_length(answers) > 0 then 1 else 0 end"
    let bases =
      try answers
      .extended(["respondents": answered, "n": "1 - \(answered)"])
      .aggregated(
        [Aggregation("n", .sum, of: "n"), Aggregation("respondents", .sum, of: "respondents")],
        by: keys
      )
      .extended([Projection("option", Expression(literal: .missing, type: .text))])
      .selected(keys + ["option", "n", "respondents"])
    return try Relation.union([counts, bases], origin: answers.origin)
  }

  /// Shares from respondents by option, for each group and in all; the most frequent first.
  static func finish(by group: Field?, isMultiple: Bool, options: [String]) -> Finish {
    let figures =
      [Field("option", .text), Field("n", .integer), Field("answered", .integer)]
      + [Field("missing", .integer), Field("share", .number, unit: .ratio)]
      + [Field("ci_lo", .number, unit: .ratio), Field("ci_hi", .number, unit: .ratio)]
      + (isMultiple ? [Field("share_of_selections", .number, unit: .ratio)] : [])
      + (group == nil ? [] : [Field("is_total", .bool)])
    let schema = Schema((group.map { [$0] } ?? []) + figures)
    return Finish("answer_frequencies", schema: schema) { table in
      var names = options
      var slots = Dictionary(
        options.enumerated().map { ($0.element, $0.offset) },
        uniquingKeysWith: { first, _ in first })
      let cells = table.rows.map { group == nil ? [.missing] + $0 : $0 }
      for cell in cells {
        if case .text(let name) = cell[1], slots[name] == nil {
          slots[name] = names.count
          names.append(name)
        }
      }
      // Two more slots: respondents who answered, and those who did not.
      var tallies = GroupedCounts(width: names.count + 2)
      for cell in cells {
        if case .text(let name) = cell[1], let slot = slots[name] {
          tallies.add(cell[2].whole, to: cell[0], slot)
          tallies.add(cell[3].whole, to: cell[0], names.count)
        } else {
          tallies.add(cell[3].whole, to: cell[0], names.count)
          tallies.add(cell[2].whole, to: cell[0], names.count + 1)
        }
      }
      var rows: [[Value]] = []
      func append(_ counts: [Int], of value: Value, isTotal: Bool) {
        let (answered, missing) = (counts[names.count], counts[names.count + 1])
        let chosen = Array(counts.prefix(names.count))
        let shares = MultipleChoice(
          counts: chosen, answered: answered, asked: answered + missing)
        let order = chosen.indices.sorted {
          chosen[$0] != chosen[$1]
            ? chosen[$0] > chosen[$1]
            : names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
        }
        for index in order where chosen[index] > 0 || index < options.count || isTotal {
          let share = shares.ofRespondents[index]
          rows.append(
            (group == nil ? [] : [value]) + [
              .text(names[index]), .integer(Int64(chosen[index])), .integer(Int64(answered)),
              .integer(Int64(missing)), Value(share.value), Value(share.interval?.lower),
              Value(share.interval?.upper),
            ] + (isMultiple ? [Value(shares.ofSelections[index])] : [])
              + (group == nil ? [] : [.bool(isTotal)]))
        }
      }
      if group != nil {
        for entry in tallies.sorted { append(entry.counts, of: entry.group, isTotal: false) }
      }
      append(tallies.total, of: .missing, isTotal: true)
      return Table(schema, rows: rows)
    }
  }
}
