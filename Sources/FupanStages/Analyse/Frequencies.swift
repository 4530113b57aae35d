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
/// Other answers than those are told in a warning. With `weight` shares are those of the weights, and
/// their intervals those of as many answers as the weights leave (`n_eff`). With `reason`, as profiles
/// of surveys make it beside a question, those who were not asked are `skipped`, not `missing`.
///
///     - frequencies: {of: reasons}
///     - frequencies: {of: satisfaction, by: channel, options: [满意, 一般, 不满意]}
///     - frequencies: {of: satisfaction, weight: weight}
package struct Frequencies: TransformStage {
  package static let about = StageDescription(
    "frequencies", .analyse, "Counts the answers of a question, with shares and intervals.")

  @Parameter("The column of answers: one value, or a list of several.", .principal)
  var of: ColumnName
  @Parameter("A column to count separately for each value of.") var by: ColumnName?
  @Parameter("Answers to list even where nobody gave them.") var options: [String] = []
  @Parameter("The column of respondents' weights, such as rake makes.") var weight: ColumnName?
  @Parameter("The column that says why an answer is missing: who 'skipped' it was not asked.")
  var reason: ColumnName?

  /// The columns of the result besides the group.
  static let results = [
    "option", "n", "answered", "missing", "share", "ci_lo", "ci_hi", "share_of_selections",
    "n_eff", "skipped", "is_total",
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
    let why = found.gather { () throws(Problems) -> Field? in
      guard let reason else { return nil }
      return try AnalysisColumns.grouping(reason, in: input, scope)
    }
    let weighed = found.gather { () throws(Problems) in
      try AnswerWeight.checked(weight, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let answer, let group, let why, let weighed else {
      preconditionFailure("a missing column is a problem")
    }

    let weights = try weighed.weight?.projections(of: weighed.rows) ?? []
    let sums = weighed.weight == nil ? [] : AnswerWeight.sums
    let grouping = group.map { [Projection(keeping: $0, as: "group")] } ?? []
    let keys = grouping.map { $0.name }
    let everybody = weighed.rows
    let asked = try why.map { why throws(Problems) in
      everybody.filtered(where: try Frequencies.wasAsked(why, in: everybody))
    }
    var counts =
      answer.type == .list
      ? try Frequencies.chosen(
        try (asked ?? everybody).projected(
          grouping + [Projection(keeping: answer, as: "answers")] + weights), by: keys, sums)
      : try (asked ?? everybody)
        .projected(grouping + [Projection("option", Expression(answer).cast(to: .text))] + weights)
        .aggregated(
          [Aggregation("n", .count), Aggregation("respondents", .count, of: "option")] + sums,
          by: keys + ["option"])
    if let why {
      counts = try Frequencies.union(counts, skipped: everybody, why, grouping)
    }
    return counts.finished(
      finish(
        by: group, isMultiple: answer.type == .list, at: scope.origin.place),
      named: scope.fragmentName("frequencies"))
  }

  /// Whether somebody was asked: whether the reason for a missing answer is not `skipped`.
  private static func wasAsked(_ why: Field, in rows: Relation) throws(Problems) -> Expression {
    let binder = rows.binder()
    let reason = try binder.call("coalesce", [Expression(why), .text("")], at: nil)
    return try binder.call("not_equal", [reason, .text("skipped")], at: nil)
  }

  /// The counts with a column of those who were not asked, and a row for these of each group.
  private static func union(
    _ counts: Relation, skipped everybody: Relation, _ why: Field, _ grouping: [Projection]
  ) throws(Problems) -> Relation {
    let binder = everybody.binder()
    let isSkipped = try binder.call(
      "not", [try wasAsked(why, in: everybody)], at: nil)
    let main = try counts.extended(["skipped": "0"])
    let keys = grouping.map { $0.name }
    let others =
      try everybody
      .filtered(where: isSkipped)
      .projected(grouping + [Projection("one", Expression(literal: .integer(1)))])
      .aggregated([Aggregation("skipped", .count)], by: keys)
    let rest = main.schema.fields.filter { !keys.contains($0.name) && $0.name != "skipped" }
    let filled = try others.extended(
      rest.map { field in
        let value: Expression =
          field.name == "option"
          ? Expression(literal: .missing, type: .text)
          : Expression(literal: .integer(0)).cast(to: field.type)
        return Projection(field.name, value)
      })
    return try Relation.union(
      [main, try filled.selected(main.schema.names)], origin: counts.origin)
  }

  /// Respondents by option, and under a missing option those without and with an answer.
  ///
  /// An option named twice in one answer counts once.
  private static func chosen(
    _ answers: Relation, by keys: [String], _ sums: [Aggregation]
  ) throws(Problems) -> Relation {
    guard let distinct = FunctionCatalog["list_distinct"] else {
      preconditionFailure("the catalogue has list_distinct")
    }
    let columns = keys + ["option", "n", "respondents"] + sums.map { $0.name }
    let once = try answers.binder().call(
      distinct, [try answers.formula("answers")], at: answers.origin.place)
    let counts =
      try answers
      .extended([Projection("answers", once)])
      .unnested(Unnest("answers", into: "option", keepsEmpty: false))
      .aggregated([Aggregation("n", .count)] + sums, by: keys + ["option"])
      .extended(["respondents": "0"])
      .selected(columns)
    let answered = "case when list_length(answers) > 0 then 1 else 0 end"
    let bases =
      try answers
      .extended(["respondents": answered, "n": "1 - \(answered)"])
      .extended(
        try sums.compactMap { $0.column }.map { name throws(Problems) in
          // The weights of those who did not answer weigh nothing.
          let weight = try answers.formula(name)
          return Projection(
            name,
            .when(
              try answers.formula("list_length(answers) > 0"), weight,
              otherwise: Expression(literal: .integer(0)).cast(to: weight.type)))
        }
      )
      .aggregated(
        [Aggregation("n", .sum, of: "n"), Aggregation("respondents", .sum, of: "respondents")]
          + sums, by: keys
      )
      .extended([Projection("option", Expression(literal: .missing, type: .text))])
      .selected(columns)
    return try Relation.union([counts, bases], origin: answers.origin)
  }

  /// Shares from respondents by option, for each group and in all; the most frequent first.
  private func finish(by group: Field?, isMultiple: Bool, at place: Place?) -> Finish {
    let (options, isWeighted, of) = (options, weight != nil, of.text)
    let knowsSkipped = reason != nil
    let figures =
      [Field("option", .text), Field("n", .integer), Field("answered", .integer)]
      + [Field("missing", .integer), Field("share", .number, unit: .ratio)]
      + [Field("ci_lo", .number, unit: .ratio), Field("ci_hi", .number, unit: .ratio)]
      + (isMultiple ? [Field("share_of_selections", .number, unit: .ratio)] : [])
      + (isWeighted ? [Field("n_eff", .number)] : [])
      + (knowsSkipped ? [Field("skipped", .integer)] : [])
      + (group == nil ? [] : [Field("is_total", .bool)])
    let schema = Schema((group.map { [$0] } ?? []) + figures)
    return Finish(
      "answer_frequencies", schema: schema,
      warnings: { table in
        let found = Set(table.rows.compactMap { $0[group == nil ? 0 : 1].text })
        let strange = found.subtracting(options).sorted {
          $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        guard !options.isEmpty, !strange.isEmpty else { return [] }
        return [
          Diagnostic(
            .answersNotListed, at: place, ["name": .text(of), "values": .list(strange)],
            severity: .warning)
        ]
      }
    ) { table in
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
      // Three more slots: respondents who answered, those who did not, and those not asked.
      var tallies = GroupedCounts(width: names.count + 3)
      // One more slot: the weights of all who answered, those of a list counted apart.
      var weights = GroupedWeights(width: names.count + 1)
      for cell in cells {
        if knowsSkipped {
          tallies.add(cell.last?.whole ?? 0, to: cell[0], names.count + 2)
        }
        if case .text(let name) = cell[1], let slot = slots[name] {
          tallies.add(cell[2].whole, to: cell[0], slot)
          tallies.add(cell[3].whole, to: cell[0], names.count)
          if isWeighted {
            weights.add(cell[4], cell[5], to: cell[0], slot)
            if !isMultiple { weights.add(cell[4], cell[5], to: cell[0], names.count) }
          }
        } else {
          tallies.add(cell[3].whole, to: cell[0], names.count)
          tallies.add(cell[2].whole, to: cell[0], names.count + 1)
          if isWeighted, isMultiple { weights.add(cell[4], cell[5], to: cell[0], names.count) }
        }
      }
      var rows: [[Value]] = []
      func append(_ counts: [Int], of value: Value, isTotal: Bool) {
        let (answered, missing) = (counts[names.count], counts[names.count + 1])
        let chosen = Array(counts.prefix(names.count))
        let shares = MultipleChoice(
          counts: chosen, answered: answered, asked: answered + missing)
        let own = weights.weights(of: isTotal ? nil : value)
        let base = WeightSums(
          count: answered, sum: own[names.count].weight, squares: own[names.count].square)
        let selected = NeumaierSum.of(own.prefix(names.count).map { $0.weight })
        let order = chosen.indices.sorted {
          chosen[$0] != chosen[$1]
            ? chosen[$0] > chosen[$1]
            : names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
        }
        for index in order where chosen[index] > 0 || index < options.count || isTotal {
          let share =
            isWeighted
            ? Estimate.proportion(weight: own[index].weight, in: base, missing: missing)
            : shares.ofRespondents[index]
          let ofSelections =
            isWeighted
            ? (selected > 0 ? own[index].weight / selected : nil) : shares.ofSelections[index]
          rows.append(
            (group == nil ? [] : [value]) + [
              .text(names[index]), .integer(Int64(chosen[index])), .integer(Int64(answered)),
              .integer(Int64(missing)), Value(share.value), Value(share.interval?.lower),
              Value(share.interval?.upper),
            ] + (isMultiple ? [Value(ofSelections)] : [])
              + (isWeighted ? [Value(base.sum > 0 ? base.effectiveSize : nil)] : [])
              + (knowsSkipped ? [.integer(Int64(counts[names.count + 2]))] : [])
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
