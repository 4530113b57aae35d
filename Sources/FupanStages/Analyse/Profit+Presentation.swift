import FupanData
import FupanMethods
import FupanReports

extension Profit: PresentedStage {
  /// The waterfall as a chart and a table, and the rates that follow from it.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard let last = result.rows.last, let profit = ScaledInteger(last[2])
    else { return [.prose(context.say(sentence: "期间没有订单。", "There are no orders."))] }
    let isMoney = result.schema["amount"]?.unit?.isCurrency ?? true
    func amount(_ value: Value) -> Report.Value { Profit.amount(value, isMoney: isMoney) }
    let names = result.rows.map { Profit.label($0[0].text ?? "", context) }
    let size = context.brief(amount(.decimal(abs(profit.units), scale: profit.scale)))
    let title =
      profit.units < 0
      ? context.say("活动亏损 \(size)", "The campaign lost \(size)")
      : profit.isZero
        ? context.say("活动不赚不亏", "The campaign broke even")
        : context.say("活动净利 \(size)", "The campaign earned \(size)")
    let chart = Report.Chart(
      id: "\(context.dataset)_waterfall", title: title,
      subtitle: context.say("从下单到活动净利", "From orders placed to profit"), unit: .money,
      alt: context.say("从下单金额到活动净利的瀑布图。", "Waterfall from orders placed to profit."),
      .waterfall(
        .init(
          zip(names, result.rows).map { name, row in
            .init(name, amount(row[2]), isTotal: row[1] == .bool(true))
          })))
    let table = Report.Table(
      id: "\(context.dataset)_steps", title: context.say("活动损益", "Campaign profit and loss"),
      columns: [
        .init("step", context.say("项目", "Step"), .text),
        .init("amount", context.say("金额", "Amount"), .money),
        .init("balance", context.say("余额", "Balance"), .money),
      ],
      rows: zip(names, result.rows).map { name, row in
        Report.Table.Row(
          [.text(name), amount(row[2]), amount(row[3])], isTotal: row[1] == .bool(true))
      },
      note: context.say(
        sentence: "逐分精确：最后的净利等于下单金额加上每一步的增减。",
        "Exact to the cent: the profit is what was placed plus every change."))
    return [.chart(chart), .table(table)] + rates(result, context)
  }

  private func rates(_ result: Table, _ context: PresentationContext) -> [Report.Block] {
    func units(_ step: String) -> ScaledInteger? {
      result.rows.first { $0[0] == .text(step) }.flatMap { ScaledInteger($0[2]) }
    }
    guard let paid = units("paid"), paid.units > 0, let profit = units("profit") else { return [] }
    func share(_ part: ScaledInteger, _ whole: ScaledInteger) -> Report.Value {
      guard let part = Profit.exact(part), let whole = Profit.exact(whole) else {
        return .ratio(part.doubleValue / whole.doubleValue)
      }
      return .share(part, of: whole)
    }
    func negated(_ value: ScaledInteger) -> ScaledInteger {
      ScaledInteger(-value.units, scale: value.scale)
    }
    var rows: [Report.Table.Row] = []
    func add(_ name: String, _ value: Report.Value) { rows.append(.init([.text(name), value])) }
    if let refunds = units("refunds") {
      add(
        context.say("退款率（退款 ÷ 实付）", "Refund rate, of what was paid"), share(negated(refunds), paid))
    }
    if let subsidies = units("subsidies") {
      add(
        context.say("补贴率（补贴 ÷ 实付）", "Subsidy rate, of what was paid"),
        share(negated(subsidies), paid))
    }
    let net = units("refunds").flatMap { paid.adding($0) } ?? paid
    if let goods = units("goods"), net.units > 0 {
      let margin = ["subsidies", "fees"].compactMap(units).reduce(net.adding(goods)) {
        $0?.adding($1)
      }
      if let margin {
        add(
          context.say("毛利率（净收入减商品成本、补贴和扣点）", "Gross margin after goods, subsidies and fees"),
          share(margin, net))
        if margin.units > 0 {
          add(
            context.say(
              "按它算的保本倍数（1 ÷ 毛利率）", "Break-even multiple by it, 1 ÷ gross margin"),
            .multiple(net.doubleValue / margin.doubleValue))
        }
      }
    }
    if net.units > 0 {
      add(context.say("净利率（净利 ÷ 净收入）", "Profit, of net revenue"), share(profit, net))
    }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_rates", title: context.say("由此得到的比率", "Rates that follow"),
          columns: [
            .init("rate", context.say("比率", "Rate"), .text),
            .init("value", context.say("数值", "Value"), .mixed),
          ], rows: rows))
    ]
  }

  /// The exact number with no more digits than it needs, two at least.
  private static func exact(_ number: ScaledInteger) -> Report.ExactNumber? {
    var (units, scale) = (number.units, number.scale)
    while scale > 2, units % 10 == 0 {
      units /= 10
      scale -= 1
    }
    return Int64(exactly: units) == nil ? nil : Report.ExactNumber(unscaled: units, scale: scale)
  }

  private static func amount(_ value: Value, isMoney: Bool) -> Report.Value {
    guard let number = ScaledInteger(value), let exact = exact(number) else {
      return .missing(.undefined)
    }
    return isMoney ? .money(exact) : .number(number.doubleValue, places: 2)
  }

  /// What readers call a step.
  private static func label(_ step: String, _ context: PresentationContext) -> String {
    switch step {
    case "placed": context.say("下单 GMV", "Placed (GMV)")
    case "unpaid": context.say("未付/关闭", "Unpaid or closed")
    case "paid": context.say("实付", "Paid")
    case "refunds": context.say("退款", "Refunds")
    case "subsidies": context.say("补贴", "Subsidies")
    case "fees": context.say("平台扣点和佣金", "Platform fees and commissions")
    case "goods": context.say("商品成本", "Cost of goods")
    case "ads": context.say("投放", "Advertising")
    case "materials": context.say("物料/人力", "Material and labour")
    default: context.say("活动净利", "Campaign profit")
    }
  }
}
