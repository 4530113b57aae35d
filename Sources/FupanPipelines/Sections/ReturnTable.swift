import FupanConfig
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanReports

/// The return on cost in every notation people use, with what was counted on both sides.
struct ReturnTable: Sendable {
  private let scope: ReportScope
  private let roi: Metric
  private let revenue: Metric
  private let cost: Metric
  private let query: MetricQuery

  /// Nil where the pipeline has no such metrics.
  init?(in scope: ReportScope) throws(Problems) {
    guard let roi = scope.registry["roi"], let revenue = scope.registry["revenue"],
      let cost = scope.registry["cost"]
    else { return nil }
    self.scope = scope
    self.roi = roi
    self.revenue = revenue
    self.cost = cost
    query = try scope.query(
      MetricRequest("period", [roi.id, revenue.id, cost.id], during: scope.clock.period))
  }

  var queries: [MetricQuery] { [query] }
  var lacks: [String] { query.lacks(of: [roi.id]) }

  func blocks(_ results: ReportResults, _ book: inout ReceiptBook) -> [Report.Block] {
    let table = results.figures(query)
    let text = scope.text
    guard let earned = table.figure(revenue.id), let spent = table.figure(cost.id),
      let figure = table.figure(roi.id), let income = earned.value.scaledInteger,
      let outlay = spent.value.scaledInteger
    else { return [] }
    let window = scope.clock.period.map { Report.Period($0) }
    let margin = scope.number(ofParameter: "gross_margin")
    let result = ReturnOnInvestment(revenue: income, cost: outlay, grossMargin: margin)
    let receipt = book.add(roi, figure, during: window)
    func value(_ estimate: Estimate, _ make: (Double) -> Report.Value) -> Report.Value {
      estimate.value.map(make) ?? .missing(.undefined)
    }
    var rows: [Report.Table.Row] = [
      .init(
        [.text(text[.multiple]), value(result.multiple) { .multiple($0) }], metric: roi.id,
        receipt: receipt),
      .init(
        [.text(text[.oneTo]), value(result.multiple) { .number($0, places: 2) }], metric: roi.id,
        receipt: receipt),
      .init(
        [.text(text[.netReturn]), value(result.net) { .ratio($0) }], metric: roi.id,
        receipt: receipt),
    ]
    if let contribution = result.contribution, let margin {
      rows.append(
        .init([
          .text(text(.contribution, ["margin": percent(margin)])),
          value(contribution) { .ratio($0) },
        ]))
    }
    if let breakEven = result.breakEven {
      rows.append(.init([.text(text[.breakEvenAt]), .multiple(breakEven)]))
    }
    rows.append(
      .init(
        [
          .text(text.label(revenue.label(in: scope.language), remark: text[.revenueBase])),
          FigureFormat(revenue).value(earned),
        ],
        metric: revenue.id, receipt: book.add(revenue, earned, during: window)))
    rows.append(
      .init(
        [
          .text(text.label(cost.label(in: scope.language), remark: text[.costBase])),
          FigureFormat(cost).value(spent),
        ],
        metric: cost.id, receipt: book.add(cost, spent, during: window)))
    return [
      .table(
        Report.Table(
          id: "money_roi", title: text[.returnTitle],
          columns: [
            .init("notation", text[.notation], .text), .init("value", text[.value], .mixed),
          ], rows: rows, note: note))
    ]
  }

  /// What was counted, and over which days.
  private var note: Report.Sentence {
    let format = ReportFormat(language: scope.language, currency: scope.document.currency)
    func words(_ metric: Metric) -> String {
      let formula = metric.declaration.formula
      return (scope.language == .english ? formula?.en : formula?.zh) ?? metric.formulaText
    }
    return scope.text.sentence(
      .returnNote,
      [
        "cost": .words(words(cost)), "revenue": .words(words(revenue)),
        "window": .words(
          scope.clock.period.map { format.period(Report.Period($0)) } ?? scope.text[.allDays]),
      ])
  }

  private func percent(_ share: Double) -> String {
    ReportFormat(language: scope.language, currency: scope.document.currency).exact(.ratio(share))
  }
}

extension SectionPhrase {
  static let value = SectionPhrase("数值", "Value")
  fileprivate static let returnTitle = SectionPhrase("投入产出比的几种写法", "The return in every notation")
  fileprivate static let notation = SectionPhrase("写法", "Notation")
  fileprivate static let multiple = SectionPhrase("倍数（ROAS）", "Multiple (ROAS)")
  fileprivate static let oneTo = SectionPhrase("1:n 的 n", "The n of 1:n")
  fileprivate static let netReturn = SectionPhrase(
    "净回报（收入 − 成本）÷ 成本", "Net return, (revenue − cost) ÷ cost")
  fileprivate static let contribution = SectionPhrase(
    "毛利回报（毛利率 {margin}）", "Return on contribution (gross margin {margin})")
  fileprivate static let breakEvenAt = SectionPhrase(
    "保本倍数（1 ÷ 毛利率）", "Break-even multiple (1 ÷ gross margin)")
  fileprivate static let revenueBase = SectionPhrase("收入口径", "revenue counted")
  fileprivate static let costBase = SectionPhrase("成本口径", "cost counted")
  fileprivate static let allDays = SectionPhrase("全部日期", "all days")
  fileprivate static let returnNote = SectionPhrase(
    "收入：{revenue}；成本：{cost}；时间窗：{window}。",
    "Revenue: {revenue}; cost: {cost}; window: {window}.")
}
