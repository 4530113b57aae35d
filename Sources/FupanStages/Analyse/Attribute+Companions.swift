import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports

extension Attribute: AccompaniedStage {
  /// The rule whose shares are shown under other windows: the first that needs no chain.
  var windowed: Model { models.first { $0 != .markov } ?? .last }

  /// The other windows' credits, and under `markov` the steps of its chain.
  package func companions(
    of input: Relation, in scope: Scope
  ) throws(Problems) -> [(name: String, fragment: Fragment)] {
    let material = try material(input, in: scope)
    var found: [(name: String, fragment: Fragment)] = []
    for days in Attribute.otherWindows where days != windowDays {
      found.append(
        (
          "window_\(days)",
          Fragment(
            scope.fragmentName("attribute_\(days)_days"),
            try credited(material, within: days, [windowed], in: scope),
            finish: Attribute.finish(
              [windowed], scale: material.scale, unit: material.unit, markovValue,
              place: scope.origin.place))
        ))
    }
    if models.contains(.markov) {
      found.append(
        (
          "steps",
          Fragment(
            scope.fragmentName("attribute_steps"),
            try countedSteps(
              try paths(material, within: windowDays, everyone: true, in: scope),
              within: windowDays, in: scope),
            finish: Attribute.stepsFinish(markovOrder))
        ))
    }
    return found
  }

  /// What follows what, counted: `from` (missing: the start of a path), `to`, how a path ended
  /// where it did (`order`, `none`, `incomplete`), `n`, the share `p` of what follows `from`, and how
  /// many touches the chain looks back.
  /// A `from` of several channels is written in their order, joined by `›`.
  static func stepsFinish(_ order: ChainOrder) -> Finish {
    let schema = Schema([
      Field("from", .text), Field("to", .text), Field("end", .text), Field("n", .integer),
      Field("p", .number, unit: .ratio), Field("memory", .integer),
    ])
    return Finish("transitions", schema: schema) { table in
      let channels = channels(of: table.rows)
      let index = index(channels)
      let memory = memory(table.rows, order, index)
      let (found, incomplete) = transitions(table.rows, order: memory, index)
      var totals: [[Int]: Int] = [:]
      for transition in found { totals[transition.from, default: 0] += transition.count }
      var rows = found.sorted { left, right in
        left.from != right.from ? left.from.lexicographicallyPrecedes(right.from) : false
      }.map { transition -> [Value] in
        let from = transition.from.map { channels[$0] }.joined(separator: " › ")
        let (to, end): (Value, Value) =
          switch transition.step {
          case .channel(let channel): (.text(channels[channel]), .missing)
          case .conversion: (.missing, .text("order"))
          case .none: (.missing, .text("none"))
          }
        let share = Double(transition.count) / Double(max(1, totals[transition.from] ?? 1))
        return [
          transition.from.isEmpty ? .missing : .text(from), to, end,
          .integer(Int64(transition.count)), .number(share), .integer(Int64(memory)),
        ]
      }
      if incomplete > 0 {
        rows.append(
          [
            .missing, .missing, .text("incomplete"), .integer(Int64(incomplete)), .missing,
            .integer(Int64(memory)),
          ])
      }
      return Table(schema, rows: rows)
    }
  }

  /// Each channel's share under other windows.
  func windowBlocks(
    _ result: Table, beside companions: [String: Table], _ context: PresentationContext
  ) -> [Report.Block] {
    let model = Value.text(windowed.rawValue)
    var tables: [(days: Int, rows: [[Value]])] = [
      (windowDays, result.rows.filter { $0[0] == model })
    ]
    for days in Attribute.otherWindows {
      if let table = companions["window_\(days)"] { tables.append((days, table.rows)) }
    }
    tables = tables.filter { !$0.rows.isEmpty }.sorted { $0.days < $1.days }
    guard tables.count > 1 else { return [] }
    var names: [Value] = []
    for row in tables.flatMap({ $0.rows }) where !names.contains(row[1]) { names.append(row[1]) }
    names.sort { $0.precedes($1) }
    let name = windowed.name(context)
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_windows",
          title: context.say(
            "归因窗口换成别的天数时的占比（\(name)）", "Shares under other windows (\(name))"),
          columns: [.init("channel", context.label(of: by), .text)]
            + tables.map {
              .init("days_\($0.days)", context.say("\($0.days) 天", "\($0.days) days"), .ratio)
            },
          rows: names.map { name in
            Report.Table.Row(
              [.text(name.text ?? context.say("未归因", "Unattributed"))]
                + tables.map { table in
                  Report.Value(
                    ratio: table.rows.first { $0[1] == name }?[4] ?? .number(0))
                })
          },
          note: context.say(
            sentence: "本报告用 \(.integer(windowDays)) 天；占比变化大的渠道，结论取决于窗口。",
            """
            This report uses \(.integer(windowDays)) days; where a share moves a lot, the conclusion \
            hangs on the window.
            """)))
    ]
  }

  /// What each channel is worth to the chain, and its steps.
  func chainBlocks(
    _ result: Table, _ steps: Table?, _ context: PresentationContext
  ) -> [Report.Block] {
    guard models.contains(.markov), let steps, !steps.rows.isEmpty else { return [] }
    let credits = result.rows.filter {
      $0[0] == .text(Model.markov.rawValue) && !$0[1].isMissing
    }.sorted { left, right in
      let effects = (left[10].double ?? 0, right[10].double ?? 0)
      return effects.0 != effects.1 ? effects.0 > effects.1 : left[1].precedes(right[1])
    }
    let starts = steps.rows.filter { $0[0].isMissing && $0[2].isMissing }
    let paths = starts.reduce(0) { $0 + $1[3].whole }
    let ended = steps.rows.filter { $0[2] == .text("order") }.reduce(0) { $0 + $1[3].whole }
    let young = steps.rows.first { $0[2] == .text("incomplete") }?[3].whole ?? 0
    let memory = steps.rows.first?[5].whole ?? 1
    var blocks: [Report.Block] = [
      .table(
        Report.Table(
          id: "\(context.dataset)_removal",
          title: context.say(
            "没有这个渠道会少多少订单（马尔可夫链）", "What goes without each channel (Markov chain)"),
          columns: [
            .init("channel", context.label(of: by), .text),
            .init("removal_effect", context.say("移除效应", "Removal effect"), .ratio),
            .init("share", context.say("归因占比", "Share of credit"), .ratio),
            .init("share_low", context.say("区间下限", "Low"), .ratio),
            .init("share_high", context.say("区间上限", "High"), .ratio),
          ],
          rows: credits.map { row in
            Report.Table.Row(
              [.text(row[1].text ?? ""), Report.Value(ratio: row[10])]
                + [row[4], row[7], row[8]].map { Report.Value(ratio: $0) })
          },
          note: context.say(
            sentence: """
              依据 \(.integer(paths)) 条已走完的路径，其中 \(.integer(ended)) 条以下单结束；另有 \
              \(.integer(young)) 条太新，还看不出结果，没有算入。往回看 \(.integer(memory)) 个触点；\
              95% 区间由重抽各人的路径得到。
              """,
            """
            From \(.integer(paths)) paths that are over, \(.integer(ended)) of which ended in an \
            order; \(.integer(young)) more are too young to tell and are left out. The chain looks \
            \(.integer(memory)) touches back; 95 % intervals draw persons with their paths again.
            """)))
    ]
    func name(_ row: [Value]) -> (String, String) {
      let to =
        switch row[2].text {
        case "order": context.say("（下单）", "(order)")
        case "none": context.say("（未下单）", "(no order)")
        default: row[1].text ?? ""
        }
      return (row[0].text ?? context.say("（开始）", "(start)"), to)
    }
    let shown = steps.rows.filter {
      $0[2].text != "incomplete" && $0[3].whole >= context.minimumGroup
    }
    .enumerated().sorted {
      $0.element[3].whole != $1.element[3].whole
        ? $0.element[3].whole > $1.element[3].whole : $0.offset < $1.offset
    }.map { $0.element }
    let most = 10
    blocks.append(
      .table(
        Report.Table(
          id: "\(context.dataset)_steps", title: context.say("渠道之间怎么走", "From channel to channel"),
          columns: [
            .init("from", context.say("从", "From"), .text),
            .init("to", context.say("到", "To"), .text),
            .init("n", context.say("次数", "Times"), .integer),
            .init("p", context.say("占比", "Share"), .ratio),
          ],
          rows: shown.prefix(most).map { row in
            let (from, to) = name(row)
            return Report.Table.Row([
              .text(from), .text(to), .integer(row[3].whole), Report.Value(ratio: row[4]),
            ])
          },
          note: context.say(
            sentence:
              "显示次数最多的 \(.integer(min(most, shown.count))) 种；不足 \(.integer(context.minimumGroup)) 次的不显示。",
            """
            The \(.integer(min(most, shown.count))) most frequent; those of fewer than \
            \(.integer(context.minimumGroup)) are not shown.
            """))))
    return blocks
  }
}
