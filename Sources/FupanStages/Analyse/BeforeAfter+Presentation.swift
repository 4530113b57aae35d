import FupanData
import FupanMethods
import FupanReports

extension BeforeAfter: PresentedStage {
  /// The difference in a sentence with the caveat that goes with it, then every effect in a table.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows
    guard let difference = rows.first(where: { $0[0] == .text("difference") }) else {
      return [
        .prose(context.say(sentence: "变化前后都没有数据。", "There are no rows before or after."))
      ]
    }
    var blocks: [Report.Block] = [.prose(told(difference, context))]
    if let level = rows.first(where: { $0[0] == .text("level_calibrated") }), level[1].double != nil
    {
      blocks.append(.prose(stepTold(level, context)))
    }
    if let dip = rows.first(where: { $0[0] == .text("dip") }), let sentence = dipTold(dip, context)
    {
      blocks.append(.prose(sentence))
    }
    blocks.append(.callout(caveat(rows, context)))
    let leftOut = rows.first { $0[0] == .text("left_out") }
    if let leftOut { blocks.append(.prose(leftOutTold(leftOut, context))) }
    blocks.append(.table(table(rows.filter { $0 != leftOut }, context)))
    return blocks
  }

  private var isRate: Bool { per != nil }

  private func figure(_ value: Value) -> Report.Value {
    isRate ? Report.Value(ratio: value) : Report.Value(number: value, places: 2)
  }

  private func change(_ value: Value) -> Report.Value {
    guard isRate else { return Report.Value(number: value, places: 2) }
    return value.double.map { .points($0) } ?? .missing(.undefined)
  }

  private func told(_ row: [Value], _ context: PresentationContext) -> Report.Sentence {
    guard row[1].double != nil else {
      return context.say(
        sentence: "前后数据太少，无法比较。", "There are too few days to compare before and after.")
    }
    let (before, after) = (figure(row[6]), figure(row[7]))
    let (low, high) = (change(row[2]), change(row[3]))
    let what =
      isRate ? context.say("", "") : context.say("日均 ", "a day on average ")
    let covers = (row[2].double ?? -1) <= 0 && (row[3].double ?? 1) >= 0
    return covers
      ? context.say(
        sentence: "前后差异：\(what)\(before) → \(after)，区间 \(low) 至 \(high) 包含 0，没有可检测的差异。",
        """
        Before and after: \(what)\(before) → \(after); the interval \(low) to \(high) covers 0, so \
        there is no detectable difference.
        """)
      : context.say(
        sentence: "前后差异：\(what)\(before) → \(after)，差 \(change(row[1]))（95% 区间 \(low) 至 \(high)）。",
        """
        Before and after: \(what)\(before) → \(after), \(change(row[1])) (95 % interval \(low) to \
        \(high)).
        """)
  }

  private func stepTold(_ row: [Value], _ context: PresentationContext) -> Report.Sentence {
    let (low, high) = (change(row[2]), change(row[3]))
    let covers = (row[5].double ?? 1) >= 0.05
    return context.say(
      sentence: """
        扣除原有趋势和星期后，变化当日的水平移动为 \(change(row[1]))（95% 区间 \(low) 至 \(high)，\
        与同样天数的随机波动相比）\(covers ? "，与没有变化相容" : "")。
        """,
      """
      With the trend and the weekdays taken out, the step is \(change(row[1])) (95 % interval \
      \(low) to \(high), held against noise over as many days)\
      \(covers ? ", which fits no change" : "").
      """)
  }

  private func dipTold(_ row: [Value], _ context: PresentationContext) -> Report.Sentence? {
    guard let value = row[1].double else { return nil }
    let (low, high) = (change(row[2]), change(row[3]))
    let isDip = value < 0 && (row[3].double ?? 1) < 0 && (row[5].double ?? 1) < 0.05
    return isDip
      ? context.say(
        sentence: """
          结束后 \(.integer(row[9].whole)) 天低于之前：\(change(row[1]))\
          （95% 区间 \(low) 至 \(high)），可能是提前透支。
          """,
        """
        The \(.integer(row[9].whole)) days after it lie below those before: \(change(row[1])) \
        (95 % interval \(low) to \(high)); part of the gain may have been borrowed.
        """)
      : context.say(
        sentence: "结束后 \(.integer(row[9].whole)) 天没有可检测的回落。",
        "The \(.integer(row[9].whole)) days after it show no detectable dip.")
  }

  private func leftOutTold(_ row: [Value], _ context: PresentationContext) -> Report.Sentence {
    let (before, after) = (row[8].whole, row[9].whole)
    return context.say(
      sentence: """
        \(unit == nil ? "有些行不知属于哪一组" : "有些行不知属于哪一组或哪个单元")，没有参加比较：\
        之前 \(.integer(before)) 行，之后 \(.integer(after)) 行。
        """,
      """
      Rows that do not say which \(unit == nil ? "group" : "group or unit") they are of were not \
      compared: \(.integer(before)) before, \(.integer(after)) after.
      """)
  }

  private func caveat(_ rows: [[Value]], _ context: PresentationContext) -> Report.Callout {
    let flags = Set(rows.flatMap { ($0[11].text ?? "").split(separator: " ").map(String.init) })
    var words = context.say(
      "这是前后差异，不是因果：季节、同期促销、人群结构和向均值回归都没有扣除。",
      """
      This is a difference between before and after, not an effect: season, promotions, mix and \
      regression to the mean are not taken out.
      """)
    if flags.contains("partial") {
      words += context.say(
        "两段日期的星期构成不同或尚未结束。",
        " The two stretches differ in their weekdays, or the later one is not over.")
    }
    if flags.contains("regression_to_mean") {
      words += context.say(
        "之前的日期是按最差或最好挑的，回归均值本身就会造成差异。",
        " The days before were picked for being extreme; part of this would have come anyway.")
    }
    if flags.contains("pre_trend") {
      words += context.say(
        "对比组之前的走势已经不同。", " The comparison group went another way already before.")
    }
    return Report.Callout(
      .caution, title: context.say("怎么读", "How to read this"), Report.Sentence(words))
  }

  private func name(of effect: Value, _ context: PresentationContext) -> String {
    switch effect.text {
    case "difference": context.say("前后差异", "Before and after")
    case "level": context.say("水平移动", "Step")
    case "level_calibrated": context.say("水平移动（对照随机波动）", "Step, held against noise")
    case "slope": context.say("斜率变化（每天）", "Change of slope, a day")
    case "cumulative": context.say("累计", "Together")
    case "dip": context.say("结束后回落", "Dip afterwards")
    case "placebo": context.say("安慰剂检验", "Made-up changes")
    case "compared": context.say("与对比组之差", "Against the comparison group")
    case "pre_trend": context.say("之前走势之差（每天）", "Difference of trends before, a day")
    default: effect.text ?? ""
    }
  }

  private func note(_ rows: [[Value]], _ context: PresentationContext) -> Report.Sentence? {
    guard let level = rows.first(where: { $0[0] == .text("level") }) else { return nil }
    return level[1].isMissing
      ? context.say(
        sentence: "分段回归需要之前至少 14 天、之后至少 7 天。",
        "The interrupted series needs 14 days before and 7 after.")
      : context.say(
        sentence: """
          水平移动、斜率和累计的 p 用纽维–韦斯特误差，天数少时偏小；结论以“对照随机波动”一行为准。
          """,
        """
        The p of step, slope and together use Newey–West errors, which are too small in short series: \
        conclusions go by the row held against noise.
        """)
  }

  private func table(_ rows: [[Value]], _ context: PresentationContext) -> Report.Table {
    let kind: Report.Table.Column.Kind = isRate ? .ratio : .number
    let change: Report.Table.Column.Kind = isRate ? .points : .number
    return Report.Table(
      id: "\(context.dataset)_effects", title: context.say("前后差异", "Before and after"),
      columns: [
        .init("effect", context.say("效应", "Effect"), .text),
        .init("before", context.say("之前", "Before"), kind),
        .init("after", context.say("之后", "After"), kind),
        .init("value", context.say("差", "Difference"), change, signed: true),
        .init("lo", context.say("区间下限", "Low"), change, signed: true),
        .init("hi", context.say("区间上限", "High"), change, signed: true),
        .init("relative", context.say("变化率", "Relative"), .ratio, signed: true),
        .init("p", "p", .number),
        .init("n_before", context.say("之前 n", "n before"), .integer),
        .init("n_after", context.say("之后 n", "n after"), .integer),
      ],
      rows: rows.map { row in
        func cell(_ value: Value, _ shown: Report.Value) -> Report.Value {
          value.isMissing ? .text("") : shown
        }
        var value = row[1].isMissing ? Report.Value.missing(.undefined) : self.change(row[1])
        // The share of made-up changes is a p, not a difference.
        if row[0] == .text("placebo") { value = .text("") }
        var cells: [Report.Value] = [.text(name(of: row[0], context))]
        cells += [cell(row[6], figure(row[6])), cell(row[7], figure(row[7])), value]
        cells += [cell(row[2], self.change(row[2])), cell(row[3], self.change(row[3]))]
        cells.append(cell(row[4], Report.Value(ratio: row[4])))
        cells.append(cell(row[5], Report.Value(p: row[5].double)))
        cells += [.integer(row[8].whole), .integer(row[9].whole)]
        return Report.Table.Row(cells)
      },
      note: note(rows, context))
  }
}
