import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `screen`: flags on answers that may not be meant: too fast, all alike, given twice, or contradictory.
///
/// Nothing is deleted. `is_speeder` took less than a third of the median time (asked from 20 answers
/// on), `is_straightliner` gave one answer to every item of a matrix of five or more, `is_duplicate`
/// repeats an earlier row in all columns of `same`, if it has any of them, `is_contradictory` breaks one of the rules, and
/// `is_flagged` is any of them. A flag of what is not looked at is missing. `quality` shows how many
/// are flagged, and the main results with and without them.
///
///     - screen:
///         duration: duration
///         matrix: [quality, price, delivery, service, fun]
///         same: [ip_region, recommend, satisfaction, comment]
///         contradictions: [没买过却评价品质: bought = '否' and quality is not null]
package struct Screen: TransformStage {
  package static let about = StageDescription(
    "screen", .analyse, "Flags answers that may not be meant: fast, alike, repeated, contradictory."
  )

  @Parameter("The column that says how long answering took.") var duration: ColumnName?
  @Parameter("Items of a matrix on one scale, five or more.") var matrix: [ColumnName] = []
  @Parameter("Columns in which a repeated answer equals an earlier one.") var same: [ColumnName] =
    []
  @Parameter("Names of contradictions, each with the condition that shows it.")
  var contradictions: [Named<ParsedExpression>] = []

  /// The columns that are added.
  static let flags = [
    "is_speeder", "is_straightliner", "is_duplicate", "is_contradictory", "is_flagged",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let time = found.gather { () throws(Problems) -> Field? in
      guard let duration else { return nil }
      return try AnalysisColumns.amount(duration, in: input, scope)
    }
    let items = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(matrix, in: input, scope)
    }
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(same, in: input, scope)
    }
    var rules: [Expression] = []
    for rule in contradictions {
      found.gather { () throws(Problems) in
        rules.append(try input.binder(in: scope).condition(rule.settings))
      }
    }
    if duration == nil && matrix.isEmpty && same.isEmpty && contradictions.isEmpty {
      found.append(Diagnostic(.nothingToScreen, at: scope.origin.place))
    }
    if !matrix.isEmpty, matrix.count < 5 {
      found.append(
        Diagnostic(
          .matrixTooSmall, at: $matrix.place ?? scope.origin.place,
          ["count": .integer(matrix.count)]))
    }
    for name in Screen.flags where input.schema.index(of: name) != nil {
      found.append(
        Diagnostic(.resultColumnTaken, at: scope.origin.place, ["name": .text(name)]))
    }
    if let problems = Problems(found) { throw problems }
    guard let time, let items, let keys else {
      preconditionFailure("a missing column is a problem")
    }

    var prepared = PreparedRows(rows: input)
    let never = Expression(literal: .bool(false))
    let straight = try items.isEmpty ? nil : alike(prepared.rows, items)
    // Before anything is joined: which of equal rows is the later one is known of a file's rows only.
    var repeated: Expression?
    if !keys.isEmpty {
      let order = TimeColumn.canonical.lazy.compactMap { input.schema[$0] }.first
      let position = try prepared.window(
        by: keys, order: order.map { [SortKey($0.name)] } ?? [], ties: .inputOrder,
        ("copy", WindowFunction("", .rowNumber)))[0]
      // Rows of which nothing is known repeat nothing.
      let binder = prepared.rows.binder()
      var isKnown = never
      for key in keys {
        let column = Expression(prepared.rows.schema[key] ?? Field(key, .text))
        isKnown = try binder.call(
          "or", [isKnown, try binder.call("is_not_missing", [column], at: nil)], at: nil)
      }
      let isLater = try prepared.rows.formula("\(position.name) > 1")
      repeated = try binder.call("and", [isLater, isKnown], at: nil)
    }
    let speeder = try time.map { field throws(Problems) in
      try fast(&prepared, field, scope)
    }
    var broken: Expression?
    for rule in rules {
      broken = try prepared.rows.binder().call(
        "or",
        [
          broken ?? never, try prepared.rows.binder().call("coalesce", [rule, never], at: nil),
        ], at: nil)
    }
    let unknown = Expression(literal: .missing, type: .bool)
    let flagged = try prepared.rows.extended([
      Projection(Screen.flags[0], speeder ?? unknown),
      Projection(Screen.flags[1], straight ?? unknown),
      Projection(Screen.flags[2], repeated ?? unknown),
      Projection(Screen.flags[3], broken ?? unknown),
    ])
    return
      try flagged
      .extended([
        Screen.flags[4]:
          Screen.flags.dropLast().map { "coalesce(\($0), false)" }.joined(separator: " or ")
      ])
      .dropping(prepared.hidden)
  }

  /// Whether a row took less than a third of the median, 3·2t < lo + hi in whole units.
  private func fast(
    _ prepared: inout PreparedRows, _ time: Field, _ scope: Scope
  ) throws(Problems) -> Expression {
    let rows = try prepared.rows.extended(["_one": "1"]).shared(as: scope.fragmentName("answers"))
    let middle =
      try rows
      .aggregated(
        [
          Aggregation("_known", .count, of: time.name),
          Aggregation(
            "_lower", .orderStatistic(numerator: 1, denominator: 2, upper: false), of: time.name),
          Aggregation(
            "_upper", .orderStatistic(numerator: 1, denominator: 2, upper: true), of: time.name),
        ], by: ["_one"])
    prepared.rows = try rows.joined(
      middle, Join(.left, on: [Join.Pair(left: "_one", right: "_one")]))
    prepared.hidden += ["_one", "_known", "_lower", "_upper"]
    // Units and types of the column would have to agree with bare numbers: compare it with itself.
    let binder = prepared.rows.binder()
    func column(_ name: String) -> Expression {
      Expression(prepared.rows.schema[name] ?? time)
    }
    var six = column(time.name)
    for _ in 0..<5 { six = try binder.call("add", [six, column(time.name)], at: nil) }
    let both = try binder.call("add", [column("_lower"), column("_upper")], at: nil)
    let isFast = try binder.call("less", [six, both], at: nil)
    return .when(
      try prepared.rows.formula("_known >= 20"),
      try binder.call("coalesce", [isFast, Expression(literal: .bool(false))], at: nil),
      otherwise: Expression(literal: .missing, type: .bool))
  }

  /// Whether all items have one answer.
  private func alike(_ rows: Relation, _ items: [String]) throws(Problems) -> Expression {
    let binder = rows.binder()
    func column(_ name: String) -> Expression {
      Expression(rows.schema[name] ?? Field(name, .text))
    }
    var all = Expression(literal: .bool(true))
    for item in items.dropFirst() {
      let isSame = try binder.call(
        "equal", [column(items[0]), column(item)], at: matrix.first?.place)
      all = try binder.call("and", [all, isSame], at: nil)
    }
    return try binder.call("coalesce", [all, Expression(literal: .bool(false))], at: nil)
  }
}

extension Message {
  static let matrixTooSmall = Message(
    "matrix_too_small", exit: .config,
    en: "one answer to all of {count} items says nothing: a matrix has five or more",
    zh: "只有 {count} 题，答案相同说明不了什么：矩阵题至少 5 题")
  static let nothingToScreen = Message(
    "nothing_to_screen", exit: .config, en: "there is nothing to screen answers by",
    zh: "没有写按什么筛查答卷",
    hint: (
      en: "give duration, matrix, same or contradictions",
      zh: "请写 duration、matrix、same 或 contradictions"
    ))
}
