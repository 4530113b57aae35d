import FupanConfig
import FupanData
import FupanMethods
import FupanReports
import FupanStages
import Testing

/// No group of too few people can be told from the tables of members, visits, repurchases, traits and
/// moves together: what one withholds no other gives away.
@Suite struct GroupSubtractionTests {
  private static let channels = SubtractionTests.channels
  private static let day: Int64 = 86_400_000_000

  private func texts(_ table: Report.Table, _ column: Int = 0) -> [String?] {
    table.rows.map { row in
      if case .text(let name) = row.cells[column], !row.isTotal { name } else { nil }
    }
  }

  private func column(_ table: Report.Table, _ id: String) throws -> Int {
    try #require(table.columns.firstIndex { $0.id == id })
  }

  private func isSmall(_ count: Int) -> Bool { count > 0 && count < 5 }

  @Test(arguments: 0..<24)
  func neitherMembersNorVisitsNorRepurchasesGiveAGroupAway(seed: Int) async throws {
    var random = RandomStream.stream(seed: 7, name: "groups", replicate: UInt64(seed))
    var members: [[Value]] = []
    var events: [[Value]] = []
    var orders: [[Value]] = []
    var people = [Int](repeating: 0, count: 4)
    var pages = Array(repeating: [Int](repeating: 0, count: 3), count: 4)
    var repeaters = people
    for (group, channel) in Self.channels.enumerated() {
      let count = random.below(2) == 0 ? random.below(8) : random.below(40)
      for _ in 0..<count {
        let person = Value.text("p\(people.reduce(0, +))")
        people[group] += 1
        let joined = Int32(20_500 + random.below(20))
        members.append([
          person, .text(channel), .date(joined),
          random.below(3) == 0 ? .date(joined + 10) : .missing,
        ])
        let page = random.below(3)
        pages[group][page] += 1
        for step in 0...random.below(2) {
          events.append([
            person, .text(channel), .text("view"), .text("page \(page)"), person,
            .timestamp(Int64(20_510) * Self.day + Int64(step) * 1_000_000),
          ])
        }
        let isRepeater = random.below(4) == 0
        if isRepeater { repeaters[group] += 1 }
        for order in 0...(isRepeater ? 1 : 0) {
          orders.append([
            person, .text(channel), .timestamp(Int64(20_500 + 9 * order) * Self.day),
          ])
        }
      }
    }
    let member = Table(
      Schema([
        Field("person_id", .text, isPersonal: true), Field("channel", .text),
        Field("joined_at", .date), Field("left_at", .date),
      ]), rows: members)
    let event = Table(
      Schema([
        Field("person_id", .text, isPersonal: true), Field("channel", .text),
        Field("event", .text), Field("page", .text), Field("session_id", .text),
        Field("ts", .timestamp),
      ]), rows: events)
    let order = Table(
      Schema([
        Field("person_id", .text, isPersonal: true), Field("channel", .text),
        Field("paid_at", .timestamp),
      ]), rows: orders)
    typealias Tests = SubtractionTests
    var blocks = try await Tests.blocks(Survival.self, "{by: channel}", as: "stays", over: member)
    blocks += try await Tests.blocks(
      Frequencies.self, "{of: channel}", as: "channels", over: member)
    blocks += try await Tests.blocks(Visits.self, "{by: channel}", as: "sources", over: event)
    blocks += try await Tests.blocks(PageVisits.self, "{of: page}", as: "pages", over: event)
    blocks += try await Tests.blocks(
      PageVisits.self, "{of: page, by: channel}", as: "split", over: event)
    blocks += try await Tests.blocks(
      RepurchaseRates.self, "{by: channel, windows: [30]}", as: "again", over: order)
    let report = try Tests.report(blocks)
    let tables = Tests.tables(report)
    // Atoms are people of a channel and a page; and, apart, those of a channel who bought again.
    let atoms = (0..<4).flatMap { group in (0..<3).map { (group: group, page: $0) } }
    func sum(_ group: Int?, _ page: Int? = nil) -> [Int] {
      atoms.map { (atom: (group: Int, page: Int)) -> Int in
        let isGroup = group == nil || group == atom.group
        return isGroup && (page == nil || page == atom.page) ? 1 : 0
      }
    }
    func again(_ group: Int?) -> [Int] { (0..<4).map { (group ?? $0) == $0 ? 1 : 0 } }
    var known = Equations(sum(nil))
    var knownAgain = Equations(again(-1))
    for (id, count) in [
      ("stays_medians", "members"), ("channels_answers", nil), ("sources_visits", "people"),
      ("again_rates", "eligible"),
    ] {
      guard let table = tables[id] else { continue }
      let place = try count.map { try column(table, $0) } ?? 1
      for (row, name) in zip(table.rows, texts(table)) where Tests.told(row.cells[place]) {
        if name == nil { known.add(sum(nil)) }
        if let group = name.flatMap({ Self.channels.firstIndex(of: $0) }) { known.add(sum(group)) }
      }
    }
    for (id, shift) in [("pages_pages", 0), ("split_pages", 1)] {
      guard let table = tables[id] else { continue }
      let place = try column(table, "visitors")
      for (row, name) in zip(table.rows, texts(table, shift)) where Tests.told(row.cells[place]) {
        guard let name, let page = Int(name.dropFirst(5)) else { continue }
        let group: Int? =
          if shift == 1, case .text(let own) = row.cells[0] {
            Self.channels.firstIndex(of: own)
          } else {
            nil
          }
        known.add(sum(group, page))
      }
    }
    if let table = tables["again_rates"] {
      let place = try column(table, "repeaters")
      let window = try column(table, "window")
      for row in table.rows where row.cells[window] == .text("30 days") {
        guard Tests.told(row.cells[place]), case .text(let name) = row.cells[0] else { continue }
        knownAgain.add(again(Self.channels.firstIndex(of: name)))
      }
    }
    for group in 0..<4 {
      if isSmall(people[group]) {
        #expect(!known.give(sum(group)), "\(Self.channels[group]): \(people)")
      }
      if isSmall(repeaters[group]) {
        #expect(!knownAgain.give(again(group)), "again \(Self.channels[group]): \(repeaters)")
      }
      for page in 0..<3 where isSmall(pages[group][page]) {
        #expect(!known.give(sum(group, page)), "\(Self.channels[group]) \(page): \(pages)")
      }
    }
  }

  @Test(arguments: 0..<24)
  func neitherTraitsNorMovesGiveACellAway(seed: Int) async throws {
    var random = RandomStream.stream(seed: 8, name: "moves", replicate: UInt64(seed))
    let tiers: [String?] = ["low", "mid", "high", nil]
    var counts = Array(repeating: [Int](repeating: 0, count: 4), count: 4)
    var rows: [[Value]] = []
    for before in 0..<4 {
      for after in 0..<4 where before < 3 || after < 3 {
        let count = random.below(3) == 0 ? random.below(6) : random.below(40)
        counts[before][after] = count
        for _ in 0..<count {
          rows.append([
            .text("p\(rows.count)"), tiers[before].map { .text($0) } ?? .missing,
            tiers[after].map { .text($0) } ?? .missing,
          ])
        }
      }
    }
    let input = Table(
      Schema([
        Field("person_id", .text, isPersonal: true), Field("previous_tier", .text),
        Field("tier", .text),
      ]), rows: rows)
    typealias Tests = SubtractionTests
    func told(
      _ blocks: [Report.Block], _ read: (inout Equations, [String: Report.Table]) throws -> Void
    ) throws -> Equations {
      var known = Equations([Int](repeating: 0, count: 16))
      try read(&known, Tests.tables(try Tests.report(blocks)))
      return known
    }
    func sum(_ before: Int?, _ after: Int?) -> [Int] {
      (0..<16).map { (atom: Int) -> Int in
        let isRow = before == nil || before == atom / 4
        return isRow && (after == nil || after == atom % 4) ? 1 : 0
      }
    }
    func minus(_ left: [Int], _ right: [Int]) -> [Int] { zip(left, right).map { $0 - $1 } }
    var blocks = try await Tests.blocks(
      TierMigration.self, "{tiers: [low, mid, high]}", as: "moves", over: input)
    blocks += try await Tests.blocks(Frequencies.self, "{of: tier}", as: "now", over: input)
    let levels = try Tiers.decode(
      YAMLDocument.parse(
        "{rules: [high: score >= 7, mid: score >= 4], otherwise: low, from: march}",
        file: "test.yaml"
      ).root)
    let summary = Table(
      Schema([
        Field("tier", .text), Field("previous_tier", .text), Field("unjudged", .integer),
        Field("n", .integer),
      ]), rows: rows.map { [$0[2], $0[1], .integer(0), .integer(1)] })
    blocks += levels.blocks(
      for: summary,
      in: PresentationContext(
        dataset: "levels", language: .english, currency: "CNY", minimumGroup: 5,
        material: input.schema))
    let moves = try told(blocks) { known, tables in
      for dataset in ["moves", "levels"] {
        let flows = try #require(tables["\(dataset)_flows"])
        let order = texts(flows).compactMap { name in tiers.firstIndex(of: name) } + [3]
        let matrix = try #require(tables["\(dataset)_migration"])
        for (row, cells) in matrix.rows.enumerated() {
          for column in 0..<5 where Tests.told(cells.cells[1 + column]) {
            known.add(
              sum(cells.isTotal ? nil : order[row], column == 4 ? nil : order[column]))
          }
        }
        for (row, cells) in flows.rows.enumerated() {
          let tier = order[row]
          let (before, after) = (sum(tier, nil), sum(nil, tier))
          let left = minus(minus(before, sum(tier, tier)), sum(tier, 3))
          let entered = minus(minus(after, sum(tier, tier)), sum(3, tier))
          for (index, own) in [before, after, minus(after, before), entered, left].enumerated()
          where Tests.told(cells.cells[1 + index]) { known.add(own) }
        }
      }
      for row in try #require(tables["levels_tiers"]).rows where Tests.told(row.cells[1]) {
        guard case .text(let name) = row.cells[0] else { continue }
        if let tier = tiers.firstIndex(of: name), !row.isTotal { known.add(sum(nil, tier)) }
        if row.isTotal { known.add(minus(sum(nil, nil), sum(nil, 3))) }
      }
      if let now = tables["now_answers"] {
        // Shares of all who have a tier tell how many those are.
        known.add(minus(sum(nil, nil), sum(nil, 3)))
        for (row, name) in zip(now.rows, texts(now)) where Tests.told(row.cells[1]) {
          if let tier = tiers.prefix(3).firstIndex(of: name) { known.add(sum(nil, tier)) }
        }
      }
    }
    let persona = try await Tests.blocks(
      Persona.self, "{of: [tier], by: previous_tier}", as: "who", over: input)
    let traits = try told(persona) { known, tables in
      let table = try #require(tables["who_persona_1"])
      let places = try (1...3).map { try column(table, "share_\($0)") }
      let segments: [(Int, Int)] = places.map { place in
        (place, tiers.firstIndex(of: table.columns[place].label) ?? 3)
      }
      // Those without the trait are in no share; those without a segment are in that of all.
      let everybody = minus(sum(nil, nil), sum(nil, 3))
      known.add(everybody)
      for (row, name) in zip(table.rows, texts(table)) {
        let after = try #require(tiers.firstIndex(of: name))
        if Tests.told(row.cells[1]) { known.add(sum(nil, after)) }
        for (place, before) in segments where Tests.told(row.cells[place]) {
          known.add(sum(before, after))
          known.add(minus(sum(before, nil), sum(before, 3)))
        }
      }
    }
    for before in 0..<4 {
      for after in 0..<4 where isSmall(counts[before][after]) {
        #expect(!moves.give(sum(before, after)), "moves \(before) → \(after): \(counts)")
        if before < 3, after < 3 {
          #expect(!traits.give(sum(before, after)), "traits \(before) → \(after): \(counts)")
        }
      }
      let (all, now) = (counts[before].reduce(0, +), counts.reduce(0) { $0 + $1[before] })
      if isSmall(all) { #expect(!moves.give(sum(before, nil)), "before \(before): \(counts)") }
      if isSmall(now) { #expect(!moves.give(sum(nil, before)), "now \(before): \(counts)") }
    }
  }

  @Test func rowsOfNobodyKnownHideNoFewNewCustomers() throws {
    func row(_ kind: String?, _ people: Int64, _ rows: Int64) -> [Value] {
      [
        kind.map { .text($0) } ?? .missing, .integer(people), .integer(rows),
        .decimal(Int128(rows) * 1000, scale: 2), .number(0.5), .number(0.5), .integer(30),
        .bool(kind == nil),
      ]
    }
    let schema = Schema([
      Field("kind", .text), Field("people", .integer), Field("rows", .integer),
      Field("value", .decimal(scale: 2), unit: Unit("CNY")), Field("people_share", .number),
      Field("value_share", .number), Field("look_back_days", .integer), Field("is_total", .bool),
    ])
    func shown(_ new: Int64, _ returning: Int64) throws -> [Bool] {
      let result = Table(
        schema,
        rows: [
          row("new", new, new), row("returning", returning, returning), row("unknown", 0, 9),
          row(nil, new + returning, new + returning + 9),
        ])
      let stage = try NewAndReturning.decode(
        YAMLDocument.parse("{of: net}", file: "test.yaml").root)
      let blocks = stage.blocks(
        for: result,
        in: PresentationContext(
          dataset: "kinds", language: .english, currency: "CNY", minimumGroup: 5,
          material: schema))
      let table = try #require(
        SubtractionTests.tables(try SubtractionTests.report(blocks))["kinds_kinds"])
      return table.rows.map { $0.cells[3] != .suppressed }
    }
    #expect(try shown(60, 40) == [true, true, true, true])
    #expect(try shown(3, 40) == [false, false, true, true])
    #expect(try shown(2, 1) == [false, false, true, false])
  }
}
