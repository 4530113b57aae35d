import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanReports

/// An amount as visitors × orders for each × value of each, and what each factor did to its change
/// against the baseline.
struct DriverTree: Sendable {
  private let scope: ReportScope
  private let amount: Metric
  private let visitors: Metric?
  private let orders: Metric?
  private let figures: CampaignFigures

  init(_ name: Located<String>, in scope: ReportScope) throws(Problems) {
    self.scope = scope
    let amount = try scope.registry.metric(name.value, at: name.place ?? scope.place)
    self.amount = amount
    visitors = scope.registry["visitors"]
    orders = scope.registry["order_count"]
    figures = try CampaignFigures([amount, visitors, orders].compactMap { $0 }, in: scope)
  }

  var queries: [MetricQuery] { figures.queries }

  var lacks: [String] {
    figures.lacks + (visitors == nil ? ["visitors"] : []) + (orders == nil ? ["order_count"] : [])
  }

  /// The three factors at one time; each divides what the one before it left.
  private struct Factors {
    let amount: MetricFigure
    let visitors: Double
    let orders: Double
    let total: Double

    init?(_ table: MetricTable, _ amount: Metric) {
      guard let figure = table.figure(amount.id), let total = figure.estimate.value,
        let visitors = table.figure("visitors")?.estimate.value, visitors > 0,
        let orders = table.figure("order_count")?.estimate.value, orders > 0
      else { return nil }
      self.amount = figure
      self.total = total
      self.visitors = visitors
      self.orders = orders
    }

    var values: [Double] { [visitors, orders / visitors, total / orders] }
  }

  func blocks(_ results: ReportResults, _ book: inout ReceiptBook) -> [Report.Block] {
    guard let visitors, let orders,
      let now = Factors(results.figures(figures.period), amount)
    else { return [] }
    let before = figures.baseline.flatMap { Factors(results.figures($0), amount) }
    let text = scope.text
    let format = FigureFormat(amount)
    _ = book.add(amount, now.amount, during: figures.days.map { Report.Period($0) })
    let shown = [
      (visitors.label(in: scope.language), FigureFormat(visitors).value(now.values[0])),
      (text[.ordersPerVisitor], Report.Value.number(now.values[1], places: 3)),
      (text[.amountPerOrder], format.value(now.values[2])),
    ]
    let changes = before.map { base in
      zip(now.values, base.values).map { $1 == 0 ? 0 : ($0 - $1) / $1 }
    }
    var split: FactorDecomposition?
    if let before { split = FactorDecomposition(from: before.values, to: now.values) }
    let label = amount.label(in: scope.language)
    let title = title(split, shown.map { $0.0 }, label)
    let root = Report.Chart.Tree.Node(
      label, format.value(now.amount),
      change: before.flatMap { base in
        base.total == 0 ? nil : .ratio((now.total - base.total) / abs(base.total))
      },
      parts: shown.enumerated().map { index, part in
        .init(part.0, part.1, change: changes.map { .ratio($0[index]) })
      }, joined: .multiplied)
    var blocks: [Report.Block] = [
      .chart(
        Report.Chart(
          id: "timeline_drivers", title: text(.driversTitle, ["metric": label]),
          unit: format.chartUnit, alt: title,
          .tree(.init(root)), metrics: [amount.id, visitors.id, orders.id]))
    ]
    if let split, let before, let effects = exactEffects(split, from: before, to: now) {
      blocks.append(waterfall(effects, shown.map { $0.0 }, before, now, split.method, title))
    }
    return blocks
  }

  /// The effects in hundredths that add up exactly to the change of the exact amounts.
  private func exactEffects(
    _ split: FactorDecomposition, from before: Factors, to now: Factors
  ) -> [ScaledInteger]? {
    let places = 2
    guard let first = before.amount.value.scaledInteger?.rounded(to: places),
      let last = now.amount.value.scaledInteger?.rounded(to: places),
      let change = last.subtracting(first)
    else { return nil }
    var units: [Int128] = []
    for effect in split.effects {
      guard let rounded = Int128(exactly: (effect * 100).rounded()) else { return nil }
      units.append(rounded)
    }
    // What rounding left over goes to the largest effect, where it shows least.
    let rest = change.units - units.reduce(0, +)
    if let largest = units.indices.max(by: { units[$0].magnitude < units[$1].magnitude }) {
      units[largest] += rest
    }
    return units.map { ScaledInteger($0, scale: places) }
  }

  private func waterfall(
    _ effects: [ScaledInteger], _ names: [String], _ before: Factors, _ now: Factors,
    _ method: FactorDecomposition.Method, _ title: String
  ) -> Report.Block {
    let text = scope.text
    let format = FigureFormat(amount)
    let label = amount.label(in: scope.language)
    var steps = [
      Report.Chart.Waterfall.Step(
        text.label(label, remark: text[.baseline]), format.value(before.amount), isTotal: true)
    ]
    for (name, effect) in zip(names, effects) { steps.append(.init(name, format.value(effect))) }
    steps.append(
      .init(
        text.label(label, remark: text[.thisPeriod]), format.value(now.amount), isTotal: true))
    return .chart(
      Report.Chart(
        id: "timeline_drivers_change", title: title, subtitle: text[.decomposition],
        unit: format.chartUnit, alt: title, .waterfall(.init(steps)), metrics: [amount.id],
        note: text.sentence(method == .lmdi ? .lmdiNote : .shapleyNote)))
  }

  private func title(
    _ split: FactorDecomposition?, _ names: [String], _ label: String
  ) -> String {
    let text = scope.text
    guard let split, split.after != split.before,
      let most = split.effects.indices.max(by: {
        abs(split.effects[$0]) < abs(split.effects[$1])
      })
    else { return text(.driversTitle, ["metric": label]) }
    return text(
      split.effects[most] < 0 ? .draggedTitle : .drivenTitle,
      ["metric": label, "factor": names[most]])
  }
}

extension SectionPhrase {
  static let baseline = SectionPhrase("基期", "baseline")
  static let thisPeriod = SectionPhrase("本期", "this period")
  fileprivate static let ordersPerVisitor = SectionPhrase("每访客订单数", "Orders per visitor")
  fileprivate static let amountPerOrder = SectionPhrase("每单金额", "Value per order")
  fileprivate static let decomposition = SectionPhrase(
    "较基期的变化拆到各个因子", "The change against the baseline, by factor")
  fileprivate static let driversTitle = SectionPhrase(
    "{metric} = 访客数 × 每访客订单数 × 每单金额", "{metric} = visitors × orders per visitor × value per order")
  fileprivate static let drivenTitle = SectionPhrase(
    "{metric}较基期的变化，{factor}推高得最多", "{factor} raised {metric} most against the baseline")
  fileprivate static let draggedTitle = SectionPhrase(
    "{metric}较基期的变化，{factor}拉低得最多", "{factor} lowered {metric} most against the baseline")
  fileprivate static let lmdiNote = SectionPhrase(
    "用对数平均迪氏指数法（LMDI）分解，各因子之和等于总变化；凑整的余数记在最大的因子上。",
    "Decomposed by the logarithmic mean Divisia index; the parts add up to the change, the rounding remainder is in the largest."
  )
  fileprivate static let shapleyNote = SectionPhrase(
    "用 Shapley 值分解，各因子之和等于总变化；凑整的余数记在最大的因子上。",
    "Decomposed by Shapley values; the parts add up to the change, the rounding remainder is in the largest."
  )
}
