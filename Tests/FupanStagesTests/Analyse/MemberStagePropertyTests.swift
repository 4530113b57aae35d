import FupanConfig
import FupanData
import FupanMethods
import FupanPlan
import FupanStages
import Testing

/// What holds of the stages about members on any rows: identities, results that do not depend on the
/// order of rows, on names or on rows that repeat, and never a NaN.
struct MemberStagePropertyTests {
  /// One stage with its settings and the kind of rows it reads.
  struct Use: Sendable, CustomTestStringConvertible {
    let name: String
    let run: @Sendable (Table) async throws -> [[Value]]
    /// Whether a row that comes twice changes nothing.
    var isOfSets = true

    var testDescription: String { name }
  }

  static let uses: [Use] = [
    Use(name: "growth") {
      try await StageRun().table(MemberGrowth.self, "week", over: $0).rows
    },
    Use(name: "active") { members in
      try await StageRun(datasets: ["members": members])
        .table(ActivePeople.self, "{with: members, at: joined_at}", over: members).rows
    },
    Use(name: "retention") {
      try await StageRun().table(
        Retention.self,
        "{days: [1, 7, 30], modes: [exact, rolling, bounded], by: way, at: joined_at}", over: $0
      ).rows
    },
    Use(name: "repurchase") {
      try await StageRun().table(
        RepurchaseRates.self, "{windows: [7, 30], by: way, at: joined_at}", over: $0
      ).rows
    },
    Use(name: "survival") {
      try await StageRun().table(Survival.self, "{by: way}", over: $0).rows
    },
    Use(name: "spread") {
      try await StageRun().table(Spread.self, "invited_by", over: $0).rows
    },
    Use(
      name: "compare_periods",
      run: {
        try await StageRun().table(
          ComparePeriods.self,
          """
          into: {members: count(*), invited: count(invited_by), share: count(invited_by) / count(*)}
          by: way
          factors: [members, invited]
          during: 2026-04-01..2026-04-15
          base: 2026-03-01..2026-03-15
          at: joined_at
          """, over: $0
        ).rows
      }, isOfSets: false),
  ]

  private static let schema = Schema([
    Field("person_id", .text), Field("joined_at", .date), Field("left_at", .date),
    Field("way", .text), Field("invited_by", .text),
  ])

  /// 2026-04-24, the last day that the report may know.
  private static let end = CivilDate(year: 2026, month: 4, day: 24)?.daysSinceEpoch ?? 0

  private func rows(_ count: Int, seed: UInt64) -> [[Value]] {
    var random = Xoshiro256(seed: seed)
    return (0..<count).map { _ in
      let joined = Self.end - random.below(80)
      let stays = random.below(90)
      let way = random.below(4)
      return [
        random.below(25) == 0 ? .missing : .text("p\(100 + random.below(60))"),
        random.below(30) == 0 ? .missing : .date(Int32(joined)),
        random.below(3) == 0 ? .date(Int32(joined + stays)) : .missing,
        way == 0 ? .missing : .text(["扫码", "邀请", "导购"][way - 1]),
        random.below(2) == 0 ? .text("p\(100 + random.below(70))") : .missing,
      ]
    }
  }

  private func table(_ rows: [[Value]]) -> Table { Table(Self.schema, rows: rows) }

  @Test(arguments: uses)
  func theOrderOfRowsDoesNotShow(use: Use) async throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      var rows = rows(200, seed: seed)
      let reference = try await use.run(table(rows))
      var random = Xoshiro256(seed: seed &+ 100)
      random.shuffle(&rows)
      #expect(try await use.run(table(rows)) == reference)
    }
  }

  @Test(arguments: uses.filter { $0.isOfSets })
  func rowsThatRepeatDoNotShow(use: Use) async throws {
    let rows = rows(150, seed: 11)
    #expect(try await use.run(table(rows + rows)) == use.run(table(rows)))
  }

  @Test(arguments: uses)
  func namesOfPersonsDoNotShow(use: Use) async throws {
    let rows = rows(150, seed: 12)
    // Names that keep their order, since of several inviters at one instant the first by name counts.
    func renamed(_ value: Value) -> Value {
      value.text.map { .text("客户" + $0) } ?? .missing
    }
    let others = rows.map { [renamed($0[0]), $0[1], $0[2], $0[3], renamed($0[4])] }
    #expect(try await use.run(table(others)) == use.run(table(rows)))
  }

  @Test(arguments: uses)
  func nothingIsEverNoNumber(use: Use) async throws {
    let one: [Value] = [.text("p1"), .date(Int32(Self.end)), .missing, .text("扫码"), .missing]
    let none: [Value] = [.missing, .missing, .missing, .missing, .missing]
    let gone: [Value] = [
      .text("p2"), .date(Int32(Self.end)), .date(Int32(Self.end)), .missing, .text("p2"),
    ]
    for given in [
      [], [one], [none, none], [one, one, one], [gone], [one, gone, none],
      rows(40, seed: 13).map { [$0[0], .missing, .missing, $0[3], $0[4]] },
    ] {
      for row in try await use.run(table(given)) {
        for case .number(let number) in row { #expect(number.isFinite) }
      }
    }
  }

  @Test func stockAndFlowAgreeWithMembersCountedOneByOne() async throws {
    for seed in 20...24 as ClosedRange<UInt64> {
      let rows = rows(300, seed: seed)
      let result = try await Self.uses[0].run(table(rows)).map { row in row.map { $0.count ?? 0 } }
      let periods = result.dropLast()
      for row in periods {
        #expect(row[1] + row[2] - row[4] == row[5] && row[6] == row[5] - row[1])
      }
      for (earlier, later) in zip(periods, periods.dropFirst()) { #expect(earlier[5] == later[1]) }
      var members: Set<String> = []
      for row in rows {
        guard let person = row[0].text, case .date(let joined) = row[1] else { continue }
        if case .date(let left) = row[2], left <= Int32(Self.end), left >= joined { continue }
        if case .date(let left) = row[2], left < joined { continue }
        members.insert(person)
      }
      #expect(result.last?[5] == members.count)
    }
  }

  @Test func retentionIsThatOfTheMethod() async throws {
    let rows = rows(250, seed: 31)
    var days: [String: Set<Int>] = [:]
    for row in rows {
      guard let person = row[0].text, case .date(let day) = row[1] else { continue }
      days[person, default: []].insert(Int(day))
    }
    let people = days.values.map { days in (start: days.min() ?? 0, active: Array(days)) }
    let totals = try await StageRun().table(
      Retention.self, "{days: [1, 7, 30], modes: [exact, rolling, bounded], at: joined_at}",
      over: table(rows)
    ).rows
    let modes: [RetentionMode] = [
      .exact(1), .exact(7), .exact(30), .rolling(1), .rolling(7), .rolling(30), .bounded(1, 1),
      .bounded(1, 7), .bounded(1, 30),
    ]
    for (row, mode) in zip(totals, modes) {
      let rate = mode.rate(people, end: Self.end)
      #expect(row[2].count == rate.n && row[4].double == rate.value)
    }
    let again = try await StageRun().table(
      RepurchaseRates.self, "{windows: [7, 30], at: joined_at}", over: table(rows)
    ).rows
    for (row, window) in zip(again, [7, 30]) {
      let method = Repurchase(
        orderDays: days.values.map { Array($0) }, window: window, end: Self.end)
      #expect(row[3].double == method.windowed.value && row[6].double == method.medianGap)
      #expect(again[2][3].double == method.period.value)
    }
  }

  @Test func activePeopleAreThoseOfTheirDays() async throws {
    let rows = rows(250, seed: 41)
    var people: [Int: Set<String>] = [:]
    for row in rows {
      guard let person = row[0].text, case .date(let day) = row[1] else { continue }
      people[Int(day), default: []].insert(person)
    }
    let result = try await StageRun().table(
      ActivePeople.self, "{at: joined_at}", over: table(rows)
    ).rows
    let first = try #require(people.keys.min())
    for row in result.dropLast() {
      guard case .date(let day) = row[0] else { continue }
      func distinct(_ length: Int) -> Int {
        (0..<length).reduce(into: Set<String>()) { $0.formUnion(people[Int(day) - $1] ?? []) }.count
      }
      #expect(row[1].count == distinct(1))
      #expect(row[2].count == (Int(day) - first >= 6 ? distinct(7) : nil))
      #expect(row[3].count == (Int(day) - first >= 29 ? distinct(30) : nil))
    }
  }

  @Test func mixRateAndFactorsAddUpToTheChange() async throws {
    for seed in 50...54 as ClosedRange<UInt64> {
      let rows = rows(300, seed: seed)
      let use = try #require(Self.uses.last)
      let settings = """
        into: {members: count(*), invited: count(invited_by), share: count(invited_by) / count(*)}
        by: way
        factors: [members, invited]
        during: 2026-04-01..2026-04-15
        base: 2026-03-01..2026-03-15
        at: joined_at
        """
      let result = try await StageRun().table(
        ComparePeriods.self, settings, over: table(rows))
      func column(_ name: String) throws -> [Double] {
        try #require(result.values(name)).map { $0.double ?? 0 }
      }
      let (members, base) = (try column("members"), try column("members_base"))
      let (invited, before) = (try column("invited"), try column("invited_base"))
      let change =
        invited.reduce(0, +) / members.reduce(0, +) - before.reduce(0, +) / base.reduce(0, +)
      let parts = try column("share_mix").reduce(0, +) + column("share_rate").reduce(0, +)
      #expect(abs(parts - change) < 1e-12)
      let effects = zip(try column("members_effect"), try column("invited_effect")).map { $0 + $1 }
      for (effect, change) in zip(effects, try column("invited_change")) {
        #expect(abs(effect - change) < 1e-9)
      }
      #expect(result.rows.count == (try await use.run(table(rows))).count)
    }
  }
}
