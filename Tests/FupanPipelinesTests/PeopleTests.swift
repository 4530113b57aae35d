import Foundation
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanReports
import FupanTestSupport
import Testing

@testable import FupanPipelines

/// What a document says of people and channels, and what its report says of them.
struct PeopleTests {
  @Test func theSchemaNamesThePeoplesKeysAndTheChannelMap() {
    let schema = PipelineSchema.json["properties"]
    #expect(schema?["people"] != nil && schema?["channels"] != nil)
    let text = schema?["people"]?.text ?? ""
    for key in ["keys", "except", "exclusive", "max_fanout"] {
      #expect(text.contains("\"\(key)\""), "\(key)")
    }
  }

  @Test func aKeyThatLooksMisspeltIsWarnedOf() async throws {
    let folder = try Folder([
      "a.csv": "unionid,phone\nU1,13800138001\n",
      "p.yaml": """
      version: 1
      people: {keys: [phone, unoinid]}
      datasets:
        a: [read_csv: a.csv]
      """,
    ])
    let compiled = try folder.compiled()
    #expect(compiled.warnings.map { $0.code } == ["person_key_nowhere"])
    let facts = compiled.warnings.first?.facts.map { $0.value } ?? []
    #expect(facts.contains(.suggestion("unionid")))
  }

  @Test func aKeyBehindAJoinWithPeopleIsWarnedOf() async throws {
    let folder = try Folder([
      "orders.csv": "order_id,mobile\nE1,13800138000\n",
      "testers.csv": "phone\n13800138001\n",
      "p.yaml": """
      version: 1
      people: [phone]
      datasets:
        testers: [read_csv: testers.csv]
        orders:
          - read_csv: orders.csv
          - join: {with: testers, pairs: {mobile: phone}, kind: anti}
          - rename: {phone: mobile}
          - keep: phone is not null
        asked:
          - from: orders
      """,
    ])
    let warnings = try folder.compiled().warnings
    #expect(warnings.map { $0.code } == ["person_key_late"])
    #expect(warnings.first?.place?.line == 8)
  }

  @Test func theAppendixNamesTheDatasetThatIsRead() async throws {
    let folder = try Folder([
      "o.csv": "订单号,手机号\nE1,13800138000\nE2,138****8001\n",
      "shop.yaml": """
      about: Orders
      table: orders
      header: [订单号]
      columns:
        order_id: {from: 订单号, as: identifier}
        phone: {from: 手机号, as: phone}
      """,
      "p.yaml": """
      version: 1
      people: [phone]
      datasets:
        shop.orders: [read_csv: {files: o.csv, profile: shop.yaml}]
      """,
    ])
    let compiled = try folder.compiled()
    let result = try await Engine(readers: .formats()).run(compiled.program)
    let account = RunAccount(result, of: compiled.datasets)
    #expect(account.notable.map { $0.dataset } == ["shop.orders"])
    #expect(result.notable.map { $0.fragment } == ["shop.orders.people"])
  }

  @Test(arguments: [("phone", "channel"), ("手机号", "渠道")])
  func theReportSaysWhoIsLeftOutAndWhatThatChanges(phone: String, channel: String) async throws {
    let folder = try Folder([
      "orders.csv": """
      order_id,paid_at,phone,amount
      O1,2026-04-10,13800138001,10.00
      O2,2026-04-11,13800138002,20.50
      O3,2026-04-12,186****0003,30.00
      O4,2026-05-01,13800138001,99.00
      O5,2026-04-12,,1.00

      """,
      "staff.csv": "\(phone)\n13800138001\n",
      "visits.csv": "visit,utm_source\n1,wecom\n2,bing\n3,\n",
      "map.csv": "utm_source,\(channel)\nwecom,群\n",
      "p.yaml": """
      version: 1
      locale: en
      timezone: UTC
      campaign: {id: a, period: 2026-04-10..2026-04-12}
      people: {keys: [phone], except: staff.csv}
      channels: map.csv
      datasets:
        orders:
          - read_csv: orders.csv
          - parse: {paid_at: date, amount: money}
        visits: [read_csv: visits.csv]
        # Names that the appendix has for its own tables.
        conflicts: [from: people.conflicts]
        matches: [from: people.matches]
        unmapped: [from: channels.unmapped]
      metrics:
        revenue: {label: {zh: 净销售额, en: Net revenue}, value: sum(orders.amount), unit: CNY}
        buyers: {label: {zh: 人数, en: Buyers}, value: count(distinct orders.person_id)}
      report:
        sections: [verdict: [revenue, buyers], appendix]
      """,
    ])
    let report = try await folder.report()
    let prose = report.sections.last?.blocks.compactMap { block -> String? in
      if case .prose(let sentence) = block { words(sentence) } else { nil }
    }
    #expect(
      prose?.contains {
        $0.contains("leave out 1 entries with 2 rows")
          && $0.contains("Net revenue is 61.50 with them and 51.50 without")
      } == true, "\(prose ?? [])")
    #expect(
      prose?.contains { $0.contains("2/3 do not say whence: 1/3 are direct and 1/3 have") } == true)
    let tables = report.sections.last?.blocks.compactMap { block -> Report.Table? in
      if case .table(let table) = block { table } else { nil }
    }
    let people = tables?.first { $0.id == "appendix_people" }
    #expect(
      people?.rows.map { $0.cells } == [
        [
          .text("orders"), .integer(5), .integer(2), .integer(1), .share(1, of: 3), .integer(0),
          .integer(1),
        ]
      ])
    let tags = tables?.first { $0.id == "appendix_channels" }
    #expect(
      tags?.rows.map { $0.cells } == [
        [.text("visits"), .text("bing"), .text("not in the map"), .integer(1)]
      ])
    let receipt = report.receipts.first { $0.id == "buyers" }
    #expect(receipt?.n == 3 && receipt?.nMissing == 2)
    #expect(receipt?.filter == "person_id not in (staff.csv)")
    let everybody = report.receipts.first { $0.id == "revenue@everybody" }
    #expect(everybody?.n == 4 && everybody?.filter == nil)
    let card = report.sections.first?.blocks.compactMap { block -> Report.Card? in
      if case .cards(let cards) = block { cards.first { $0.metric == "buyers" } } else { nil }
    }.first
    #expect(
      card?.note.map(words)
        == "Rows of the period that say who: Orders 1/3. Fewer than six in ten: it speaks for those only."
    )
  }

  @Test func everySectionSaysHowManyRowsOfItsPeopleSayWho() async throws {
    let folder = try Folder([
      "orders.csv": """
      order_id,paid_at,phone,amount
      O1,2026-04-10,13800138001,10.00
      O2,2026-04-11,13800138002,20.50
      O3,2026-04-12,,30.00
      O4,2026-05-01,13800138001,99.00

      """,
      "members.csv": "phone,joined_at\n13800138001,2026-01-01\n13800138007,2026-01-01\n",
      "answers.csv": "phone,recommend\n13800138001,9\n13800138002,3\n,7\n",
      "p.yaml": """
      version: 1
      locale: en
      timezone: UTC
      campaign: {id: a, period: 2026-04-10..2026-04-12}
      people: {keys: [phone]}
      datasets:
        orders:
          - read_csv: orders.csv
          - parse: {paid_at: date, amount: money}
        members:
          - read_csv: members.csv
          - parse: {joined_at: date}
        answers:
          - read_csv: answers.csv
          - parse: {recommend: integer}
        by_day:
          - from: orders
          - aggregate: {by: paid_at, into: {revenue: sum(amount)}}
        buyers:
          - from: orders
          - aggregate: {by: paid_at, into: {buyers: count(distinct person_id)}}
        asked:
          - from: answers
          - join: {with: members, on: person_id, kind: semi}
          - nps: {of: recommend}
      metrics:
        revenue: {label: {zh: 净销售额, en: Net revenue}, value: sum(orders.amount), unit: CNY}
        buyer_count: {label: {zh: 人数, en: Buyers}, value: count(distinct orders.person_id)}
        member_share:
          label: {zh: 会员占比, en: Members}
          numerator: count(distinct orders.person_id)
          denominator: count(distinct members.person_id)
      targets: [buyer_count: {goal: 3}]
      alerts: [buyer_count: {min: 5}]
      report:
        sections:
          - verdict: [revenue, member_share]
          - goals
          - timeline: {daily: [buyer_count]}
          - people: buyers
          - content: by_day
          - voice: asked
          - next
      """,
    ])
    let report = try await folder.report()
    let said = report.sections.map { section in
      section.blocks.compactMap { block -> String? in
        if case .prose(let sentence) = block { words(sentence) } else { nil }
      }.filter { $0.contains("that say who") }
    }
    let orders = "Rows of the period that say who: Orders 2/3."
    // Of both members nobody joined within the period. What is next quotes figures told before.
    #expect(
      said == [
        [], [orders], [orders], [orders], [],
        [
          "Rows of the period that say who: Answers 2/3. Rows of Answers whose person is in Members too: 1/3."
        ], [],
      ], "\(said)")
    let cards = report.sections.first?.blocks.compactMap { block -> [Report.Card]? in
      if case .cards(let cards) = block { cards } else { nil }
    }.first
    #expect(
      cards?.map { $0.note.map(words) } == [
        nil,
        "Rows of the period that say who: Orders 2/3. Rows of Orders whose person is in Members too: 1/3. Fewer than six in ten: it speaks for those only.",
      ])
  }

  /// The words of a sentence, values as they are exact.
  private func words(_ sentence: Report.Sentence) -> String {
    sentence.spans.map { span in
      switch span {
      case .words(let words): words
      case .value(let value, _):
        switch value {
        case .integer(let number): "\(number)"
        case .money(let amount): shown(amount)
        case .ratio(let ratio): "\(shown(ratio.numerator))/\(shown(ratio.denominator))"
        default: "?"
        }
      }
    }.joined()
  }

  private func shown(_ number: Report.ExactNumber?) -> String {
    number.map { DecimalText.string($0.unscaled, scale: $0.scale) } ?? "?"
  }

  /// A pipeline `p.yaml` and its inputs in a folder of their own.
  private struct Folder {
    private let folder: TemporaryFolder

    var path: String { folder.path }

    init(_ files: KeyValuePairs<String, String>) throws {
      folder = try TemporaryFolder()
      for (name, text) in files { try folder.write(Data(text.utf8), to: name) }
    }

    func compiled() throws -> CompiledPipeline {
      try PipelineCompiler.forFiles().compile(
        path + "/p.yaml", .init(today: CivilDate(daysSinceEpoch: 20_600)))
    }

    func report() async throws -> Report {
      try await Report(ofPipeline: path + "/p.yaml")
    }
  }
}
