import FupanData
import FupanDiagnostics

@testable import FupanReports

/// A report with every section, block and kind of chart, in either language.
///
/// `marker` is put into every text that comes from data, so that a test can look for what it does
/// there.
struct SampleReport {
  var language: Language
  var marker = ""
  var state = Report.State.final

  static let chinese = SampleReport(language: .simplifiedChinese)
  static let english = SampleReport(language: .english)

  /// Text that tries to leave the place it stands in.
  static let hostile =
    #"<img src=x onerror=alert(1)></script><!--"'`]]>&lt;javascript:alert(2)|[a](http://x.example) "#
    + "\u{202E}\u{2028}\u{1B}]8;;http://x.example\u{7}\u{0} ${x} {{title}} {a|b}"

  var report: Report {
    var report = draft
    // The model's tests see a report that was closed, too.
    if language == .simplifiedChinese { report.closing = .closed }
    return report
  }

  private var draft: Report {
    Report(
      title: say("春日焕新 2026", "Spring Renewal 2026"), campaign: "spring-2026", period: period,
      baseline: Report.Period(day("2026-03-20"), through: day("2026-04-03")),
      asOf: day("2026-04-24"), state: state, language: language, currency: "CNY",
      timeZone: "Asia/Shanghai", generatedAt: "2026-04-25T08:00:00+08:00",
      parameters: [.init("gross_margin" + marker, "0.35" + marker)],
      sections: [
        verdict, goals, timeline, funnel, channels, people, voice, content, finances, experiments,
        why,
        next, appendix,
      ],
      receipts: receipts)
  }

  func say(_ chinese: String, _ english: String) -> String {
    (language == .english ? english : chinese) + marker
  }

  func day(_ text: String) -> CivilDate {
    CivilDate(Array(text.utf8)) ?? CivilDate(daysSinceEpoch: 0)
  }

  var period: Report.Period { Report.Period(day("2026-04-10"), through: day("2026-04-24")) }

  var days: [CivilDate] {
    (0..<15).map { CivilDate(daysSinceEpoch: day("2026-04-10").daysSinceEpoch + $0) }
  }

  func money(_ text: String) -> Report.Value {
    .money(Report.ExactNumber(text) ?? 0)
  }

  /// A wave that looks like a campaign, the same in every run.
  func daily(_ scale: Double) -> [Double] {
    [0.31, 0.35, 0.42, 0.4, 0.88, 1, 0.93, 0.81, 0.32, 0.84, 0.6, 0.52, 0.47, 0.43, 0.66].map {
      $0 * scale
    }
  }

  private var text: ReportText { ReportText(language) }

  private var verdict: Report.Section {
    Report.Section(
      .verdict,
      blocks: [
        .prose(text.sentence(.verdictPartlyMet, ["met": 4, "total": 6])),
        .cards([
          Report.Card(
            metric: "revenue", label: say("净销售额", "Net revenue"), value: money("602345.60"),
            target: money("600000"), status: .met,
            deltas: [
              .init(against: .target, relative: 0.0039, tone: .good),
              .init(against: .baseline, relative: 0.412, tone: .good),
              .init(
                against: .campaign, name: say("较春日 2025", "vs Spring 2025"), relative: 0.18,
                tone: .good),
            ], sparkline: daily(60_000), receipt: "revenue"),
          Report.Card(
            metric: "campaign_profit", label: say("活动净利", "Campaign profit"),
            value: money("81234.10"), target: money("90000"), status: .missed,
            deltas: [.init(against: .target, relative: -0.0974, tone: .bad)],
            sparkline: daily(8000).map { $0 - 2000 }, receipt: "campaign_profit"),
          Report.Card(
            metric: "new_customers", label: say("新客数", "New customers"), value: 2145,
            target: 2000, status: .met,
            deltas: [.init(against: .target, relative: 0.0725, tone: .good)],
            sparkline: [nil] + daily(200).dropFirst().map { $0 }, receipt: "new_customers"),
          Report.Card(
            metric: "conversion", label: say("转化率", "Conversion"), value: .share(3512, of: 98_231),
            target: .ratio(0.0361), status: .partlyMet,
            deltas: [
              .init(against: .baseline, relative: 0.288, points: 0.008, tone: .good)
            ], sparkline: daily(0.04), receipt: "conversion"),
          Report.Card(
            metric: "roi", label: "ROI" + marker, value: .multiple(4.2), target: .multiple(5),
            status: .missed, deltas: [.init(against: .target, relative: -0.16, tone: .bad)],
            note: Report.Sentence([
              .words(say("净回报率 ", "Net ")), .value(.ratio(3.2), receipt: "roi"),
              .words(say("，即 1:4.2", ", or 1:4.2")),
            ])),
          Report.Card(
            metric: "nps", label: say("净推荐值", "NPS"), value: .missing(.noData),
            target: .number(40, places: 0), status: .unknown,
            note: Report.Sentence(say("问卷尚未导出", "The survey is not exported yet"))),
        ]),
        .findings([
          Report.Finding(
            .good,
            Report.Sentence([
              .words(say("社群贡献了 ", "The community brought ")),
              .value(money("288120.00"), receipt: "revenue"),
              .words(say("，转化率是广告的 ", " and converts ")),
              .value(.multiple(2.3), receipt: nil), .words(say("。", " as well as ads.")),
            ]),
            evidence: [
              .init(say("社群转化率", "Community"), .share(1520, of: 21_800), receipt: "conversion"),
              .init(say("广告转化率", "Ads"), .share(812, of: 26_900)),
            ], certainty: say("95% 把握", "95 % sure"), section: .channels,
            metrics: ["conversion"]),
          Report.Finding(
            .warning,
            Report.Sentence([
              .words(say("4 月 18 日订单骤降 ", "On 18 April orders fell by ")),
              .value(.ratio(0.61), receipt: nil),
              .words(say("，支付接口当天中断。", "; the payment service was down that day.")),
            ]), evidence: [.init(say("少卖", "Lost"), money("31200.00"))], section: .timeline),
          Report.Finding(
            .critical,
            Report.Sentence([
              .words(say("物料超出预算 ", "Materials went ")), .value(.ratio(0.183), receipt: nil),
              .words(say("，超过 15% 的评审线。", " over budget, past the 15 % review line.")),
            ]), evidence: [.init(say("超支", "Overrun"), money("5490.00"))], section: .money,
            metrics: ["budget_overrun"]),
        ]),
      ])
  }

  private var goals: Report.Section {
    let columns: [Report.Table.Column] = [
      .init("metric", say("指标", "Metric"), .text), .init("actual", say("实际", "Actual"), .mixed),
      .init("target", say("目标", "Target"), .mixed),
      .init("gap", say("差距", "Gap"), .ratio, signed: true),
      .init("status", say("状态", "Status"), .status), .init("due", say("期限", "Due"), .date),
      .init("owner", say("负责人", "Owner"), .text),
    ]
    let due = Report.Value.date(day("2026-04-24"))
    return Report.Section(
      .goals,
      blocks: [
        .table(
          Report.Table(
            id: "goals", title: say("六项目标，四项达成", "Four of six targets were reached"),
            columns: columns,
            rows: [
              .init(
                [
                  .text(say("净销售额", "Net revenue")), money("602345.60"), money("600000.00"),
                  .ratio(0.0039), .status(.met), due, .text(say("周然", "Zhou Ran")),
                ], metric: "revenue", receipt: "revenue"),
              .init(
                [
                  .text(say("活动净利", "Campaign profit")), money("81234.10"), money("90000.00"),
                  .ratio(-0.0974), .status(.missed), due, .text(say("周然", "Zhou Ran")),
                ], metric: "campaign_profit", receipt: "campaign_profit"),
              .init(
                [
                  .text(say("转化率", "Conversion")), .share(3512, of: 98_231), .ratio(0.0361),
                  .ratio(-0.0097), .status(.partlyMet), due, .text(say("林悦", "Lin Yue")),
                ], metric: "conversion", receipt: "conversion"),
              .init(
                [
                  .text(say("30 日留存", "Day-30 retention")), .missing(.notDue), .ratio(0.6),
                  .missing(.notDue), .status(.notDue), .date(day("2026-05-24")),
                  .text(say("陈晨", "Chen Chen")),
                ], metric: "retention_d30"),
            ])),
        .callout(
          .init(
            .caution, title: say("有一项目标不完整", "One target is incomplete"),
            Report.Sentence(say("“品牌声量”没有期限，无法判断。", "'Share of voice' has no due date."))
          )),
      ])
  }

  private var timeline: Report.Section {
    let hours = (0..<24).map { String($0) }
    let weekdays =
      language == .english
      ? ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
      : ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    let shape = [
      2, 1, 0, 0, 0, 1, 4, 9, 14, 18, 22, 20, 25, 17, 15, 14, 16, 21, 34, 58, 64, 49, 23, 8,
    ]
    return Report.Section(
      .timeline,
      blocks: [
        .chart(
          Report.Chart(
            id: "daily_revenue",
            title: say("爆发期六天卖出一半以上", "Six days brought more than half of it"),
            subtitle: say("每日净销售额与预期区间", "Daily net revenue and what was expected"), unit: .money,
            alt: say("每日净销售额折线图，4 月 15 日最高。", "Daily net revenue, highest on 15 April."),
            .lines(
              .init(
                days: days,
                series: [
                  .init(
                    say("净销售额", "Net revenue"),
                    daily(64_000).map { money(String(Int($0)) + ".50") })
                ],
                band: .init(
                  say("预期区间", "Expected"), lower: daily(52_000).map { money(String(Int($0))) },
                  upper: daily(75_000).map { money(String(Int($0))) }),
                annotations: [
                  .init(
                    at: "2026-04-14", say("爆发期开始，直播两场", "The main phase began, two live shows")),
                  .init(at: "2026-04-18", say("支付接口中断 5 小时", "Payments were down for five hours")),
                ], reference: .init(say("日均目标", "Target a day"), money("40000")))),
            metrics: ["revenue"])),
        .chart(
          Report.Chart(
            id: "hour_weekday", title: say("晚上七点到九点下单最多", "Most orders come from 7 to 9 pm"),
            subtitle: say("订单数，小时 × 星期", "Orders by hour and weekday"), unit: .count,
            alt: say("热力图，晚间最深。", "A heat map, darkest in the evening."),
            .heat(
              .init(
                rows: weekdays, columns: hours,
                values: weekdays.indices.map { row in
                  shape.map { .integer($0 * (row > 4 ? 13 : 8) / 8 + row) }
                })))),
        .chart(
          Report.Chart(
            id: "drivers", title: say("流量带来了大部分增长", "Most of the growth came from traffic"),
            unit: .money, alt: say("净销售额拆成访客、转化率和客单价。", "Revenue split into its drivers."),
            .tree(
              .init(
                .init(
                  say("净销售额", "Net revenue"), money("602345.60"), change: .ratio(0.412),
                  parts: [
                    .init(say("访客", "Visitors"), 98_231, share: .ratio(0.61), change: .ratio(0.24)),
                    .init(
                      say("转化率", "Conversion"), .share(3512, of: 98_231), share: .ratio(0.27),
                      change: .ratio(0.1)),
                    .init(
                      say("客单价", "Order value"), money("171.51"), share: .ratio(0.12),
                      change: .ratio(0.035)),
                  ], joined: .multiplied))), metrics: ["revenue"])),
      ])
  }

  private var funnel: Report.Section {
    Report.Section(
      .funnel,
      blocks: [
        .chart(
          Report.Chart(
            id: "purchase_funnel",
            title: say("加购后流失最多", "Most were lost after the cart"),
            subtitle: say("去重人数，7 天内按顺序", "People, in order, within seven days"), unit: .count,
            alt: say("四步漏斗。", "A funnel of four steps."),
            .funnel(
              .init([
                .init(
                  say("浏览", "View"), count: 98_231, fromPrevious: .missing(.notApplicable),
                  fromFirst: .ratio(1)),
                .init(
                  say("加购", "Add to cart"), count: 21_442, fromPrevious: .share(21_442, of: 98_231),
                  fromFirst: .share(21_442, of: 98_231)),
                .init(
                  say("下单", "Submit order"), count: 4310, fromPrevious: .share(4310, of: 21_442),
                  fromFirst: .share(4310, of: 98_231)),
                .init(
                  say("支付", "Pay"), count: 3512, fromPrevious: .share(3512, of: 4310),
                  fromFirst: .share(3512, of: 98_231)),
              ])))),
        .chart(
          Report.Chart(
            id: "channel_rates",
            title: say("社群的转化率高于其他渠道", "The community converts best"),
            subtitle: say("支付 ÷ 浏览，95% 区间", "Payments per view, 95 % interval"), unit: .ratio,
            alt: say("各渠道转化率及区间。", "Conversion by channel with intervals."),
            .intervals(
              .init(
                channelNames.enumerated().map { index, name in
                  let rate = [0.0697, 0.0302, 0.041, 0.0254, 0.0118][index]
                  let half = [0.0034, 0.002, 0.0041, 0.0062, 0.0009][index]
                  return .init(
                    name, estimate: .ratio(rate), low: .ratio(rate - half),
                    high: .ratio(rate + half), n: 21_800)
                }, reference: .init(say("全部", "All"), .ratio(0.0358)))),
            metrics: ["conversion"])),
      ])
  }

  var channelNames: [String] {
    [
      say("社群", "Community"), say("信息流广告", "Feed ads"), say("小红书达人", "Creators"),
      say("线下扫码", "QR in store"), say("自然搜索与其他来源", "Organic search and others"),
    ]
  }

  private var channelRows: [Report.Table.Row] {
    let amounts = ["288120.00", "141002.40", "98230.10", "52001.00", "22992.10"]
    let spend = ["21000.00", "98000.00", "36000.00", "8800.00", "0.00"]
    return channelNames.indices.map { index in
      .init([
        .text(channelNames[index]), money(spend[index]), money(amounts[index]),
        index == 4 ? .missing(.undefined) : .multiple([13.72, 1.44, 2.73, 5.91][index]),
        index == 3 ? .suppressed : .integer([1520, 812, 640, 0, 210][index]),
        .status([.ok, .fired, .warning, .ok, .unknown][index]),
      ])
    }
  }

  private var channelTable: Report.Table {
    Report.Table(
      id: "channels", title: say("广告花得最多，回报最低", "Ads cost most and return least"),
      columns: [
        .init("channel", say("渠道", "Channel"), .text),
        .init("spend", say("花费", "Spend"), .money, bar: true),
        .init("revenue", say("归因销售额", "Attributed revenue"), .money, bar: true, metric: "revenue"),
        .init("roi", "ROI" + marker, .multiple, metric: "roi"),
        .init("buyers", say("买家", "Buyers"), .integer, unit: say("人", "people")),
        .init("alert", say("预警", "Alert"), .status),
      ],
      rows: channelRows + [
        .init(
          [
            .text(text[.total]), money("163800.00"), money("602345.60"), .multiple(3.68), 3512,
            .missing(.notApplicable),
          ], isTotal: true)
      ], sortedBy: .init(by: "revenue"),
      note: Report.Sentence(
        say("人数少于 5 的格子已隐去。", "Cells of fewer than five people are withheld.")))
  }

  private var attributionChart: Report.Chart {
    Report.Chart(
      id: "attribution", title: say("两种归因对广告的看法差一倍", "Two models disagree on ads by half"),
      subtitle: say("归因销售额", "Attributed revenue"), unit: .money,
      alt: say("各渠道按末次和线性归因的销售额。", "Revenue by channel under two models."),
      .bars(
        .init(
          categories: channelNames,
          series: [
            .init(
              say("末次触点", "Last touch"),
              ["288120", "141002.40", "98230.10", "52001", "22992.10"].map(money)),
            .init(
              say("线性", "Linear"),
              ["251000", "202100.40", "88230.10", "41001", "20013.10"].map(money)),
          ], reference: .init(say("单渠道目标", "Target each"), money("120000")))), metrics: ["revenue"],
      note: Report.Sentence(say("两种模型都只看 7 天内的触点。", "Both models look back seven days.")))
  }

  private var channels: Report.Section {
    Report.Section(
      .channels,
      blocks: [.table(channelTable), .chart(attributionChart)],
      missing: ["ltv" + marker])
  }

  private var people: Report.Section {
    let segments =
      language == .english
      ? ["Champions", "Loyal", "Potential", "New", "At risk", "Cannot lose", "Dormant", "Lost"]
      : ["重要价值客户", "重要发展客户", "重要保持客户", "重要挽留客户", "一般价值客户", "一般发展客户", "一般保持客户", "一般挽留客户"]
    return Report.Section(
      .people,
      blocks: [
        .chart(
          Report.Chart(
            id: "rfm", title: say("重要保持客户最值得召回", "Those at risk are worth winning back"),
            unit: .money, alt: say("各分层的人均消费与间隔。", "Spend and recency by segment."),
            .quadrants(
              .init(
                x: .init(say("距上次购买天数", "Days since last order"), .count, cut: 60),
                y: .init(say("人均消费", "Spend a person"), .money, cut: money("350")),
                fields: [
                  say("久未购买但贵重", "Valuable, away"), say("贵重且活跃", "Valuable, active"),
                  say("活跃", "Active"), say("沉睡", "Asleep"),
                ],
                points: segments.enumerated().map { index, name in
                  .init(
                    name + marker, x: .integer([12, 25, 95, 130, 18, 33, 88, 160][index]),
                    y: money(["890", "620", "710", "540", "210", "150", "180", "90"][index]),
                    size: .integer([320, 210, 180, 95, 640, 900, 420, 747][index]))
                })))),
        .chart(
          Report.Chart(
            id: "cohorts", title: say("四周后约一成半的新客再来", "After four weeks one in seven came back"),
            subtitle: say("每周新客的复购率", "Repurchase of each week's new customers"), unit: .ratio,
            alt: say("同期群三角。", "A cohort triangle."),
            .cohorts(
              .init(
                periods: (0..<6).map { say("第\($0)周", "W\($0)") },
                cohorts: (0..<6).map { row in
                  .init(
                    say("3月\(2 + row * 5)日", "\(2 + row * 5) Mar"),
                    size: row == 5 ? .suppressed : .integer(310 - row * 31),
                    values: (0..<(6 - row)).map { column in
                      column == 0
                        ? .ratio(1) : .ratio(0.24 - Double(column) * 0.031 + Double(row) * 0.006)
                    })
                })))),
        .table(
          Report.Table(
            id: "leaders", title: say("团长榜", "Leaders"),
            columns: [
              .init("leader", say("团长", "Leader"), .text),
              .init("orders", say("订单", "Orders"), .integer, bar: true),
              .init("joined", say("加入", "Joined"), .date),
              .init("note", say("备注", "Note"), .text),
            ], rows: [])),
      ])
  }

  private var voice: Report.Section {
    Report.Section(.voice, missing: ["survey" + marker])
  }

  private var content: Report.Section {
    Report.Section(
      .content, title: say("内容与达人", "Content and creators"),
      blocks: [
        .chart(
          Report.Chart(
            id: "forms", title: say("短视频的互动持续上升", "Short videos keep rising"),
            subtitle: say("每日互动率", "Engagement a day"), unit: .ratio,
            alt: say("四种内容形式的小图。", "Four small lines."),
            .multiples(
              .init(
                along: days.map(\.description),
                groups: [
                  say("图文", "Pictures"), say("短视频", "Short video"), say("直播", "Live"),
                  say("问答", "Questions"),
                ].enumerated().map { index, name in
                  .init(
                    name,
                    daily(0.05).enumerated().map { day, value in
                      day == 8 && index == 2
                        ? .missing(.noData) : .ratio(value * Double(index + 1) / 3)
                    })
                })))),
        .chart(
          Report.Chart(
            id: "mentions", title: say("关键词“透气”提得更多了", "'Breathable' is mentioned more"),
            unit: .points, alt: say("关键词占比变化。", "Change of share of keywords."),
            .bars(
              .init(
                categories: [
                  say("透气", "Breathable"), say("物流慢", "Slow delivery"), say("价格", "Price"),
                ],
                series: [
                  .init(
                    say("占比变化", "Change of share"),
                    [.points(0.042), .points(-0.031), .points(0.004)])
                ], .diverging)))),
      ])
  }

  private var finances: Report.Section {
    Report.Section(
      .money,
      blocks: [
        .chart(
          Report.Chart(
            id: "profit", title: say("每卖 100 元留下 13 元", "Of every 100 yuan 13 are left"),
            subtitle: say("活动损益", "Campaign profit and loss"), unit: .money,
            alt: say("从下单金额到净利的瀑布图。", "A waterfall from orders to profit."),
            .waterfall(
              .init([
                .init(say("下单 GMV", "Ordered"), money("748210.00"), isTotal: true),
                .init(say("未付与关闭", "Unpaid, closed"), money("-101864.40")),
                .init(say("实付", "Paid"), money("646345.60"), isTotal: true),
                .init(say("退款", "Refunds"), money("-44000.00")),
                .init(say("平台扣点和佣金", "Fees and commissions"), money("-38112.00")),
                .init(say("商品成本", "Goods"), money("-331000.00")),
                .init(say("投放", "Advertising"), money("-163800.00")),
                .init(say("平台补贴", "Platform subsidy"), money("11800.50")),
                .init(say("活动净利", "Profit"), money("81234.10"), isTotal: true),
              ])), metrics: ["campaign_profit"])),
        .chart(
          Report.Chart(
            id: "cost_by_phase", title: say("三分之二的钱花在爆发期", "Two thirds went into the main phase"),
            unit: .money, alt: say("各阶段显性和隐性成本。", "Costs by phase."),
            .bars(
              .init(
                categories: [say("预热", "Warm-up"), say("爆发", "Main"), say("返场", "Encore")],
                series: [
                  .init(say("显性", "Explicit"), ["32000", "118000", "22100"].map(money)),
                  .init(say("隐性", "Implicit"), ["8000", "14000", "6100"].map(money)),
                ], .stacked)))),
        .table(
          Report.Table(
            id: "budget", title: say("预算与实际", "Budget against actual"),
            columns: [
              .init("item", say("项目", "Item"), .text),
              .init("planned", say("预算", "Planned"), .money),
              .init("actual", say("实际", "Actual"), .money),
              .init("deviation", say("偏差", "Deviation"), .ratio, signed: true),
              .init("status", say("状态", "Status"), .status),
            ],
            rows: [
              .init([
                .text(say("物料", "Materials")), money("30000.00"), money("35490.00"),
                .ratio(0.183), .status(.fired),
              ]),
              .init([
                .text(say("投放", "Advertising")), money("100000.00"), money("98000.00"),
                .ratio(-0.02), .status(.ok),
              ]),
              .init(
                [
                  .text(text[.total]), money("130000.00"), money("133490.00"), .ratio(0.0268),
                  .status(.ok),
                ], isTotal: true),
            ])),
      ])
  }

  private var experiments: Report.Section {
    Report.Section(.experiments, missing: ["assignments" + marker, "exposures"])
  }

  private var why: Report.Section {
    Report.Section(
      .why,
      blocks: [
        .chart(
          Report.Chart(
            id: "causes", title: say("多数问题出在方法上", "Most problems came of the method"),
            unit: .count, alt: say("鱼骨图：法两条，人一条。", "Fishbone: method two, people one."),
            .fishbone(
              .init(
                effect: say("这次没做好的", "What went wrong"),
                bones: [
                  .init(
                    say("法", "Method"),
                    [
                      say("没有分工表", "There was no run sheet"),
                      say("采购只问了一家供应商，也没有比价的规定", "Only one supplier was asked for an offer"),
                    ]), .init(say("人", "People"), [say("签到台只有一人", "One person at the desk")]),
                  .init(say("料", "Material"), [say("手环少印了两百个", "Too few wristbands")]),
                ])))),
        .ledger(
          .improvements([
            .init(
              problem: say("签到排队过长", "The queue at the entrance was too long"),
              data: Report.Sentence([
                .words(say("平均等待 ", "The mean wait was ")),
                .value(.number(18.5, places: 1), receipt: nil),
                .words(say(" 分钟", " minutes")),
              ]),
              whys: [
                say("只有一个签到台", "There was one desk"), say("预登记没有开", "Nobody could register before"),
              ], rootCause: say("没有分工表", "There was no run sheet"),
              improvement: say("增设二维码预登记通道", "Open registration by QR code the day before"),
              owner: say("陈晨", "Chen Chen"), due: day("2026-05-10"),
              check: say("平均等待 ≤ 5 分钟", "Mean wait of 5 minutes or less"), status: .doing,
              carriedFrom: say("春日 2025", "Spring 2025"), category: say("法", "Method"),
              evidence: .written, checkMetric: "wait",
              checked: Report.Sentence([
                .words(say("平均等待 ", "Mean wait ")),
                .value(.number(6.5, places: 1), receipt: nil),
              ]), seenIn: [say("春日 2025", "Spring 2025")]),
            .init(
              problem: say("物料超支", "Materials went over budget"),
              improvement: say("三家比价后下单", "Compare three offers first"), status: .overdue),
          ])),
        .ledger(
          .stories([
            .init(
              title: say("支付中断当晚的补救", "Saving the evening the payments failed"),
              situation: say("18 日 19 点支付接口中断。", "At 7 pm on the 18th payments failed."),
              task: say("当晚追回已下单未付的客户。", "Win back who had ordered but not paid."),
              action: say("客服逐一发送支付链接。", "Service sent each of them a link."),
              result: Report.Sentence([
                .words(say("追回 ", "It brought back ")), .value(money("12650.00"), receipt: nil),
                .words(say("。", ".")),
              ]), owner: say("客服部", "Customer service")),
            .init(
              title: say("团长接龙", "The leaders' relay"), situation: say("返场期流量下滑。", "Traffic fell."),
              task: say("用老客带新客。", "Let customers bring customers."),
              action: say("十位团长同时开团。", "Ten leaders opened groups."),
              result: Report.Sentence(say("新增 310 位新客。", "310 new customers."))),
          ])),
      ])
  }

  private var next: Report.Section {
    Report.Section(
      .next,
      blocks: [
        .prose(
          Report.Sentence(
            say("下一次活动之前要做完的事。", "To be done before the next campaign."))),
        .callout(.init(.good, Report.Sentence(say("上次的承诺兑现了两项。", "Two promises were kept.")))),
        .callout(.init(.bad, Report.Sentence(say("一项承诺逾期。", "One promise is overdue.")))),
        .callout(.init(.neutral, Report.Sentence(say("名单另存。", "Lists are kept apart.")))),
      ], note: Report.Sentence(say("负责人按部门排列。", "Owners by department.")))
  }

  private var appendix: Report.Section {
    Report.Section(
      .appendix,
      blocks: [
        .heading(say("数据质量", "Data quality")),
        .table(
          Report.Table(
            id: "inputs", title: say("读入的文件", "Files read"),
            columns: [
              .init("file", say("文件", "File"), .text),
              .init("encoding", say("编码", "Encoding"), .text),
              .init("read", say("读入", "Read"), .integer),
              .init("kept", say("保留", "Kept"), .integer),
              .init("rejected", say("拒绝", "Rejected"), .integer),
            ],
            rows: [
              .init([.text("有赞订单20260424.csv" + marker), "UTF-8", 2034, 2034, 0]),
              .init([.text("ExportOrderList202604110915.csv" + marker), "GB18030", 1210, 1208, 2]),
            ])),
      ])
  }

  private var receipts: [Report.Receipt] {
    let inputs = [
      Report.Receipt.Input(
        "有赞订单20260424.csv" + marker, sha256: String(repeating: "9f8e7d6c", count: 8), rows: 2034)
    ]
    return [
      .init(
        id: "revenue", metric: "revenue", label: say("净销售额", "Net revenue"),
        value: money("602345.60"),
        formula: .init(zh: "实付金额 − 退款金额" + marker, en: "paid amount − refunds" + marker),
        filter: "paid_at is not null" + marker, n: 3512, nMissing: 0, window: period,
        inputs: inputs, definitionVersion: "1" + marker, definition: "9f2c" + marker),
      .init(
        id: "campaign_profit", metric: "campaign_profit", label: say("活动净利", "Campaign profit"),
        value: money("81234.10"),
        formula: .init(zh: "净销售额 × 毛利率 − 成本", en: "revenue × gross margin − cost"), inputs: inputs),
      .init(
        id: "new_customers", metric: "new_customers", label: say("新客数", "New customers"),
        value: 2145, formula: .init(zh: "回看期内首单的人数", en: "people whose first order this is"),
        n: 3512, nMissing: 12, inputs: inputs),
      .init(
        id: "conversion", metric: "conversion", label: say("转化率", "Conversion"),
        value: .share(3512, of: 98_231),
        formula: .init(zh: "支付人数 ÷ 浏览人数", en: "people who paid ÷ people who viewed"),
        numerator: 3512, denominator: 98_231, inputs: inputs),
      .init(
        id: "roi", metric: "roi", label: "ROI" + marker, value: .multiple(4.2),
        formula: .init(zh: "净销售额 ÷ 成本", en: "revenue ÷ cost"), inputs: inputs),
    ]
  }
}
