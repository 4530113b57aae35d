import FupanData
import FupanMethods
import FupanReports

extension Experiment: PresentedStage {
  /// Each test in a sentence, the differences as dots with intervals, and the figures behind them.
  /// Where units did not fall as planned that stands first; arms of too few units are withheld.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = Rows(result)
    guard !rows.all.isEmpty else {
      return [.prose(context.say(sentence: "还没有实验数据。", "There are no rows of a test."))]
    }
    var blocks: [Report.Block] = []
    if let chart = chart(rows, context) { blocks.append(.chart(chart)) }
    for (index, group) in rows.groups.enumerated() {
      if by != nil { blocks.append(.heading(context.name(of: group.name))) }
      blocks += told(group, context)
      blocks.append(.table(table(group, number: index + 1, context)))
    }
    return blocks
  }

  /// The result's rows by the names of its columns.
  private struct Rows {
    struct Group {
      let name: Value
      var rows: [Cells]

      var control: Cells? { rows.first { $0["is_control"] == .bool(true) } }
      var tested: [Cells] { rows.filter { !$0["method"].isMissing } }
    }

    let all: [Cells]
    private(set) var groups: [Group] = []

    init(_ table: Table) {
      all = table.rows.map { Cells(table.schema, $0) }
      let own = table.schema.names.first ?? ""
      for row in all {
        let name: Value = own == "variant" ? .missing : row[own]
        if groups.isEmpty || groups.last?.name != name {
          groups.append(Group(name: name, rows: []))
        }
        groups[groups.count - 1].rows.append(row)
      }
    }
  }

  /// A row whose cells have names.
  private struct Cells {
    private let schema: Schema
    private let values: [Value]

    init(_ schema: Schema, _ values: [Value]) {
      self.schema = schema
      self.values = values
    }

    subscript(name: String) -> Value { schema.index(of: name).map { values[$0] } ?? .missing }
  }

  private func isShown(_ group: Rows.Group, _ context: PresentationContext) -> Bool {
    group.rows.allSatisfy { $0["n"].whole >= context.minimumGroup || $0["n"].whole == 0 }
  }

  private func figure(_ value: Value) -> Report.Value {
    test == .share ? Report.Value(ratio: value) : Report.Value(number: value, places: 2)
  }

  private func change(_ value: Value) -> Report.Value {
    guard test == .share else { return Report.Value(number: value, places: 2) }
    return value.double.map { .points($0) } ?? .missing(.undefined)
  }

  private func told(_ group: Rows.Group, _ context: PresentationContext) -> [Report.Block] {
    guard isShown(group, context) else {
      return [
        .prose(
          context.say(
            sentence: "有版本不足 \(.integer(context.minimumGroup)) 人，不显示数字。",
            """
            A variant has fewer than \(.integer(context.minimumGroup)) people: no figures are shown.
            """))
      ]
    }
    var blocks: [Report.Block] = []
    if let gate = gate(group, context) { blocks.append(.callout(gate)) }
    for row in group.tested {
      if let sentence = sentence(row, group, context) { blocks.append(.prose(sentence)) }
    }
    if let crossover = group.rows.first?["crossover"].whole, crossover > 0 {
      blocks.append(
        .prose(
          context.say(
            sentence: "\(.integer(crossover)) 个单元同时出现在多个版本，已剔除。",
            "\(.integer(crossover)) units were seen under several variants and are left out.")))
    }
    if let unassigned = group.rows.first?["unassigned"].whole, unassigned > 0 {
      blocks.append(
        .prose(
          context.say(
            sentence: "\(.integer(unassigned)) 个单元没有版本，没有算入。",
            "\(.integer(unassigned)) units had no variant and are not counted.")))
    }
    if let rows = group.rows.first?["without_unit"].whole, rows > 0 {
      blocks.append(
        .prose(
          context.say(
            sentence: "\(.integer(rows)) 行没有写明单元，没有算入。",
            "\(.integer(rows)) rows name no unit and are not counted.")))
    }
    let missing = group.rows.filter { $0["method"] != .text("welch_winsorised") }
      .reduce(0) { $0 + $1["missing"].whole }
    if missing > 0 {
      blocks.append(
        .prose(
          context.say(
            sentence: "\(.integer(missing)) 个单元没有结果：参与分流检验，不计入各版本的数字。",
            """
            \(.integer(missing)) units have no outcome: they are in the test of the split and in no \
            other figure.
            """)))
    }
    return blocks
  }

  /// What the units' split says against the plan, where it is out of line.
  private func gate(_ group: Rows.Group, _ context: PresentationContext) -> Report.Callout? {
    guard let first = group.rows.first, let p = first["srm_p"].double else { return nil }
    if p >= SampleRatio.alarm, let q = first["srm_q"].double, q < SampleRatio.warning,
      let slice = first["srm_at"].text
    {
      return sliceGate(slice, q, context)
    }
    guard p < SampleRatio.warning else { return nil }
    let counts = group.rows.filter { $0["method"] != .text("welch_winsorised") }
      .map { "\(context.name(of: $0["variant"])) \($0["n"].whole)" }
      .joined(separator: context.say("、", ", "))
    let isAlarm = p < SampleRatio.alarm
    return Report.Callout(
      isAlarm ? .bad : .caution,
      title: context.say(
        isAlarm ? "分流与计划不符，结果不可解读" : "分流略偏离计划",
        isAlarm
          ? "Units did not fall as planned: not interpretable"
          : "Units fell somewhat off the plan"),
      context.say(
        sentence: "各版本单元数 \(counts)，与计划比例的卡方检验 \(context.p(p, places: 5))。",
        "Units: \(counts); the test against the planned shares has \(context.p(p, places: 5))."))
  }

  /// What one day's, or one platform's, split says against the plan.
  private func sliceGate(
    _ slice: String, _ q: Double, _ context: PresentationContext
  ) -> Report.Callout {
    let isAlarm = q < SampleRatio.alarm
    let name =
      slice.hasPrefix("day ") ? String(slice.dropFirst(4)) : slice
    return Report.Callout(
      isAlarm ? .bad : .caution,
      title: context.say(
        isAlarm ? "部分分流与计划不符，结果不可解读" : "部分分流略偏离计划",
        isAlarm
          ? "Part of the units did not fall as planned: not interpretable"
          : "Part of the units fell somewhat off the plan"),
      context.say(
        sentence: "偏离最大的是 \(name)：卡方检验按检查的天数和类别校正后 q = \(.number(q, places: 5))。",
        """
        The furthest off is \(name): the test, corrected for all days and values looked at, has \
        q = \(.number(q, places: 5)).
        """))
  }

  private func sentence(
    _ row: Cells, _ group: Rows.Group, _ context: PresentationContext
  ) -> Report.Sentence? {
    let name = context.name(of: row["variant"])
    let control = group.control.map { context.name(of: $0["variant"]) } ?? ""
    let (low, high) = (change(row["diff_lo"]), change(row["diff_hi"]))
    let difference = change(row["diff"])
    let p = row["q_holm"].double.map { context.p($0) } ?? ""
    switch row["decision"].text.flatMap({ ArmDecision(rawValue: $0) }) {
    case .better?, .worse?:
      let isUp = (row["diff"].double ?? 0) > 0
      return test == .rank
        ? context.say(
          sentence: "\(name) 的取值整体\(isUp ? "高" : "低")于 \(control)（\(p)）；秩检验不说明均值。",
          """
          Values of \(name) tend to be \(isUp ? "larger" : "smaller") than those of \(control) \
          (\(p)); ranks say nothing of means.
          """)
        : context.say(
          sentence: """
            \(name) 比 \(control) \(isUp ? "高" : "低")：差 \(difference)（95% 区间 \(low) 至 \(high)，\(p)）。
            """,
          """
          \(name) is \(isUp ? "above" : "below") \(control): \(difference) \
          (95 % interval \(low) to \(high), \(p)).
          """)
    case .noDifference?:
      guard let mde = row["mde"].double else {
        return context.say(
          sentence: "\(name) 与 \(control) 之间没有可检测的差异（\(p)）。",
          "There is no detectable difference between \(name) and \(control) (\(p)).")
      }
      let least = change(.number(mde))
      return context.say(
        sentence: """
          \(name) 与 \(control) 之间没有可检测的差异（差 \(difference)，95% 区间 \(low) 至 \(high)）；\
          这样的样本只能看出至少 \(least) 的差异。
          """,
        """
        There is no detectable difference between \(name) and \(control) (\(difference), 95 % \
        interval \(low) to \(high)); so many units could only have shown a difference of \(least) \
        or more.
        """)
    case .undecided?:
      return context.say(
        sentence: "\(name) 数据太少，无法检验。", "\(name) has too few units for a test.")
    case .notInterpretable?, nil: return nil
    }
  }

  private func chart(_ rows: Rows, _ context: PresentationContext) -> Report.Chart? {
    guard test != .rank else { return nil }
    var dots: [Report.Chart.Intervals.Row] = []
    var names: [String] = []
    for group in rows.groups where isShown(group, context) {
      for row in group.tested where row["decision"] != .text("not_interpretable") {
        guard !row["diff_lo"].isMissing, row["method"] != .text("welch_winsorised") else {
          continue
        }
        let variant = context.name(of: row["variant"])
        let name = by == nil ? variant : "\(context.name(of: group.name)) · \(variant)"
        if row["decision"] == .text("better") || row["decision"] == .text("worse") {
          names.append(name)
        }
        dots.append(
          .init(
            name, estimate: change(row["diff"]), low: change(row["diff_lo"]),
            high: change(row["diff_hi"]), n: .integer(row["n"].whole)))
      }
    }
    guard !dots.isEmpty else { return nil }
    let listed = names.joined(separator: context.say("、", ", "))
    let title =
      names.isEmpty
      ? context.say("没有哪个版本与对照有可检测的差异", "No variant differs detectably from its control")
      : context.say("\(listed)与对照有可检测的差异", "Detectably different from control: \(listed)")
    return Report.Chart(
      id: "\(context.dataset)_differences", title: title,
      subtitle: context.say(
        "点为与对照之差，线为 95% 区间", "Dots are differences from the control, lines their 95 % intervals"),
      unit: test == .share ? .points : .number, alt: title,
      .intervals(
        .init(
          dots,
          reference: .init(
            context.say("无差异", "No difference"),
            test == .share ? .points(0) : .number(0, places: 0)))))
  }

  private func table(
    _ group: Rows.Group, number: Int, _ context: PresentationContext
  ) -> Report.Table {
    let isShown = isShown(group, context)
    let kind: Report.Table.Column.Kind = test == .share ? .ratio : .number
    let change: Report.Table.Column.Kind = test == .share ? .points : .number
    var columns: [Report.Table.Column] = [
      .init("variant", context.say("版本", "Variant"), .text),
      .init("n", context.say("单元数", "Units"), .integer),
    ]
    if test == .share { columns.append(.init("x", context.say("转化", "Conversions"), .integer)) }
    columns += [
      .init(
        "value",
        test == .share ? context.say("转化率", "Rate") : context.say("均值", "Mean"), kind),
      .init("diff", context.say("与对照之差", "Difference"), change, signed: true),
      .init("diff_lo", context.say("区间下限", "Low"), change, signed: true),
      .init("diff_hi", context.say("区间上限", "High"), change, signed: true),
      .init("lift", context.say("相对提升", "Lift"), .ratio, signed: true),
      .init("p", context.say("p（校正后）", "p (corrected)"), .number),
      .init("mde", context.say("可检测的最小差异", "Smallest detectable"), change),
      .init("decision", context.say("结论", "Conclusion"), .text),
    ]
    return Report.Table(
      id: "\(context.dataset)_\(number)",
      title: by == nil
        ? context.say("各版本结果", "Results by variant")
        : context.say(
          "\(context.name(of: group.name))：各版本结果", "\(context.name(of: group.name)): results"),
      columns: columns,
      rows: group.rows.map { row in
        let name = Report.Value.text(
          context.name(of: row["variant"])
            + (row["method"] == .text("welch_winsorised")
              ? context.say("（截尾 99%）", " (cut at 99 %)") : ""))
        guard isShown else {
          return .init([name] + Array(repeating: .suppressed, count: columns.count - 1))
        }
        let hasTest = !row["method"].isMissing
        func tested(_ value: Report.Value) -> Report.Value { hasTest ? value : .text("") }
        return .init(
          [name, .integer(row["n"].whole)]
            + (test == .share ? [.integer(row["x"].whole)] : [])
            + [
              figure(row["value"]), tested(self.change(row["diff"])),
              tested(self.change(row["diff_lo"])), tested(self.change(row["diff_hi"])),
              tested(Report.Value(ratio: row["lift"])),
              tested(Report.Value(p: row["q_holm"].double)),
              tested(self.change(row["mde"])),
              .text(word(row["decision"], isControl: row["is_control"] == .bool(true), context)),
            ])
      },
      note: test == .rank
        ? context.say(
          sentence: "差为全部配对差的中位数（Hodges–Lehmann），检验的是整体高低，不是均值。",
          "The difference is the median of all pairs (Hodges–Lehmann); means are not tested.")
        : nil)
  }

  private func word(
    _ decision: Value, isControl: Bool, _ context: PresentationContext
  ) -> String {
    if isControl { return context.say("对照", "Control") }
    return switch decision.text.flatMap({ ArmDecision(rawValue: $0) }) {
    case .better?: context.say("更好", "Better")
    case .worse?: context.say("更差", "Worse")
    case .noDifference?: context.say("无可检测差异", "No detectable difference")
    case .notInterpretable?: context.say("不可解读", "Not interpretable")
    case .undecided?, nil: context.say("无法判断", "Cannot be told")
    }
  }
}
