import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanReports
import FupanStages
import Testing

/// The boards of products, leaders and rewards: against a count by hand, and as they are shown.
struct BoardTests {
  private let context = PresentationContext(
    dataset: "board", language: .english, currency: "CNY", minimumGroup: 5)

  private func stage<S: TransformStage>(_ type: S.Type, _ settings: String) throws -> S {
    try type.decode(YAMLDocument.parse(settings, file: "test.yaml").root)
  }

  private static func money(_ cents: Int) -> Value { .decimal(Int128(cents), scale: 2) }

  /// Items of made-up orders.
  private struct Item {
    var order: Int
    var person: Int?
    var sku: String
    var units: Int
    var cents: Int
  }

  private static func items(seed: UInt64) -> [Item] {
    var random = RandomStream.stream(seed: seed, name: "products", replicate: 0)
    return (0..<60).flatMap { order -> [Item] in
      let person = random.below(9) == 0 ? nil : random.below(15)
      return (0...random.below(4)).map { _ in
        Item(
          order: order, person: person, sku: "S\(random.below(6))", units: 1 + random.below(3),
          cents: 100 * random.below(50))
      }
    }
  }

  private static func table(of items: [Item]) -> Table {
    Table(
      Schema([
        Field("order_id", .integer), Field("person_id", .integer), Field("sku", .text),
        Field("qty", .integer), Field("paid", .decimal(scale: 2), unit: Unit("CNY")),
      ]),
      rows: items.map { item in
        [
          .integer(Int64(item.order)), item.person.map { .integer(Int64($0)) } ?? .missing,
          .text(item.sku), .integer(Int64(item.units)), money(item.cents),
        ]
      })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func productsAreCountedAsByHand(seed: UInt64) async throws {
    let items = BoardTests.items(seed: seed)
    let result = try await StageRun().table(
      Products.self, "{of: paid}", over: BoardTests.table(of: items))
    let skus = Set(items.map { $0.sku }).sorted()
    #expect(result.count == skus.count + 1)
    func cell(_ row: [Value], _ name: String) throws -> Value {
      row[try #require(result.schema.index(of: name))]
    }
    for row in result.rows {
      let sku = row[0].text
      let own = items.filter { sku == nil || $0.sku == sku }
      let orders = Set(own.map { $0.order })
      let basket = items.filter { orders.contains($0.order) }.reduce(0) { $0 + $1.units }
      let times = Dictionary(
        grouping: Set(own.compactMap { item in item.person.map { [$0, item.order] } }),
        by: { $0[0] })
      #expect(try cell(row, "units") == .integer(Int64(own.reduce(0) { $0 + $1.units })))
      #expect(try cell(row, "revenue") == BoardTests.money(own.reduce(0) { $0 + $1.cents }))
      #expect(try cell(row, "orders") == .integer(Int64(orders.count)))
      #expect(try cell(row, "buyers") == .integer(Int64(times.count)))
      #expect(
        try cell(row, "repeat_buyers") == .integer(Int64(times.values.count { $0.count > 1 })))
      #expect(
        try cell(row, "items_per_order") == .number(Double(basket) / Double(orders.count)))
    }
  }

  @Test func whatSoldNothingIsNamed() async throws {
    let list = Table(Schema([Field("sku", .text)]), rows: [[.text("S1")], [.text("S8")]])
    let items = [Item(order: 1, person: 1, sku: "S1", units: 2, cents: 500)]
    let settings = "{of: paid, list: catalogue}"
    let result = try await StageRun(datasets: ["catalogue": list]).table(
      Products.self, settings, over: BoardTests.table(of: items))
    let blocks = try stage(Products.self, settings).blocks(for: result, in: context)
    guard case .prose(let last)? = blocks.last else {
      Issue.record("no sentence")
      return
    }
    let words = last.spans.map { span in
      if case .words(let words) = span { words } else { "#" }
    }.joined()
    #expect(words == "# products of the list sold nothing: S8.")
    guard case .table(let table)? = blocks.dropLast().last else {
      Issue.record("no table")
      return
    }
    // One buyer is fewer than five.
    let buyers = try #require(table.columns.firstIndex { $0.id == "buyers" })
    #expect(table.rows[0].cells[buyers] == .suppressed)
    #expect(table.rows[0].cells[1] == .money(.init(unscaled: 500, scale: 2)))
  }

  private static let orders = Table(
    Schema([
      Field("order_id", .integer), Field("person_id", .integer), Field("distributor", .text),
      Field("paid_at", .timestamp), Field("net_paid", .decimal(scale: 2), unit: Unit("CNY")),
    ]),
    rows: (0..<14).map { index in
      [
        .integer(Int64(index)), .integer(Int64(index)), .text(index < 12 ? "Zhou" : "Lin"),
        .timestamp(Int64(index)), money(1000),
      ]
    })

  @Test func leadersOfTooFewBuyersAreWithheld() async throws {
    let settings = "{rates: {0: 5%}}"
    let result = try await StageRun().table(Leaders.self, settings, over: BoardTests.orders)
    #expect(result.rows.map { $0[0] } == [.text("Zhou"), .text("Lin"), .missing])
    let blocks = try stage(Leaders.self, settings).blocks(for: result, in: context)
    guard case .table(let table)? = blocks.last else {
      Issue.record("no table")
      return
    }
    #expect(table.rows.map { $0.cells.contains(.suppressed) } == [true, true, false])
    #expect(table.rows[2].cells.last == .money(.init(unscaled: 700, scale: 2)))
  }

  @Test func rewardsNameNobody() async throws {
    let members = Table(
      Schema([Field("person_id", .text), Field("invited_by", .text)]),
      rows: (0..<12).map { index in
        [.text("m\(index)"), index < 6 ? .text("host\(index / 3)") : .missing]
      })
    let settings = "{steps: {3: 20, 5: 129}}"
    let result = try await StageRun().table(Rewards.self, settings, over: members)
    #expect(result.rows.count == 3)
    let blocks = try stage(Rewards.self, settings).blocks(for: result, in: context)
    let shown = "\(blocks)"
    #expect(shown.contains("host0") == false)
    guard case .prose(let words)? = blocks.first else {
      Issue.record("no sentence")
      return
    }
    // Six of twelve, by two; 40 due, 6.67 each.
    let values = words.spans.compactMap { span -> Report.Value? in
      if case .value(let value, _) = span { value } else { nil }
    }
    #expect(values.first == 6)
    #expect(values.contains(.money(.init(unscaled: 4000, scale: 2))))
    #expect(values.last == .money(.init(unscaled: 667, scale: 2)))
  }
}
