import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanReports
import FupanStages
import Testing

/// No count of too few people can be told from a report, whatever its tables add up to: every shown
/// count, and every share with its parts, is an equation over the cells of the population, and a
/// withheld group may not follow from all of them together.
@Suite struct SubtractionTests {
  private static let schema = Schema([
    Field("person_id", .text, isPersonal: true), Field("channel", .text), Field("answer", .text),
    Field("score", .integer), Field("reasons", .list),
  ])
  static let channels = ["A", "B", "C", "D"]
  private static let answers = ["x", "y", "z"]

  /// People by channel and answer, few of some: the answer z goes with a score of 10.
  private static func people(_ seed: UInt64) -> [[Value]] {
    var random = Xoshiro256(seed: seed)
    var rows: [[Value]] = []
    for channel in channels {
      for answer in answers {
        let count = random.below(4) == 0 ? random.below(8) : random.below(40)
        for _ in 0..<count {
          let score: Int64 = answer == "x" ? 3 : answer == "y" ? 8 : 10
          rows.append([
            .text("p\(rows.count)"), .text(channel), .text(answer), .integer(score),
            .list(random.below(2) == 0 ? [answer] : [answer, "w"]),
          ])
        }
      }
    }
    return rows
  }

  static func blocks<S: TransformStage & PresentedStage>(
    _ type: S.Type, _ settings: String, as dataset: String, over input: Table
  ) async throws -> [Report.Block] {
    let table = try await StageRun().table(type, settings, over: input)
    let stage = try type.decode(YAMLDocument.parse(settings, file: "test.yaml").root)
    return stage.blocks(
      for: table,
      in: PresentationContext(
        dataset: dataset, language: .english, currency: "CNY", minimumGroup: 5,
        material: input.schema))
  }

  static func report(_ blocks: [Report.Block]) throws -> Report {
    let day = try #require(CivilDate(year: 2026, month: 4, day: 24))
    var report = Report(
      title: "t", campaign: "c", period: Report.Period(day, through: day), asOf: day,
      state: .final, language: .english, currency: "CNY",
      generatedAt: "2026-04-25T08:00:00+08:00",
      sections: [Report.Section(.voice, blocks: blocks)])
    report.shareSuppression()
    return report
  }

  static func tables(_ report: Report) -> [String: Report.Table] {
    var tables: [String: Report.Table] = [:]
    for case .table(let table) in report.sections[0].blocks { tables[table.id] = table }
    return tables
  }

  /// How many a cell tells of, by itself or by the parts of its share.
  static func told(_ cell: Report.Value) -> Bool {
    switch cell {
    case .integer, .ratio: true
    default: false
    }
  }

  @Test(arguments: 0..<24)
  func noTablesOfOneSurveyGiveACellAway(seed: Int) async throws {
    let rows = SubtractionTests.people(UInt64(seed))
    let input = Table(SubtractionTests.schema, rows: rows)
    func blocks<S: TransformStage & PresentedStage>(
      _ type: S.Type, _ settings: String, as dataset: String
    ) async throws -> [Report.Block] {
      try await SubtractionTests.blocks(type, settings, as: dataset, over: input)
    }
    let report = try SubtractionTests.report(
      try await blocks(Crosstab.self, "{of: answer, by: channel}", as: "cross")
        + blocks(Crosstab.self, "{of: channel, by: answer}", as: "turned")
        + blocks(Frequencies.self, "{of: answer, by: channel}", as: "answers")
        + blocks(Frequencies.self, "{of: channel, by: answer}", as: "channels")
        + blocks(NPS.self, "{of: score, by: channel}", as: "nps")
        + blocks(NPS.self, "{of: score, by: answer}", as: "nps_answers"))
    let tables = SubtractionTests.tables(report)
    let (channels, answers) = (SubtractionTests.channels, SubtractionTests.answers)
    let count = rows.reduce(into: [String: Int]()) { counts, row in
      counts["\(row[1].text ?? "")\(row[2].text ?? "")", default: 0] += 1
    }
    let atoms = channels.flatMap { channel in answers.map { channel + $0 } }
    func sum(_ holds: (String) -> Bool) -> [Int] { atoms.map { holds($0) ? 1 : 0 } }
    func cell(_ row: String, _ column: String) -> [Int] {
      sum { $0.contains(row) && $0.contains(column) }
    }
    var known = Equations(sum { _ in true })
    for (id, columnNames) in [
      ("cross_counts", answers), ("cross_shares", answers), ("turned_counts", channels),
      ("turned_shares", channels), ("answers_by_group", answers), ("channels_by_group", channels),
    ] {
      guard let table = tables[id] else { continue }
      let places = columnNames.compactMap { name in
        table.columns.firstIndex { $0.label == name }.map { (name, $0) }
      }
      let total = table.columns.firstIndex { $0.id == "total" }
      for row in table.rows {
        let name: String = if case .text(let name) = row.cells[0], !row.isTotal { name } else { "" }
        for (column, place) in places where SubtractionTests.told(row.cells[place]) {
          known.add(sum { (name.isEmpty || $0.contains(name)) && $0.contains(column) })
        }
        if let total, SubtractionTests.told(row.cells[total]) {
          known.add(sum { name.isEmpty || $0.contains(name) })
        }
      }
    }
    for id in ["answers_answers", "channels_answers", "nps_scores", "nps_answers_scores"] {
      for row in tables[id]?.rows ?? [] where !row.isTotal {
        guard case .text(let name) = row.cells[0], SubtractionTests.told(row.cells[1]) else {
          continue
        }
        known.add(sum { $0.contains(name) })
      }
    }
    for atom in atoms {
      let n = count[atom] ?? 0
      if n > 0, n < 5 { #expect(!known.give(sum { $0 == atom }), "\(atom): \(n)") }
    }
    for name in channels + answers {
      let n = atoms.filter { $0.contains(name) }.reduce(0) { $0 + (count[$1] ?? 0) }
      if n > 0, n < 10 { #expect(!known.give(sum { $0.contains(name) }), "\(name): \(n)") }
    }
  }

  @Test(arguments: 0..<24)
  func noFunnelGivesAGroupAway(seed: Int) async throws {
    var random = Xoshiro256(seed: UInt64(seed) + 100)
    let steps = ["a", "b", "c"]
    var rows: [[Value]] = []
    var last: [[Int]] = Array(repeating: [0, 0, 0], count: 4)
    for (group, channel) in SubtractionTests.channels.enumerated() {
      for _ in 0..<random.below(40) {
        let depth = 1 + random.below(3)
        last[group][depth - 1] += 1
        let person = Value.text("p\(last.joined().reduce(0, +))")
        for step in 0..<depth {
          rows.append([
            person, .timestamp(Int64(step) * 1_000_000), .text(steps[step]), .text(channel),
          ])
        }
      }
    }
    let input = Table(
      Schema([
        Field("person_id", .text, isPersonal: true), Field("ts", .timestamp),
        Field("event", .text), Field("channel", .text),
      ]), rows: rows)
    let conditions = "steps: [one: event = 'a', two: event = 'b', three: event = 'c']"
    let report = try SubtractionTests.report(
      try await SubtractionTests.blocks(
        Funnel.self, "{by: channel, \(conditions)}", as: "by", over: input)
        + SubtractionTests.blocks(Funnel.self, "{\(conditions)}", as: "all", over: input)
        + SubtractionTests.blocks(
          Funnel.self, "{rows: persons, \(conditions)}", as: "list", over: input))
    let tables = SubtractionTests.tables(report)
    // Atoms are people of a channel by the last step they reached.
    let atoms = (0..<4).flatMap { group in (0..<3).map { (group: group, last: $0) } }
    func reached(_ group: Int?, _ step: Int) -> [Int] {
      atoms.map { (group == nil || $0.group == group) && $0.last >= step ? 1 : 0 }
    }
    var known = Equations(atoms.map { _ in 0 })
    for row in tables["by_by_group"]?.rows ?? [] {
      guard case .text(let name) = row.cells[0],
        let group = SubtractionTests.channels.firstIndex(of: name)
      else { continue }
      for step in 0..<3 where SubtractionTests.told(row.cells[1 + step]) {
        known.add(reached(group, step))
      }
    }
    for id in ["by_steps", "all_steps"] {
      for (step, row) in (tables[id]?.rows ?? []).enumerated() {
        if case .integer = row.cells[1] { known.add(reached(nil, step)) }
        if case .integer = row.cells[6] {
          known.add(zip(reached(nil, step - 1), reached(nil, step)).map { $0 - $1 })
        }
      }
    }
    for (step, row) in (tables["list_last_steps"]?.rows ?? []).enumerated() {
      if case .integer = row.cells[1] { known.add(atoms.map { $0.last == step ? 1 : 0 }) }
    }
    for step in 0..<3 {
      for group in 0..<4 {
        let n = last[group].suffix(3 - step).reduce(0, +)
        if n > 0, n < 5 { #expect(!known.give(reached(group, step)), "\(group) \(step): \(n)") }
      }
      let n = last.reduce(0) { $0 + $1.suffix(3 - step).reduce(0, +) }
      if n > 0, n < 5 { #expect(!known.give(reached(nil, step)), "\(step): \(n)") }
      let stopped = last.reduce(0) { $0 + $1[step] }
      if stopped > 0, stopped < 5 {
        #expect(!known.give(atoms.map { $0.last == step ? 1 : 0 }), "stopped at \(step)")
      }
    }
  }

  @Test(arguments: 0..<12)
  func noPooledRateGivesAnAgeOfACohortAway(seed: Int) async throws {
    var random = Xoshiro256(seed: UInt64(seed) + 300)
    let week: Int64 = 7 * 86_400_000_000
    let monday: Int64 = 20_500 / 7 * 7 * 86_400_000_000 + 4 * 86_400_000_000
    var rows: [[Value]] = []
    for cohort in 0..<5 {
      for person in 0..<(random.below(3) == 0 ? random.below(9) : random.below(50)) {
        for age in 0..<(6 - cohort) where age == 0 || random.below(4) == 0 {
          rows.append([
            .text("p\(cohort)-\(person)"), .timestamp(monday + Int64(cohort + age) * week),
          ])
        }
      }
    }
    let input = Table(
      Schema([Field("person_id", .text, isPersonal: true), Field("paid_at", .timestamp)]),
      rows: rows)
    let counted = try await StageRun().table(Cohort.self, "week", over: input)
    let report = try SubtractionTests.report(
      try await SubtractionTests.blocks(Cohort.self, "week", as: "cohort", over: input))
    guard let table = SubtractionTests.tables(report)["cohort_rates"] else { return }
    let starts = table.rows.filter { !$0.isTotal }.map { $0.cells[0] }
    for age in 0..<(table.columns.count - 2) {
      func retained(_ index: Int) -> Int {
        counted.rows.first {
          .text($0[0].text ?? "") == starts[index] && $0[1] == .integer(Int64(age))
            && $0[8] == .bool(false)
        }.map { $0[4].count ?? 0 } ?? 0
      }
      // Whose age is not over is in no sum.
      let known = starts.indices.map { index in
        table.rows[index].cells[2 + age] != .missing(.notDue)
      }
      var equations = Equations(starts.map { _ in 0 })
      func atom(_ index: Int) -> [Int] { starts.indices.map { $0 == index ? 1 : 0 } }
      for (index, row) in table.rows.enumerated() {
        let sum = row.isTotal ? known.map { $0 ? 1 : 0 } : atom(index)
        if case .ratio = row.cells[2 + age] { equations.add(sum) }
        if age == 0, case .integer = row.cells[1] { equations.add(sum) }
      }
      for index in starts.indices where retained(index) > 0 && retained(index) < 5 {
        #expect(!equations.give(atom(index)), "\(starts[index]), age \(age)")
      }
    }
  }

  @Test(arguments: 0..<12)
  func neitherTiersNorScoresGiveACellOfTheMapAway(seed: Int) async throws {
    var random = Xoshiro256(seed: UInt64(seed) + 200)
    let day: Int64 = 86_400_000_000
    var rows: [[Value]] = []
    for person in 0..<(30 + random.below(120)) {
      for number in 0...random.below(5) {
        rows.append([
          .text("p\(person)"),
          .timestamp((20_560 - Int64(random.below(60)) - Int64(number) * 7) * day),
          .decimal(Int128(100 + random.below(9000)), scale: 2),
        ])
      }
    }
    let input = Table(
      Schema([
        Field("person_id", .text, isPersonal: true), Field("paid_at", .timestamp),
        Field("net", .decimal(scale: 2), unit: Unit("CNY")),
      ]), rows: rows)
    let scored = try await StageRun().table(RFMTiers.self, "net", over: input)
    let blocks = try await SubtractionTests.blocks(RFMTiers.self, "net", as: "rfm", over: input)
    let tiers = try await SubtractionTests.blocks(
      RFMTiers.self, "{of: net, rows: tiers}", as: "tiers", over: input)
    let report = try SubtractionTests.report(blocks + tiers)
    let tables = SubtractionTests.tables(report)
    let map = report.sections[0].blocks.lazy.compactMap { block -> Report.Chart.Heat? in
      if case .chart(let chart) = block, case .heat(let heat) = chart.kind { heat } else { nil }
    }.first
    let heat = try #require(map)
    let atoms = (0..<25).map { (r: $0 % 5 + 1, fm: 5 - $0 / 5) }
    var counts = [Int](repeating: 0, count: 25)
    for row in scored.rows.indices {
      let r = scored.cell("r", row)
      let fm = scored.cell("fm", row)
      counts[(5 - fm) * 5 + r - 1] += 1
    }
    var known = Equations(atoms.map { _ in 1 })
    for row in 0..<5 {
      for column in 0..<5 where SubtractionTests.told(heat.values[row][column]) {
        known.add((0..<25).map { $0 == row * 5 + column ? 1 : 0 })
      }
    }
    for id in ["rfm_tiers", "tiers_tiers"] {
      let table = try #require(tables[id])
      let n = try #require(table.columns.firstIndex { $0.id == "n" })
      let tier = try #require(table.columns.firstIndex { $0.id == "tier" })
      for row in table.rows where SubtractionTests.told(row.cells[n]) {
        known.add(
          atoms.map {
            row.cells[tier] == .text(RFMTier11(recency: $0.r, fm: $0.fm).name.english) ? 1 : 0
          })
      }
    }
    let scores = try #require(tables["rfm_scores"]?.rows.first)
    for score in 1...5 where SubtractionTests.told(scores.cells[score]) {
      known.add(atoms.map { $0.r == score ? 1 : 0 })
    }
    for place in 0..<25 where counts[place] > 0 && counts[place] < 5 {
      #expect(!known.give((0..<25).map { $0 == place ? 1 : 0 }), "\(atoms[place])")
    }
  }
}

extension Table {
  fileprivate func cell(_ name: String, _ row: Int) -> Int { values(name)?[row].count ?? 0 }
}
