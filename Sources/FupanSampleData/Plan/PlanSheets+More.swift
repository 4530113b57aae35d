import FupanMethods

extension PlanSheets {
  /// 商品表: what is sold, with what nobody ordered.
  static func products(to writer: inout ByteWriter) {
    writer.text("商品编码,商品名称,类目,售价,成本,库存\n")
    productRows(to: &writer)
  }

  static func productRows(to writer: inout ByteWriter) {
    for (number, product) in Product.listed.enumerated() {
      writer.sku(number)
      writer.comma()
      writer.field(product.name)
      writer.comma()
      writer.text(Product.category(of: number))
      writer.comma()
      writer.money(product.price)
      writer.comma()
      writer.money(Product.cost(of: number))
      writer.comma()
      writer.integer(40 + number * 37 % 160)
      writer.line()
    }
  }

  /// 周预算: the budget by week, each item's plan spread evenly over its days.
  static func weeklyBudget(
    _ spending: Spending, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.text("周起,渠道,项目,预算\n")
    // Weeks begin on Mondays: 2026-03-23 is the first that has a plan.
    for monday in stride(from: 332, through: 360, by: 7) {
      for item in spending.items {
        let days = Spending.days(of: item)
        func until(_ day: Int) -> Int {
          item.planned * min(max(day - days.lowerBound, 0), days.count) / days.count
        }
        let planned = until(monday + 7) - until(monday)
        guard planned > 0 else { continue }
        writer.date(monday, in: context.calendar)
        writer.comma()
        writer.string(item.channel)
        writer.comma()
        writer.string(item.name)
        writer.comma()
        writer.money(planned)
        writer.line()
      }
    }
  }

  /// 历史投放: what each channel's spend brought in on the days before, with less and less for more.
  static func pastSpend(seed: UInt64, in context: ExportContext, to writer: inout ByteWriter) {
    var random = RandomStream.stream(seed: seed, name: "past spend")
    writer.text("日期,渠道,花费,展示,点击,转化,成交金额\n")
    let channels: [(name: StaticString, scale: Double, power: Double)] = [
      ("社群", 1.1, 0.72), ("抖音", 0.75, 0.52), ("小红书", 0.9, 0.6), ("公众号", 0.55, 0.66),
    ]
    // 2026-01-01 to 2026-03-19.
    for day in 251...328 {
      for channel in channels {
        let spend = random.within(60...600)
        let clicks = spend * random.within(9...14) / 10
        let expected = channel.scale * power(Double(spend), channel.power)
        let conversions = Int(expected * (0.85 + 0.3 * random.unit()))
        writer.date(day, in: context.calendar)
        writer.comma()
        writer.text(channel.name)
        writer.comma()
        writer.money(spend * 100 + random.below(100))
        writer.comma()
        writer.integer(clicks * random.within(30...55))
        writer.comma()
        writer.integer(clicks)
        writer.comma()
        writer.integer(conversions)
        writer.comma()
        writer.money(conversions * random.within(6_000...9_500))
        writer.line()
      }
    }
  }

  /// A power between 0 and 1 by square roots alone, whose results are the same on every machine.
  private static func power(_ base: Double, _ exponent: Double) -> Double {
    var (result, root, rest) = (1.0, base, exponent)
    for _ in 0..<30 {
      root = root.squareRoot()
      rest *= 2
      if rest >= 1 {
        result *= root
        rest -= 1
      }
    }
    return result
  }

  static let benchmarks: StaticString = """
    指标,范围,数值,来源,日期
    roi,社群电商,1.2,行业协会2025年报（虚构）,2025-12-31
    conversion,小程序商城,15%,行业协会2025年报（虚构）,2025-12-31
    nps,本地生活,32,行业协会2025年报（虚构）,2025-12-31
    refund_rate,生鲜,5%,行业协会2025年报（虚构）,2025-12-31

    """

  /// 降本: what a unit cost before and after, and how many there were.
  static let savings: StaticString = """
    手段,原成本,现成本,数量
    老带新拉新,80.00,35.00,120
    场地资源置换,1500.00,1050.00,1
    素材复用,200.00,80.00,24

    """

  static let trackingPlan: StaticString = """
    事件,字段,必填
    page_view,page,是
    view_item,sku,是
    view_item,utm_source,否
    add_to_cart,sku,是
    submit_order,order_id,是
    pay_order,order_id,是
    share,share_id,是
    pay_failed,error_code,是

    """
}
