import FupanData
import FupanMethods
import FupanStages
import Testing

/// What holds of analyses of behaviour on any rows, and that none of them ever gives what is no
/// number.
struct BehaviourTests {
  private static let schema = Schema([
    Field("person_id", .text, isPersonal: true), Field("ts", .timestamp), Field("event", .text),
    Field("share_id", .text), Field("page", .text), Field("session_id", .text),
    Field("net", .decimal(scale: 2), unit: Unit("CNY")), Field("order_id", .text),
    Field("tier", .text), Field("previous_tier", .text),
  ])
  private static let hour: Int64 = 3_600_000_000

  /// Events of a fortnight with many ties; every event has a page and a visit.
  private static func events(_ seed: UInt64, count: Int = 600) -> [[Value]] {
    var random = RandomStream.stream(seed: seed, name: "behaviour", replicate: 0)
    return (0..<count).map { index in
      let person = random.below(30)
      let name = ["share", "visit", "visit", "buy"][random.below(4)]
      return [
        .text("p\(person)"), .timestamp((490_000 + Int64(random.below(200))) * hour),
        .text(name), .text("k\(random.below(12))"), .text("/\(random.below(4))"),
        .text("p\(person)#\(random.below(3))"), .decimal(Int128(random.below(9_999)), scale: 2),
        .text("O\(index)"), .text(["高", "低"][random.below(2)]), .text(["高", "低"][random.below(2)]),
      ]
    }
  }

  private static func table(_ rows: [[Value]]) -> Table { Table(schema, rows: rows) }

  private static func sum(_ table: Table, _ column: String) -> Int {
    (table.values(column) ?? []).reduce(0) { $0 + ($1.count ?? 0) }
  }

  @Test(arguments: 1...4)
  func everyVisitBeginsAndEndsOnce(seed: UInt64) async throws {
    let rows = BehaviourTests.events(seed)
    let table = try await StageRun().table(
      PageVisits.self, "page", over: BehaviourTests.table(rows))
    let pages = Table(table.schema, rows: table.rows.filter { $0.last == .bool(false) })
    let total = Table(table.schema, rows: table.rows.filter { $0.last == .bool(true) })
    let visits = Set(rows.map { $0[5] }).count
    #expect(BehaviourTests.sum(total, "visits") == visits)
    for column in ["entries", "exits"] {
      #expect(BehaviourTests.sum(pages, column) == visits)
      #expect(BehaviourTests.sum(total, column) == visits)
    }
    for column in ["views", "bounces", "timed"] {
      #expect(BehaviourTests.sum(pages, column) == BehaviourTests.sum(total, column))
    }
    // All but the last event of a visit have a dwell.
    #expect(BehaviourTests.sum(total, "timed") == rows.count - visits)
    let sizes = Dictionary(grouping: rows) { $0[5] }.values.map { $0.count }
    #expect(BehaviourTests.sum(total, "bounces") == sizes.count { $0 == 1 })
  }

  @Test(arguments: 1...4)
  func whatSharersBroughtAddsUp(seed: UInt64) async throws {
    let rows = BehaviourTests.events(seed)
    let orders = BehaviourTests.table(rows.filter { $0[2] == .text("buy") })
    let run = StageRun(datasets: ["orders": orders])
    let settings = "share: event = 'share', visit: event = 'visit', to: orders, of: net"
    let input = BehaviourTests.table(rows)
    let total = try await run.table(Backflow.self, "{\(settings)}", over: input)
    let each = try await run.table(Backflow.self, "{\(settings), rows: spreaders}", over: input)
    #expect(total.values("sharers") == [.integer(Int64(each.count))])
    for column in ["shares", "visits", "orders"] {
      #expect(BehaviourTests.sum(total, column) == BehaviourTests.sum(each, column))
    }
    // A visitor of two sharers is one visitor, and all are somebody who was there.
    #expect(BehaviourTests.sum(total, "visitors") <= BehaviourTests.sum(each, "visitors"))
    #expect(BehaviourTests.sum(total, "visitors") <= 30)
    #expect(BehaviourTests.sum(total, "orders") <= orders.count)
    #expect(BehaviourTests.sum(total, "shares") == rows.count { $0[2] == .text("share") })

    var shuffled = rows
    var random = Xoshiro256(seed: seed)
    random.shuffle(&shuffled)
    let again = try await run.table(
      Backflow.self, "{\(settings)}", over: BehaviourTests.table(shuffled))
    #expect(again.rows == total.rows)
  }

  @Test func hoursAddUpAndWindowsCountEachHourOnce() async throws {
    let rows = BehaviourTests.events(5)
    let table = try await StageRun().table(
      Peaks.self, "{window_hours: 3}", over: BehaviourTests.table(rows))
    let cells = table.rows.filter { $0[9] == .bool(false) }
    let total = table.rows.filter { $0[9] == .bool(true) }
    #expect(cells.count == 168 && total.count == 24)
    #expect(cells.reduce(0) { $0 + ($1[2].count ?? 0) } == rows.count)
    #expect(total.reduce(0) { $0 + ($1[2].count ?? 0) } == rows.count)
    #expect(total.reduce(0) { $0 + ($1[4].count ?? 0) } == 3 * rows.count)
    #expect(total.count { $0[8] == .bool(true) } == 1)
  }

  /// No rows, one, only missing values, and a hundred times the same.
  private static let edges: [[[Value]]] = {
    let one = events(1, count: 1)[0]
    return [
      [], [one], Array(repeating: one.map { _ in .missing }, count: 3),
      Array(repeating: one, count: 100),
    ]
  }()

  @Test(arguments: 0..<4)
  func edgesGiveNumbersOrNothing(edge: Int) async throws {
    let input = BehaviourTests.table(BehaviourTests.edges[edge])
    let run = StageRun(datasets: [
      "orders": input,
      "plan": Table(
        Schema([Field("event", .text), Field("field", .text)]),
        rows: [[.text("share"), .text("page")], [.text("cart"), .missing]]),
    ])
    let steps = "steps: [一: event = 'share', 二: event = 'visit']"
    var tables: [Table] = []
    for mode in ["mode: ordered", "mode: strict", "mode: any", "entry: first", "rows: persons"] {
      tables.append(
        try await run.table(Funnel.self, "{\(mode), by: page, \(steps)}", over: input))
    }
    let plain = try await run.table(Funnel.self, "{\(steps)}", over: input)
    tables.append(
      try await StageRun(datasets: ["base": plain]).table(CompareFunnels.self, "base", over: plain))
    for rows in ["persons", "tiers", "cuts"] {
      let cuts = "cuts: {r: [9, 7, 5, 3], f: [1, 2, 3, 4], m: [1, 2, 3, 4]}"
      tables.append(
        try await run.table(
          RFMTiers.self, "{of: net, by: page, rows: \(rows), \(cuts)}", over: input))
      tables.append(
        try await run.table(RFMTiers.self, "{of: net, rows: \(rows)}", over: input))
    }
    tables.append(try await run.table(TierMigration.self, "tier", over: input))
    tables.append(try await run.table(Peaks.self, "{}", over: input))
    tables.append(try await run.table(PageVisits.self, "{by: event}", over: input))
    tables.append(try await run.table(Coverage.self, "plan", over: input))
    for rows in ["total", "spreaders"] {
      tables.append(
        try await run.table(
          Backflow.self, "{share: event = 'share', to: orders, of: net, rows: \(rows)}", over: input
        ))
    }
    for value in tables.flatMap({ $0.rows }).joined() {
      if case .number(let number) = value { #expect(number.isFinite) }
    }
  }
}
