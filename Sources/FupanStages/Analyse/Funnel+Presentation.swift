import FupanData
import FupanMethods
import FupanReports

extension Funnel: PresentedStage {
  /// The funnel of all persons, the step that loses most, and the steps of each group with rates, the
  /// worst step's with intervals; groups too small to show are withheld.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard rows == .steps else { return [.table(lastSteps(result, context))] }
    let rows = result.rows.map { row in
      by == nil
        ? [.missing] + row.prefix(11) + [.bool(true), .missing] + row.dropFirst(11) : row
    }
    let total = rows.filter { $0[12] == .bool(true) }
    guard let first = total.first, first[3].whole > 0 else {
      return [
        .prose(context.say(sentence: "期间没有人进入漏斗的第一步。", "Nobody entered the funnel's first step."))
      ]
    }
    guard first[3].whole >= context.minimumGroup else {
      return [
        .prose(
          context.say(
            sentence: "进入漏斗的人数不足 \(.integer(context.minimumGroup)) 人，不作展示。",
            "Fewer than \(.integer(context.minimumGroup)) people entered: nothing is shown."))
      ]
    }
    let report = FunnelReport(reached: total.map { $0[3].whole })
    let hidden = Funnel.withheld(total.map { $0[3].whole }, minimum: context.minimumGroup)
    var blocks: [Report.Block] = [
      .chart(chart(total, report, hidden, context)),
      .table(table(total, hidden, context)),
    ]
    if incomplete == .exclude, first.count > 14 {
      let late = first[14].whole
      blocks.append(
        .prose(
          context.say(
            sentence: """
              另有 \(late < context.minimumGroup && late > 0 ? .suppressed : .integer(late)) 人进入时离数据结束\
              不足 \(length(context))，尚看不出结果，未计入。
              """,
            """
            Another \(late < context.minimumGroup && late > 0 ? .suppressed : .integer(late)) people \
            entered less than \(length(context)) before the data ends: too late to tell, and left out.
            """)))
    }
    if by != nil {
      let groups = Dictionary(grouping: rows.filter { $0[12] == .bool(false) }) { $0[0] }
      var order: [Value] = []
      for row in rows where row[12] == .bool(false) && order.last != row[0] { order.append(row[0]) }
      let lists = order.compactMap { groups[$0] }.enumerated().sorted { left, right in
        let sizes = (left.element[0][3].whole, right.element[0][3].whole)
        return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : left.offset < right.offset
      }.map { $0.element }
      let users = total.map { $0[3].whole }
      let verdicts = Funnel.groupVerdicts(
        lists, totals: users, hidden: hidden, minimum: context.minimumGroup)
      if !hidden.contains(true), let leak = leak(report, lists, verdicts, context) {
        blocks.append(.findings([leak]))
      }
      blocks += groupChart(report, lists, verdicts, context).map { [.chart($0)] } ?? []
      blocks.append(
        .table(
          groupTable(lists, verdicts, users.indices.map { hidden[$0] ? nil : users[$0] }, context)))
    }
    return blocks
  }

  /// The window as people say it.
  private func length(_ context: PresentationContext) -> String {
    guard let window else { return context.say("\(windowDays) 天", "\(windowDays) days") }
    let unit =
      switch window.unit {
      case .second: context.say("秒", "seconds")
      case .minute: context.say("分钟", "minutes")
      case .hour: context.say("小时", "hours")
      case .day: context.say("天", "days")
      case .week: context.say("周", "weeks")
      }
    return "\(window.count) \(unit)"
  }

  /// What the counts count.
  private func counted(_ context: PresentationContext) -> String {
    basis == .person ? context.say("人数", "People") : context.say("尝试次数", "Attempts")
  }

  /// What is counted, and what that means for the intervals.
  private func unit(_ context: PresentationContext) -> (zh: String, en: String) {
    basis == .person
      ? ("统计到人", "People")
      : ("统计到每次尝试，走完或超时后再次进入另算一次，区间按人聚类", "Attempts, with intervals clustered by person,")
  }

  /// How the steps have to stand to each other.
  private func manner(_ context: PresentationContext) -> String {
    switch mode {
    case .ordered where entry == .first:
      context.say("只看首次进入，按顺序，中间可有其他行为", "from the first entry, in order, whatever lies between")
    case .ordered: context.say("按顺序，中间可有其他行为", "in order, whatever lies between")
    case .strict: context.say("按顺序且中间没有其他行为", "in order, with nothing between")
    case .any: context.say("不分先后", "in any order")
    }
  }

  /// How many persons each step was the last of.
  private func lastSteps(_ result: Table, _ context: PresentationContext) -> Report.Table {
    let reached = (result.values("last_step") ?? []).map { $0.whole }
    let counts = steps.indices.map { step in reached.count { $0 == step + 1 } }
    // Who stopped is what two counts of the funnel itself differ by.
    let users = steps.indices.map { step in reached.count { $0 > step } }
    let hidden = Funnel.withheld(users, minimum: context.minimumGroup)
    let isShown = steps.indices.map { step in
      !hidden[step] && !(hidden.indices.contains(step + 1) && hidden[step + 1])
    }
    return Report.Table(
      id: "\(context.dataset)_last_steps",
      title: context.say("各步停下的人数", "People by the last step they reached"),
      columns: [
        .init("step", context.say("最后一步", "Last step"), .text),
        .init("n", context.say("人数", "People"), .integer),
      ],
      rows: steps.indices.map {
        Report.Table.Row([
          .text(steps[$0].name), isShown[$0] ? .integer(counts[$0]) : .suppressed,
        ])
      })
  }

  /// Counts below the minimum, and of two that too few people lie between the one in the middle: who
  /// was lost is a group as well, and the first and the last step say most.
  static func withheld(_ users: [Int], minimum: Int) -> [Bool] {
    var hidden = users.map { $0 > 0 && $0 < minimum }
    var place = 0
    while true {
      let shown = users.indices.filter { !hidden[$0] }
      guard place + 1 < shown.count else { return hidden }
      let (before, step) = (shown[place], shown[place + 1])
      let lost = users[before] - users[step]
      if lost <= 0 || lost >= minimum {
        place += 1
      } else if step == users.count - 1, before > 0 {
        hidden[before] = true
        place = max(0, place - 1)
      } else {
        hidden[step] = true
      }
    }
  }

  /// Verdicts by group and step, which may not be told from the totals of the steps that are shown.
  static func groupVerdicts(
    _ groups: [[[Value]]], totals: [Int], hidden: [Bool], minimum: Int
  ) -> [[Suppression]] {
    let width = totals.count
    let counts = groups.flatMap { $0.map { $0[3].whole } } + totals
    let down = totals.indices.map { step in
      CountedSums.Line(
        groups.indices.map { $0 * width + step }, total: groups.count * width + step)
    }
    let across = groups.indices.map { group in
      CountedSums.Line(Array(group * width..<(group + 1) * width), total: nil)
    }
    let verdicts = CountedSums.verdicts(
      counts, lines: down + across, minimumGroup: minimum,
      withheld: hidden.indices.filter { hidden[$0] }.map { groups.count * width + $0 })
    return groups.indices.map { Array(verdicts[$0 * width..<($0 + 1) * width]) }
  }

  private func chart(
    _ rows: [[Value]], _ report: FunnelReport, _ hidden: [Bool], _ context: PresentationContext
  ) -> Report.Chart {
    let title: String
    if let worst = report.biggestLoss, let rate = report.steps[worst].lossRate?.value,
      !hidden[worst], !hidden[worst - 1]
    {
      let percent = Int((rate * 100).rounded())
      let (from, to) = (steps[worst - 1].name, steps[worst].name)
      title = context.say(
        "流失最多的一步是“\(from)”到“\(to)”：\(percent)% 的人没有继续",
        "Most are lost from \(from) to \(to): \(percent)% go no further")
    } else if report.biggestLoss == nil {
      title = context.say("进入漏斗的人没有流失", "Nobody who entered was lost")
    } else {
      title = context.say("各步到达的人数", "How many reach each step")
    }
    return Report.Chart(
      id: "\(context.dataset)_funnel", title: title,
      subtitle: context.say(
        "\(counted(context))；\(length(context))之内，\(manner(context))",
        "\(counted(context)); within \(length(context)), \(manner(context))"),
      unit: .count,
      alt: context.say(
        "漏斗图：" + steps.map { $0.name }.joined(separator: "、") + "各步人数。",
        "Funnel of people by step: " + steps.map { $0.name }.joined(separator: ", ") + "."),
      .funnel(
        .init(
          rows.enumerated().map { index, row in
            let count = row[3].whole
            guard !hidden[index] else {
              return .init(
                steps[index].name, count: .suppressed, fromPrevious: .suppressed,
                fromFirst: .suppressed)
            }
            let before: Report.Value =
              index == 0
              ? .missing(.notApplicable)
              : hidden[index - 1] ? .suppressed : .share(count, of: rows[index - 1][3].whole)
            return .init(
              steps[index].name, count: .integer(count), fromPrevious: before,
              fromFirst: .share(count, of: rows[0][3].whole))
          })))
  }

  private func columns(_ context: PresentationContext) -> [Report.Table.Column] {
    [
      .init("step", context.say("步骤", "Step"), .text),
      .init("users", counted(context), .integer),
      .init("step_rate", context.say("单步转化", "Of the step before"), .ratio),
      .init("ci_lo", context.say("区间下限", "Low"), .ratio),
      .init("ci_hi", context.say("区间上限", "High"), .ratio),
      .init("cum_rate", context.say("累计转化", "Of the first step"), .ratio),
      .init("loss", context.say("流失", "Lost"), .integer),
      .init("loss_rate", context.say("流失率", "Loss rate"), .ratio),
      .init("median_min", context.say("用时中位数", "Median time"), .number, unit: minutes(context)),
      .init("p90_min", context.say("用时 P90", "90th percentile"), .number, unit: minutes(context)),
    ]
  }

  private func minutes(_ context: PresentationContext) -> String { context.say("分钟", "min") }

  private func cells(_ rows: [[Value]], _ index: Int, _ hidden: [Bool]) -> [Report.Value] {
    let row = rows[index]
    guard !hidden[index] else {
      return [.text(steps[index].name)] + Array(repeating: .suppressed, count: 9)
    }
    let users = row[3].whole
    guard index > 0 else {
      return [.text(steps[0].name), .integer(users)]
        + Array(repeating: .missing(.notApplicable), count: 3)
        + [.share(users, of: users)] + Array(repeating: .missing(.notApplicable), count: 4)
    }
    let before = rows[index - 1][3].whole
    let times = row[10...11].map { value -> Report.Value in
      value.double.map { .number($0 / 60, places: 1) } ?? .missing(.noData)
    }
    let cumulative = Report.Value.share(users, of: rows[0][3].whole)
    guard !hidden[index - 1] else {
      return [.text(steps[index].name), .integer(users)]
        + Array(repeating: .suppressed, count: 3) + [cumulative]
        + Array(repeating: .suppressed, count: 2) + times
    }
    return [
      .text(steps[index].name), .integer(users), .share(users, of: before),
      Report.Value(ratio: row[5]), Report.Value(ratio: row[6]), cumulative,
      .integer(before - users), .share(before - users, of: before),
    ] + times
  }

  private func table(
    _ rows: [[Value]], _ hidden: [Bool], _ context: PresentationContext
  ) -> Report.Table {
    Report.Table(
      id: "\(context.dataset)_steps", title: context.say("漏斗各步", "The funnel's steps"),
      columns: columns(context)
        + (by == nil
          ? [] : [.init("gain", context.say("可多得", "To gain"), .number)]),
      rows: rows.indices.map { index in
        Report.Table.Row(
          cells(rows, index, hidden)
            + (by == nil ? [] : [gain(rows, index, hidden)]))
      },
      note: context.say(
        sentence: """
          \(unit(context).zh)；\(length(context))之内，\(manner(context))；\
          \(incomplete == .include ? "含" : "不含")观察期不足 \(length(context))的进入者。\(leakNote(context))
          """,
        """
        \(unit(context).en) within \(length(context)), \(manner(context)); those who entered less than \
        \(length(context)) ago are \(incomplete == .include ? "included" : "left out").\
        \(leakNote(context))
        """))
  }

  private func gain(_ rows: [[Value]], _ index: Int, _ hidden: [Bool]) -> Report.Value {
    guard index > 0 else { return .missing(.notApplicable) }
    guard !hidden[index], !hidden[index - 1] else { return .suppressed }
    return rows[index][13].double.map { .number($0, places: 0) } ?? .missing(.noData)
  }

  private func leakNote(_ context: PresentationContext) -> String {
    by == nil
      ? ""
      : context.say(
        "“可多得”：该步转化若达到最好一组的区间下限，最后一步约多多少人。",
        " To gain: people more at the last step if the step had the lower end of the best group's rate."
      )
  }

  /// A row for each group: the people at each step, the rate of each step and of all of them.
  private func groupTable(
    _ groups: [[[Value]]], _ verdicts: [[Suppression]], _ totals: [Int?],
    _ context: PresentationContext
  ) -> Report.Table {
    let later = steps.indices.dropFirst()
    let columns =
      [Report.Table.Column("group", context.label(of: by), .text)]
      + steps.indices.map { .init("users_\($0 + 1)", steps[$0].name, .integer) }
      + later.map {
        .init("step_rate_\($0 + 1)", "\(steps[$0 - 1].name)→\(steps[$0].name)", .ratio)
      }
      + [.init("cum_rate", context.say("累计转化", "Of the first step"), .ratio)]
    return Report.Table(
      id: "\(context.dataset)_by_group",
      title: context.say(
        "按\(context.label(of: by))看漏斗", "The funnel by \(context.label(of: by).lowercased())"),
      columns: columns,
      rows: zip(groups, verdicts).map { rows, verdicts in
        let isShown = verdicts.map { $0 == .published }
        func rate(_ index: Int, of base: Int) -> Report.Value {
          guard isShown[index], isShown[base] else { return .suppressed }
          let (count, whole) = (rows[index][3].whole, rows[base][3].whole)
          return count > whole ? .missing(.undefined) : .share(count, of: whole)
        }
        return Report.Table.Row(
          [.text(context.name(of: rows[0][0]))]
            + rows.indices.map { isShown[$0] ? .integer(rows[$0][3].whole) : .suppressed }
            + later.map { rate($0, of: $0 - 1) } + [rate(rows.count - 1, of: 0)])
      },
      note: context.say(
        sentence: groupAt == .each
          ? """
          前几列是到达各步的\(counted(context))，各按该步当时的“\(context.label(of: by))”归组；\
          后几列是各步转化率，后一步多于前一步时不显示。
          """
          : "前几列是到达各步的\(counted(context))，后几列是各步转化率。",
        groupAt == .each
          ? "How many reached each step, each in the group at that step; then the rate of each step."
          : "How many reached each step, then the rate of each step."),
      people: .init(
        by: by?.text ?? "", group: "group",
        counts: steps.indices.map { step in
          let rates = [step, step + 1].filter { $0 > 0 && $0 < steps.count }
          return .init(
            "users_\(step + 1)", of: step == 0 ? nil : .init("step", steps[step].name),
            total: totals[step],
            dependents: rates.map { "step_rate_\($0 + 1)" }
              + (step == steps.count - 1 ? ["cum_rate"] : []))
        }, minimum: context.minimumGroup, dataset: context.dataset))
  }

  /// The rate of the step that loses most, by group with its interval.
  private func groupChart(
    _ report: FunnelReport, _ groups: [[[Value]]], _ verdicts: [[Suppression]],
    _ context: PresentationContext
  ) -> Report.Chart? {
    guard let step = report.biggestLoss, step > 0 else { return nil }
    let shown = zip(groups, verdicts).filter {
      $0.1[step] == .published && $0.1[step - 1] == .published && $0.0[step - 1][3].whole > 0
    }.map { $0.0 }
    guard shown.count > 1 else { return nil }
    let (from, to) = (steps[step - 1].name, steps[step].name)
    let ranked = shown.sorted { ($0[step][4].double ?? 0) > ($1[step][4].double ?? 0) }
    // Intervals that do not touch: a lead that is no matter of chance.
    let low = ranked[0][step][5].double ?? 0
    let leads = ranked.dropFirst().allSatisfy { low > ($0[step][6].double ?? 1) }
    let name = context.name(of: ranked[0][0][0])
    return Report.Chart(
      id: "\(context.dataset)_step_by_group",
      title: leads
        ? context.say(
          "“\(from)”到“\(to)”：\(name)的转化率最高", "From \(from) to \(to): \(name) has the best rate")
        : context.say(
          "“\(from)”到“\(to)”的转化率，各组分开看", "The rate from \(from) to \(to), by group"),
      subtitle: context.say("点为单步转化率，线为 95% 区间", "Dots are step rates, lines their 95 % intervals"),
      unit: .ratio,
      alt: context.say("各组单步转化率及其区间的点线图。", "Step rates with intervals by group."),
      .intervals(
        .init(
          shown.map { rows in
            .init(
              context.name(of: rows[0][0]),
              estimate: .share(rows[step][3].whole, of: rows[step - 1][3].whole),
              low: Report.Value(ratio: rows[step][5]), high: Report.Value(ratio: rows[step][6]),
              n: .integer(rows[step - 1][3].whole))
          })))
  }

  /// The step whose rate would gain most at the end if it rose to what the best group surely has.
  private func leak(
    _ report: FunnelReport, _ groups: [[[Value]]], _ verdicts: [[Suppression]],
    _ context: PresentationContext
  ) -> Report.Finding? {
    let shown = zip(groups, verdicts).filter { $0.1.allSatisfy { $0 == .published } }.map { $0.0 }
    let reports = shown.map { rows in FunnelReport(reached: rows.map { $0[3].whole }) }
    guard let step = report.biggestLeak(among: reports),
      let gain = report.gains(toBestOf: reports)[step], gain >= 1,
      let rate = report.steps[step].stepRate,
      let best = reports.indices.max(by: {
        (reports[$0].steps[step].stepRate?.interval?.lower ?? 0)
          < (reports[$1].steps[step].stepRate?.interval?.lower ?? 0)
      }),
      let reference = reports[best].steps[step].stepRate, let value = rate.value,
      let bestValue = reference.value
    else { return nil }
    let (from, to) = (steps[step - 1].name, steps[step].name)
    let name = context.name(of: shown[best][0][0])
    let people = Report.Value.integer(Int(gain))
    return Report.Finding(
      .warning,
      context.say(
        sentence: """
          “\(from)”到“\(to)”最值得改进：若总体达到“\(name)”的水平（按区间下限计），\
          最后一步约多 \(people) 人。
          """,
        """
        From \(from) to \(to) there is most to gain: at the level of \(name) (the lower end of its \
        interval) about \(people) more people would reach the last step.
        """),
      evidence: [
        .init(context.say("总体单步转化", "Step rate over all"), .ratio(value)),
        .init(context.say("“\(name)”单步转化", "Step rate of \(name)"), .ratio(bestValue)),
      ])
  }
}
