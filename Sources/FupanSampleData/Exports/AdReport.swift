/// 投放日报: money as `"¥1,200.50"`, and a last line 合计 that adds up the others.
enum AdReport {
  static func write(_ ads: [Spending.AdDay], in context: ExportContext, to writer: inout ByteWriter)
  {
    writer.byteOrderMark()
    writer.text("日期,计划名称,消耗(元),展示数,点击数,点击率,转化数,成交金额\n")
    var total = Spending.AdDay(
      day: 0, plan: "", cost: 0, impressions: 0, clicks: 0, conversions: 0, sales: 0)
    for ad in ads {
      writer.date(ad.day, in: context.calendar)
      writer.comma()
      writer.field(Array(ad.plan.utf8))
      numbers(of: ad, to: &writer)
      total = Spending.AdDay(
        day: 0, plan: "", cost: total.cost + ad.cost,
        impressions: total.impressions + ad.impressions, clicks: total.clicks + ad.clicks,
        conversions: total.conversions + ad.conversions, sales: total.sales + ad.sales)
    }
    writer.text("合计,")
    numbers(of: total, to: &writer)
  }

  private static func numbers(of ad: Spending.AdDay, to writer: inout ByteWriter) {
    writer.comma()
    yuan(ad.cost, to: &writer)
    writer.comma()
    count(ad.impressions, to: &writer)
    writer.comma()
    count(ad.clicks, to: &writer)
    writer.comma()
    let rate = rate(of: ad)
    writer.integer(rate / 100)
    writer.text(".")
    writer.padded(rate % 100, 2)
    writer.text("%,")
    count(ad.conversions, to: &writer)
    writer.comma()
    yuan(ad.sales, to: &writer)
    writer.line()
  }

  /// Clicks for each impression in hundredths of a per cent.
  static func rate(of ad: Spending.AdDay) -> Int {
    ad.impressions == 0 ? 0 : (ad.clicks * 20_000 + ad.impressions) / (2 * ad.impressions)
  }

  private static func yuan(_ cents: Int, to writer: inout ByteWriter) {
    writer.text("\"¥")
    writer.grouped(cents / 100)
    writer.text(".")
    writer.padded(cents % 100, 2)
    writer.text("\"")
  }

  private static func count(_ value: Int, to writer: inout ByteWriter) {
    if value < 1_000 {
      writer.integer(value)
    } else {
      writer.text("\"")
      writer.grouped(value)
      writer.text("\"")
    }
  }
}
