import Foundation
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPipelines
import FupanReports
import FupanSampleData
import FupanTestSupport

/// The report of a generated sample, from its clean tables, as a pipeline makes it.
struct TwinReport {
  let report: Report
  let truth: Truth

  /// - Parameters:
  ///   - language: `zh-Hans` or `en`.
  ///   - sections: replaces the report's sections.
  ///   - exports: files of the sample that have not come.
  init(
    seed: UInt64 = SampleDataGenerator.defaultSeed, truths: PlantedTruths = .all,
    language: String = "zh-Hans", asOf: CivilDate? = nil, sections: String = TwinReport.sections,
    without exports: [String] = []
  ) async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let root = folder.path
    truth = try SampleDataGenerator(seed: seed, truths: truths)
      .writeSample(to: root + "/sample", twin: root + "/twin")
    for export in exports {
      try FileManager.default.removeItem(atPath: root + "/sample/exports/" + export)
    }
    let path = root + "/pipeline.yaml"
    let text = TwinReport.pipeline(language) + sections
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    var options = PipelineCompiler.Options(today: CivilDate(daysSinceEpoch: 20_600))
    options.asOf = asOf
    let compiled = try PipelineCompiler.forFiles().compile(path, options)
    let engine = Engine(
      options: EngineOptions(zone: compiled.zone ?? .utc), readers: .formats())
    let result = try await engine.run(compiled.program)
    let inputs = result.files.map { file in
      Report.Receipt.Input(
        file.path, sha256: String(repeating: "0", count: 64), rows: file.account.read)
    }
    report = ReportBuilder.report(
      compiled,
      ReportResults(tables: result.tables, account: RunAccount(), inputs: inputs),
      generatedAt: "2026-04-25T08:00:00+08:00")
  }

  /// The report of the sample that is committed, made once.
  static let whole = Task { try await TwinReport() }

  /// The section of a kind.
  func section(_ kind: Report.Section.Kind) -> Report.Section? {
    report.sections.first { $0.kind == kind }
  }

  func tables(_ kind: Report.Section.Kind) -> [Report.Table] {
    section(kind)?.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } } ?? []
  }

  func charts(_ kind: Report.Section.Kind) -> [Report.Chart] {
    section(kind)?.blocks.compactMap { if case .chart(let chart) = $0 { chart } else { nil } } ?? []
  }

  func findings(_ kind: Report.Section.Kind) -> [Report.Finding] {
    section(kind)?.blocks.flatMap { block -> [Report.Finding] in
      if case .findings(let findings) = block { findings } else { [] }
    } ?? []
  }

  var cards: [Report.Card] {
    section(.verdict)?.blocks.flatMap { block -> [Report.Card] in
      if case .cards(let cards) = block { cards } else { [] }
    } ?? []
  }

  static let sections = """
    report:
      sections:
        - verdict: [revenue, campaign_profit, new_customers, conversion, roi, nps]
        - goals
        - timeline: {daily: [visitors, order_count, revenue], heat: order_count, drivers: revenue}
        - funnel: purchase
        - channels: [credit, spend]
        - people: [tiers, leaders]
        - voice: [recommendation, answers]
        - content: posts
        - money: [budget_lines, spend]
        - why
        - next
        - appendix

    """

  private static func pipeline(_ language: String) -> String {
    """
    version: 1
    use: [presets/metrics, presets/thresholds]
    timezone: Asia/Shanghai
    locale: \(language)
    parameters: {gross_margin: {type: number, default: 0.35}}
    campaign:
      id: spring-2026
      name: 春日焕新 2026
      period: 2026-04-10..2026-04-24
      baseline: 2026-03-20..2026-04-03
      phases: [预热: 2026-04-10..2026-04-13, 爆发: 2026-04-14..2026-04-19]
    datasets:
      orders:
        - read_csv: {files: twin/orders.csv}
        - parse: {paid_at: timestamp, paid_amount: money, refund_amount: money}
        - keep: left_out = 'false' and paid_at is not null
        - rename: {person_id: person}
        - derive:
            net_paid: paid_amount - coalesce(refund_amount, 0)
      buyers:
        - from: orders
        - keep: person_id is not null
        - aggregate: {by: person_id, into: {first_paid_at: min(paid_at)}}
      events:
        - read_csv: {files: twin/events.csv}
        - parse: {ts: timestamp}
        - keep: left_out = 'false'
        - rename: {person_id: person}
      survey:
        - read_csv: {files: sample/exports/问卷星*.csv, profile: wjx_text, optional: true}
        - rename: {recommend: q3}
        - parse: {recommend: integer}
      answers:
        - from: survey
        - aggregate: {by: recommend, into: {people: count(*)}}
      posts:
        - read_csv: {files: sample/exports/笔记*.csv, profile: xiaohongshu_notes, optional: true}
      ads:
        - read_csv: {files: twin/ads.csv}
        - parse: {date: date, amount: money}
        - derive: {phase: "'执行'", cost_type: "'显性'"}
        - select: [date, channel, item, phase, cost_type, amount]
      costs:
        - read_csv: {files: twin/costs.csv}
        - parse: {date: date, amount: money}
        - select: [date, channel, item, phase, cost_type, amount]
      spend:
        - union: [ads, costs]
      budget:
        - read_csv: {files: twin/budget.csv}
        - parse: {planned: money}
        - select: [item, planned]
      budget_lines:
        - from: spend
        - aggregate: {by: item, into: {actual: sum(amount)}}
        - join: {with: budget, on: item, kind: full}
      purchase:
        - from: events
        - during: period
        - funnel:
            by: channel
            steps:
              - 浏览: event = 'view_item'
              - 加购: event = 'add_to_cart'
              - 下单: event = 'submit_order'
              - 支付: event = 'pay_order'
      credit:
        - from: orders
        - during: period
        - attribute: {of: net_paid, to: events, by: channel, models: [last, first]}
      tiers:
        - from: orders
        - rfm: {of: net_paid}
      recommendation:
        - from: survey
        - nps: {of: recommend}
      exported:
        - read_csv: {files: sample/exports/有赞订单*.csv, profile: youzan_orders}
        - keep: paid_at is not null
      regions:
        - from: exported
        - aggregate: {by: region, into: {buyers: count(distinct phone), orders: count(order_id)}}
      leaders:
        - from: orders
        - during: period
        - keep: distributor is not null
        - aggregate: {by: distributor, into: {orders: count(order_id), revenue: sum(net_paid)}}
        - top: {of: revenue, rows: 20}
    metrics:
      campaign_profit:
        label: {zh: 活动净利, en: Campaign profit}
        value: revenue * :gross_margin - cost
        unit: CNY
    targets:
      - revenue: {goal: 10万, owner: 周然, scope: 全部渠道}
      - new_customers: {goal: 300, owner: 林悦}
      - conversion: {goal: +10%, as: rel, owner: 林悦, scope: 小程序}
      - roi: {goal: 6, as: multiple, owner: 周然}
      - order_count: {goal: 100, during: 预热}
      - nps: {goal: 40, due: 2026-05-24}
    alerts:
      - budget_overrun: {owner: 财务部}
      - refund_rate: {max: 8%, by: platform, every: day, consecutive: 2}
    ledgers: sample/plan/台账

    """
  }
}
