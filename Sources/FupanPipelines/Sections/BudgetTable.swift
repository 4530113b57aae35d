import FupanConfig
import FupanData
import FupanMethods
import FupanMetrics
import FupanReports

/// What each item was to cost and did cost, with the triggers at 10 % deviation and 15 % overrun.
struct BudgetTable {
  private let scope: ReportScope
  private let id: String
  private let items: [String]
  private let lines: [BudgetLine]
  private let text: SectionText

  static func fits(_ schema: Schema) -> Bool {
    ["item", "planned", "actual"].allSatisfy { schema[$0] != nil }
  }

  /// - Parameter table: one row an item; a missing plan or actual is nothing planned or spent.
  init(_ table: Table, id: String, in scope: ReportScope) {
    self.scope = scope
    self.id = id
    text = scope.text
    let clock = scope.clock
    var pace = Fraction(1, over: 1)
    if clock.isRunning, let known = clock.period, let campaign = scope.campaign {
      pace = Fraction(Int64(known.dayCount), over: Int64(campaign.period.dayCount))
    }
    let items = table.values("item") ?? []
    let planned = table.values("planned") ?? []
    let actual = table.values("actual") ?? []
    let read = items.indices.map { index in
      (
        name: items[index].text ?? scope.text[.unknownGroup],
        line: BudgetLine(
          plan: ScaledInteger(planned[index]) ?? 0, actual: ScaledInteger(actual[index]) ?? 0,
          pace: pace)
      )
    }
    // Largest plan first.
    let ordered = read.sorted { left, right in
      left.line.plan != right.line.plan
        ? left.line.plan > right.line.plan
        : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
    self.items = ordered.map { $0.name }
    lines = ordered.map { $0.line }
  }

  var blocks: [Report.Block] {
    guard !lines.isEmpty else { return [] }
    return [.table(table), .chart(chart)]
  }

  /// The item that overran by the most money.
  var told: [ToldFinding] {
    guard let found = BudgetOverrun.find(lines) else { return [] }
    let share = found.plan.isZero ? 1 : found.excess.doubleValue / found.plan.doubleValue
    let line = found.line
    return [
      ToldFinding(
        Finding(.overBudget(found), share: share),
        Report.Finding(
          .warning,
          text.sentence(
            line.isUnplanned ? .unplannedItem : .overrunItem,
            [
              "item": .words(items[found.index]),
              "actual": .value(money(line.actual), receipt: nil),
              "plan": .value(money(line.plan), receipt: nil),
              "excess": .value(money(found.excess), receipt: nil),
              "rate": .value(deviation(line), receipt: nil),
            ]), section: .money))
    ]
  }

  private func money(_ amount: ScaledInteger) -> Report.Value {
    FigureFormat(unit: scope.document.currency).value(amount)
  }

  /// (actual − plan) / plan with its exact parts.
  private func deviation(_ line: BudgetLine) -> Report.Value {
    guard let rate = line.deviation.value else { return .missing(.notApplicable) }
    if let difference = line.difference.flatMap({ Report.ExactNumber($0) }),
      let plan = Report.ExactNumber(line.plan)
    {
      return .share(difference, of: plan)
    }
    return .ratio(rate)
  }

  private func status(_ line: BudgetLine) -> Report.Status {
    if line.isOverrun || line.isUnplanned { return .fired }
    return line.isDeviating ? .warning : .ok
  }

  private func remark(_ line: BudgetLine) -> String {
    if line.isUnplanned { return text[.unplanned] }
    if line.isOverrun { return text[.overrun] }
    return line.isDeviating ? text[.deviating] : ""
  }

  private var table: Report.Table {
    func cells(_ name: String, _ line: BudgetLine) -> [Report.Value] {
      [
        .text(name), money(line.plan), money(line.actual),
        line.difference.map { money($0) }
          ?? line.actual.subtracting(line.plan).map { money($0) } ?? .missing(.undefined),
        deviation(line), .status(status(line)), .text(remark(line)),
      ]
    }
    var rows = zip(items, lines).map { Report.Table.Row(cells($0, $1)) }
    if let total = BudgetLine.total(of: lines) {
      rows.append(.init(cells(ReportText(scope.language)[.total], total), isTotal: true))
    }
    return Report.Table(
      id: "\(id)_budget", title: text[.budgetTitle],
      columns: [
        .init("item", text[.item], .text), .init("planned", text[.planned], .money),
        .init("actual", text[.actual], .money), .init("difference", text[.difference], .money),
        .init("deviation", text[.deviation], .ratio), .init("status", text[.status], .status),
        .init("remark", text[.remark], .text),
      ], rows: rows, note: text.sentence(.budgetNote))
  }

  private var chart: Report.Chart {
    let over = lines.count { $0.isOverrun || $0.isUnplanned }
    let title = over == 0 ? text[.noneOver] : text(.someOver, ["count": String(over)])
    return Report.Chart(
      id: "\(id)_budget_chart", title: title, unit: .money, alt: title,
      .bars(
        .init(
          categories: items,
          series: [
            .init(text[.planned], lines.map { money($0.plan) }),
            .init(text[.actual], lines.map { money($0.actual) }),
          ])))
  }
}

extension SectionPhrase {
  static let item = SectionPhrase("项目", "Item")
  static let planned = SectionPhrase("预算", "Planned")
  static let difference = SectionPhrase("差额", "Difference")
  static let deviation = SectionPhrase("偏差", "Deviation")
  fileprivate static let remark = SectionPhrase("说明", "Remark")
  fileprivate static let budgetTitle = SectionPhrase("预算与实际", "Budget against actual")
  fileprivate static let unplanned = SectionPhrase("没有预算", "not planned")
  fileprivate static let overrun = SectionPhrase(
    "超支达 15%：复盘并决定追加、维持或砍停", "15 % over: review, then add, keep or stop")
  fileprivate static let deviating = SectionPhrase(
    "偏差超过 10%：考虑调拨", "more than 10 % off: consider moving money")
  fileprivate static let budgetNote = SectionPhrase(
    "偏差 =（实际 − 预算）÷ 预算；超过 ±10% 提示调拨，超支达到 15% 触发复盘。",
    "Deviation = (actual − planned) ÷ planned; beyond ±10 % money may be moved, 15 % over calls for a review."
  )
  fileprivate static let noneOver = SectionPhrase("没有项目超支 15%", "No item is 15 % over its plan")
  fileprivate static let someOver = SectionPhrase(
    "{count} 个项目超支 15% 以上或没有预算", "{count} items are 15 % or more over their plan, or unplanned")
  fileprivate static let overrunItem = SectionPhrase(
    "{item}实际花了 {actual}，比预算 {plan} 多 {excess}，超支 {rate}。",
    "{item} cost {actual}, {excess} more than its plan of {plan}: {rate} over.")
  fileprivate static let unplannedItem = SectionPhrase(
    "{item}没有预算，花了 {actual}。", "{item} was not planned and cost {actual}.")
}
