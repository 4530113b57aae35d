import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports

extension ComparePeriods: PresentedStage {
  /// The measures of both periods as a table; with groups a table a measure, the largest change
  /// first. Groups of too few people are withheld.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows.map { Cells(zip(result.schema.names, $0).map { ($0, $1) }) }
    guard let first = rows.first else {
      return [
        .prose(context.say(sentence: "两个时段都没有数据。", "There are no rows in either period."))
      ]
    }
    var blocks: [Report.Block] = []
    if by.isEmpty {
      blocks.append(.table(measures(first, result.schema, context)))
    } else {
      for entry in into.entries {
        blocks.append(.table(groups(rows, of: entry.name, result.schema, context)))
      }
    }
    return blocks
  }

  /// The cells of a row by the names of their columns.
  private struct Cells {
    private let values: [String: Value]

    init(_ cells: [(String, Value)]) {
      values = Dictionary(cells, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> Value { values[name] ?? .missing }
  }

  private static let kinds: [(suffix: String, zh: String, en: String)] = [
    ("", "本期", "This period"), ("_base", "基期", "Base"), ("_change", "变化", "Change"),
    ("_relative", "变化率", "Relative"),
  ]

  private func measures(
    _ row: Cells, _ schema: Schema, _ context: PresentationContext
  ) -> Report.Table {
    let hidden = into.entries.map { entry in
      isOfPeople(entry.value, context)
        && !SmallCells.list(
          ["", "_base"].map { row[entry.name + $0].whole }, minimumGroup: context.minimumGroup
        ).allSatisfy { $0 == .published }
    }
    var columns: [Report.Table.Column] = [
      .init("measure", context.say("指标", "Measure"), .text)
    ]
    for kind in ComparePeriods.kinds {
      columns.append(
        .init(
          kind.suffix.isEmpty ? "value" : String(kind.suffix.dropFirst()),
          context.say(kind.zh, kind.en), kind.suffix == "_relative" ? .ratio : .mixed,
          signed: kind.suffix == "_change" || kind.suffix == "_relative"))
    }
    if !factors.isEmpty {
      columns.append(
        .init("effect", context.say("对结果的影响", "Effect on the last"), .number, signed: true))
    }
    return Report.Table(
      id: "\(context.dataset)_comparison", title: context.say("与基期比较", "Compared with the base"),
      columns: columns,
      rows: zip(into.names, hidden).map { name, isHidden -> Report.Table.Row in
        let own = cells(of: name, row, schema, isHidden: isHidden)
        let effect: [Report.Value] =
          factors.isEmpty ? [] : [self.effect(of: name, row, schema, isHidden: isHidden)]
        return Report.Table.Row([.text(context.label(of: ColumnName(name)))] + own + effect)
      }, note: note([row], context))
  }

  private func groups(
    _ rows: [Cells], of name: String, _ schema: Schema, _ context: PresentationContext
  ) -> Report.Table {
    let order = rows.indices.sorted { left, right in
      let changes = [left, right].map { abs(rows[$0]["\(name)_change"].double ?? -1) }
      return changes[0] != changes[1] ? changes[0] > changes[1] : left < right
    }
    let isCounted = into[name].map { isOfPeople($0, context) } ?? false
    let verdicts = ["", "_base"].map { side in
      SmallCells.list(
        rows.map { $0[name + side].whole }, minimumGroup: isCounted ? context.minimumGroup : 0)
    }
    let field = schema[name] ?? Field(name, .number)
    let kind: Report.Table.Column.Kind =
      field.unit == .ratio
      ? .ratio
      : field.type == .integer ? .integer : field.unit?.isCurrency ?? false ? .money : .number
    let hasParts = schema["\(name)_contribution"] != nil
    let hasMix = schema["\(name)_mix"] != nil
    let hasEffect = schema["\(name)_effect"] != nil
    let changeKind: Report.Table.Column.Kind = kind == .ratio ? .points : kind
    let partKind: Report.Table.Column.Kind = kind == .ratio ? .points : .number
    var columns: [Report.Table.Column] = by.map { .init($0.text, context.label(of: $0), .text) }
    columns += [
      .init("value", context.say("本期", "This period"), kind),
      .init("base", context.say("基期", "Base"), kind),
      .init("change", context.say("变化", "Change"), changeKind, signed: true),
      .init("relative", context.say("变化率", "Relative"), .ratio, signed: true),
    ]
    if hasMix {
      columns += [
        .init("mix", context.say("结构变化的影响", "From the mix"), partKind, signed: true),
        .init("rate", context.say("自身变化的影响", "From the group itself"), partKind, signed: true),
      ]
    }
    if hasEffect {
      columns.append(
        .init("effect", context.say("对结果的影响", "Effect on the last"), .number, signed: true))
    }
    if hasParts {
      columns.append(
        .init(
          "contribution", context.say("对总变化率的贡献", "Part of the whole change"), .ratio,
          signed: true))
    }
    return Report.Table(
      id: "\(context.dataset)_\((into.names.firstIndex(of: name) ?? 0) + 1)",
      title: context.say(
        "\(context.label(of: ColumnName(name)))：与基期比较",
        "\(context.label(of: ColumnName(name))) compared with the base"),
      columns: columns,
      rows: order.map { index -> Report.Table.Row in
        let row = rows[index]
        let isHidden = verdicts.contains { $0[index] != .published }
        var values: [Report.Value] = by.map { .text(context.name(of: row[$0.text])) }
        values += cells(of: name, row, schema, isHidden: isHidden)
        if hasMix {
          for side in ["mix", "rate"] {
            values.append(part(row["\(name)_\(side)"], partKind, isHidden: isHidden))
          }
        }
        if hasEffect { values.append(effect(of: name, row, schema, isHidden: isHidden)) }
        if hasParts {
          values.append(
            isHidden ? .suppressed : Report.Value(ratio: row["\(name)_contribution"]))
        }
        return Report.Table.Row(values)
      }, note: note(rows, context),
      people: isCounted && by.count == 1
        ? .init(
          by: by[0].text, group: by[0].text, count: "value", minimum: context.minimumGroup,
          dataset: context.dataset)
        : nil)
  }

  /// What a factor did to the change of the last measure.
  private func effect(
    of name: String, _ row: Cells, _ schema: Schema, isHidden: Bool
  ) -> Report.Value {
    guard schema["\(name)_effect"] != nil else { return .missing(.notApplicable) }
    return isHidden ? .suppressed : Report.Value(number: row["\(name)_effect"], places: 2)
  }

  private func part(
    _ value: Value, _ kind: Report.Table.Column.Kind, isHidden: Bool
  ) -> Report.Value {
    if isHidden { return .suppressed }
    guard let number = value.double else { return .missing(.noData) }
    return kind == .points ? .points(number) : .number(number, places: 2)
  }

  private func cells(
    of name: String, _ row: Cells, _ schema: Schema, isHidden: Bool
  ) -> [Report.Value] {
    if isHidden { return Array(repeating: .suppressed, count: 4) }
    let field = schema[name] ?? Field(name, .number)
    func figure(_ value: Value) -> Report.Value {
      if value.isMissing { return .missing(.noData) }
      if field.unit == .ratio { return Report.Value(ratio: value) }
      return Report.Value(
        exact: value, isMoney: field.type != .integer && field.unit?.isCurrency ?? false)
    }
    let change = row["\(name)_change"]
    return [
      figure(row[name]), figure(row["\(name)_base"]),
      field.unit == .ratio
        ? change.double.map { .points($0) } ?? .missing(.noData) : figure(change),
      Report.Value(ratio: row["\(name)_relative"]),
    ]
  }

  /// Whether a measure counts people.
  private func isOfPeople(_ measure: ParsedExpression, _ context: PresentationContext) -> Bool {
    guard case .call("count", let arguments, true, _) = measure.syntax,
      case .column(_, let column, _)? = arguments.first
    else { return false }
    return context.material?[column]?.isPersonal ?? true
  }

  private func note(_ rows: [Cells], _ context: PresentationContext) -> Report.Sentence? {
    guard let first = rows.first else { return nil }
    let (days, base) = (first["days"].whole, first["base_days"].whole)
    if rows.contains(where: { row in
      into.names.contains { row["\($0)_note"] == .text("not_observed") }
    }) {
      return context.say(
        sentence: "数据没有覆盖其中一个时段，无法比较。",
        "The data do not reach into one of the periods: nothing can be compared.")
    }
    if rows.contains(where: { row in into.names.contains { row["\($0)_note"] == .text("simpson") } }
    ) {
      return context.say(
        sentence: "整体的变化与每一组自身的变化方向相反：是各组占比变了（辛普森悖论）。",
        """
        The whole moved against every group: what changed is how large the groups are (Simpson's \
        paradox).
        """)
    }
    if first["is_partial"] == .bool(true) {
      return context.say(
        sentence: "时段未满：本期 \(.integer(days)) 天，基期 \(.integer(base)) 天。",
        """
        A period is not complete: \(.integer(days)) days are compared with \(.integer(base)).
        """)
    }
    guard days != base else { return nil }
    return context.say(
      sentence: "两个时段长短不同：本期 \(.integer(days)) 天，基期 \(.integer(base)) 天。",
      "The periods are not equally long: \(.integer(days)) days and \(.integer(base)).")
  }
}
