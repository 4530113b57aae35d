import FupanData
import FupanMethods
import FupanReports

extension UnitCosts: PresentedStage {
  /// A table of unit costs with the bounds of the last of them, and what was spent without a result.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = by == nil ? result.rows.map { [.missing] + $0 + [.bool(true)] } : result.rows
    guard !rows.isEmpty else {
      return [.prose(context.say(sentence: "期间没有费用。", "Nothing was spent."))]
    }
    var metrics: [String] = []
    var groups: [(name: Value, isTotal: Bool)] = []
    for row in rows {
      let metric = row[1].text ?? ""
      if !metrics.contains(metric) { metrics.append(metric) }
      let isTotal = row[10] == .bool(true)
      if groups.last?.name != row[0] || groups.last?.isTotal != isTotal {
        groups.append((row[0], isTotal))
      }
    }
    let isMoney = result.schema["cost"]?.unit?.isCurrency ?? true
    func row(_ group: (name: Value, isTotal: Bool), _ metric: String) -> [Value]? {
      rows.first {
        $0[0] == group.name && $0[10] == .bool(group.isTotal) && $0[1] == .text(metric)
      }
    }
    func amount(_ value: Value?, _ metric: String) -> Report.Value {
      guard let number = value?.double else { return .missing(.notApplicable) }
      return metric == "roas" ? .multiple(number) : .number(number, places: 2)
    }
    var columns: [Report.Table.Column] = [
      .init("group", by == nil ? context.say("范围", "Scope") : context.label(of: by), .text),
      .init("cost", context.say("费用", "Cost"), isMoney ? .money : .number),
    ]
    for metric in metrics {
      let label = UnitCosts.label(metric, context)
      columns.append(.init(metric, label, metric == "roas" ? .multiple : .number))
      columns.append(
        .init("\(metric)_range", context.say("\(label) 95% 区间", "\(label), 95 % interval"), .text))
    }
    let body = groups.map { group -> Report.Table.Row in
      let name =
        group.isTotal
        ? context.say("合计", "Total") : context.name(of: group.name)
      var cells: [Report.Value] = [
        .text(name),
        row(group, metrics.first { $0 != "cac_paid" } ?? metrics[0])
          .map { Report.Value(exact: $0[3], isMoney: isMoney) } ?? .missing(.noData),
      ]
      for metric in metrics {
        let found = row(group, metric)
        cells.append(amount(found?[2], metric))
        cells.append(.text(range(found)))
      }
      return Report.Table.Row(cells, isTotal: group.isTotal && by != nil)
    }
    var blocks: [Report.Block] = [
      .table(
        Report.Table(
          id: "\(context.dataset)_unit_costs", title: context.say("单位成本", "Unit costs"),
          columns: columns, rows: body,
          note: context.say(
            sentence: """
              单位成本 = 费用 ÷ 数量（CPM 为每千次）；区间把数量看作泊松、费用看作固定，\
              收入按每行（或每个单元）重抽；各组按合计相除，不取平均。
              """,
            """
            Cost divided by counts (CPM per thousand); intervals take counts as Poisson and cost as \
            fixed, and draw what rows (or units) earned again; groups are sums divided, never averages of rates.
            """)))
    ]
    let wasted = rows.filter { row in
      row[9] == .text(Reason.zeroDenominator.rawValue) && row[10] != .bool(true)
        && ScaledInteger(row[3]).map { !$0.isZero } ?? false
    }
    if !wasted.isEmpty {
      let names = wasted.map { row in
        let (name, metric) = (
          context.name(of: row[0]), UnitCosts.label(row[1].text ?? "", context)
        )
        return context.say("\(name)（\(metric)）", "\(name) (\(metric))")
      }
      blocks.append(
        .callout(
          Report.Callout(
            .caution,
            context.say(
              sentence: "花了钱而没有结果：\(names.joined(separator: "、"))。",
              "Spent without a result: \(names.joined(separator: ", "))."))))
    }
    return blocks
  }

  private func range(_ row: [Value]?) -> String {
    guard let low = row?[5].double else { return "" }
    func text(_ value: Double) -> String {
      let cents = (value * 100).rounded()
      guard cents.magnitude < 1e15 else { return "" }
      let digits = String(Int64(cents) % 100)
      return "\(Int64(cents) / 100).\(digits.count < 2 ? "0" : "")\(digits)"
    }
    return row?[6].double.map { "\(text(low))–\(text($0))" } ?? "≥ \(text(low))"
  }

  private static func label(_ metric: String, _ context: PresentationContext) -> String {
    switch metric {
    case "cac_paid": context.say("CAC（仅广告）", "CAC (paid)")
    case "cac_blended": context.say("CAC（全部）", "CAC (blended)")
    default: metric.uppercased()
    }
  }
}
