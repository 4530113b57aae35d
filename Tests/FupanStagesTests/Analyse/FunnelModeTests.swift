import FupanData
import FupanMethods
import FupanStages
import Testing

/// The manners of a funnel against their definitions, and what holds of each, on random events with
/// many ties.
struct FunnelModeTests {
  private struct Event: Equatable {
    var at: Int64
    var name: String
    var channel: String?

    /// Whether it matches step 1, 2 and 3.
    var steps: [Bool] { [["a", "b"], ["b", "c"], ["a", "d"]].map { $0.contains(name) } }
  }

  private static let day: Int64 = 86_400_000_000
  private static let channels: [String?] = ["社群", "广告", nil]
  private static let schema = Schema([
    Field("person_id", .integer), Field("ts", .timestamp), Field("event", .text),
    Field("channel", .text),
  ])

  private static func people(_ seed: Int) -> [[Event]] {
    var random = RandomStream.stream(seed: 23, name: "funnel", replicate: UInt64(seed))
    return (0..<40).map { _ in
      (0..<(random.below(14))).map { _ in
        Event(
          at: Int64(random.below(24)) * day / 4, name: ["a", "b", "c", "d", "x"][random.below(5)],
          channel: channels[random.below(3)])
      }
    }
  }

  private static func table(_ people: [[Event]]) -> Table {
    Table(
      schema,
      rows: people.enumerated().flatMap { person, events in
        events.map { event -> [Value] in
          [
            .integer(Int64(person)), .timestamp(event.at), .text(event.name),
            event.channel.map { .text($0) } ?? .missing,
          ]
        }
      })
  }

  private static func funnel(
    _ settings: String, _ people: [[Event]], shuffledBy seed: UInt64? = nil
  ) async throws -> Table {
    var rows = table(people).rows
    if let seed {
      var random = Xoshiro256(seed: seed)
      random.shuffle(&rows)
    }
    return try await StageRun().table(
      Funnel.self,
      """
      \(settings)
      window_days: 2
      steps:
        - 一: event in ('a', 'b')
        - 二: event in ('b', 'c')
        - 三: event in ('a', 'd')
      """, over: Table(schema, rows: rows))
  }

  /// Events, those at one instant that match the same steps once.
  private static func once(_ events: [Event]) -> [Event] {
    var once: [Event] = []
    for event in events where !once.contains(where: { same($0, event) }) { once.append(event) }
    return once
  }

  /// Events in the order of a funnel.
  private static func sorted(_ events: [Event]) -> [Event] {
    events.sorted { left, right in
      if left.at != right.at { return left.at < right.at }
      for (a, b) in zip(left.steps, right.steps) where a != b { return a }
      guard let a = left.channel else { return false }
      guard let b = right.channel else { return true }
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
  }

  private static func same(_ left: Event, _ right: Event) -> Bool {
    left.at == right.at && left.steps == right.steps
  }

  /// How deep a person comes with nothing between the steps.
  private static func strict(_ events: [Event]) -> Int {
    let sorted = sorted(once(events))
    var depth = 0
    for end in sorted.indices {
      for steps in 1...3 where steps <= end + 1 {
        let chain = sorted[(end + 1 - steps)...end]
        let matches = zip(chain, 0..<steps).allSatisfy { $0.steps[$1] }
        if matches, sorted[end].at - (chain.first?.at ?? 0) <= 2 * day { depth = max(depth, steps) }
      }
    }
    return depth
  }

  /// How many of the first steps one window holds, in any order.
  private static func any(_ events: [Event]) -> Int {
    var depth = 0
    for end in events {
      let window = events.filter { (0...(2 * day)).contains(end.at - $0.at) }
      for steps in 1...3 {
        let isWhole = (0..<steps).allSatisfy { step in window.contains { $0.steps[step] } }
        if isWhole { depth = max(depth, steps) }
      }
    }
    return depth
  }

  /// How deep a person comes from the first entry.
  private static func first(_ events: [Event]) -> Int {
    let sorted = sorted(events.filter { $0.steps.contains(true) })
    guard let start = sorted.firstIndex(where: { $0.steps[0] }) else { return 0 }
    var depth = 1
    for event in sorted[(start + 1)...]
    where depth < 3 && event.steps[depth] && event.at - sorted[start].at <= 2 * day {
      depth += 1
    }
    return depth
  }

  @Test(arguments: 0..<6)
  func eachMannerReachesWhatItsDefinitionReaches(seed: Int) async throws {
    let people = FunnelModeTests.people(seed)
    let manners: [(String, ([Event]) -> Int)] = [
      ("mode: strict", FunnelModeTests.strict), ("mode: any", FunnelModeTests.any),
      ("entry: first", FunnelModeTests.first),
    ]
    for (settings, depth) in manners {
      let table = try await FunnelModeTests.funnel(settings, people)
      let depths = people.map(depth)
      let expected = (1...3).map { step in depths.count { $0 >= step } }
      #expect(table.values("users")?.map { $0.count ?? 0 } == expected, "\(settings)")
    }
  }

  /// The definition of attempts: one after the other, each from its first step until it is complete or
  /// its window is over.
  private static func attempts(_ events: [Event]) -> [[Event]] {
    var attempts: [[Event]] = []
    var open: [Event] = []
    for event in sorted(events.filter { $0.steps.contains(true) }) {
      if let start = open.first, open.count == 3 || event.at - start.at > 2 * day {
        attempts.append(open)
        open = []
      }
      if open.count < 3, event.steps[open.count] { open.append(event) }
    }
    return open.isEmpty ? attempts : attempts + [open]
  }

  @Test(arguments: 0..<6)
  func attemptsAreThoseOfTheirDefinition(seed: Int) async throws {
    let people = FunnelModeTests.people(seed)
    let attempts = people.map(FunnelModeTests.attempts)
    let all = attempts.flatMap { $0 }
    let reached = (1...3).map { step in all.count { $0.count >= step } }
    let plain = try await FunnelModeTests.funnel("basis: attempt", people)
    #expect(plain.values("attempts")?.map { $0.count ?? 0 } == reached)
    let shuffled = try await FunnelModeTests.funnel("basis: attempt", people, shuffledBy: 3)
    #expect(shuffled.rows == plain.rows)
    let rate = Estimate.ratio(
      of: attempts.filter { !$0.isEmpty }.map { own in Int64(own.count { $0.count >= 2 }) },
      per: attempts.filter { !$0.isEmpty }.map { Int64($0.count) })
    #expect(plain.values("step_rate")?[1].double == rate.value)
    for groupAt in ["first", "last", "each"] {
      let table = try await FunnelModeTests.funnel(
        "basis: attempt\nby: channel\ngroup_at: \(groupAt)", people)
      for channel in FunnelModeTests.channels {
        for step in 1...3 {
          let expected = all.count { attempt in
            guard attempt.count >= step else { return false }
            let event =
              groupAt == "first"
              ? attempt[0] : groupAt == "last" ? attempt[attempt.count - 1] : attempt[step - 1]
            return event.channel == channel
          }
          let told = table.rows.first {
            $0[0].text == channel && $0[1] == .integer(Int64(step)) && $0[12] == .bool(false)
          }
          #expect(told.map { $0[3].count ?? 0 } ?? 0 == expected, "\(groupAt), \(step)")
        }
      }
    }
  }

  @Test(arguments: ["", "mode: strict", "entry: first"])
  func stepsInGroupsOfTheirOwnAddUpToThePersons(settings: String) async throws {
    for seed in 0..<4 {
      let people = FunnelModeTests.people(seed)
      let table = try await FunnelModeTests.funnel(
        settings + (settings.isEmpty ? "" : "\n") + "by: channel\ngroup_at: each", people)
      let plain = try await FunnelModeTests.funnel(settings, people)
      let total = table.rows.filter { $0[12] == .bool(true) }
      #expect(total.map { $0[3] } == plain.values("users"))
      #expect(total.map { $0[10] } == plain.values("median_s"))
      for step in 1...3 {
        let sum = table.rows.filter { $0[12] == .bool(false) && $0[1] == .integer(Int64(step)) }
          .reduce(0) { $0 + ($1[3].count ?? 0) }
        #expect(total[step - 1][3].count == sum, "\(settings), step \(step)")
      }
    }
  }

  @Test(arguments: ["", "mode: strict", "mode: any", "entry: first"])
  func groupsAddUpAndPersonsAreCountedOnce(settings: String) async throws {
    for seed in 0..<4 {
      let people = FunnelModeTests.people(seed)
      let table = try await FunnelModeTests.funnel(
        settings + (settings.isEmpty ? "" : "\n") + "by: channel", people)
      let lines = table.rows
      let total = lines.filter { $0[12] == .bool(true) }
      let groups = lines.filter { $0[12] == .bool(false) }
      for step in 1...3 {
        let sum = groups.filter { $0[1] == .integer(Int64(step)) }.reduce(0) {
          $0 + ($1[3].count ?? 0)
        }
        #expect(total[step - 1][3].count == sum, "\(settings), step \(step)")
      }
      let users = total.map { $0[3].count ?? 0 }
      #expect(users == users.sorted(by: >))
      let list = try await FunnelModeTests.funnel(
        settings + (settings.isEmpty ? "" : "\n") + "rows: persons", people)
      let last = list.values("last_step")?.map { $0.count ?? 0 } ?? []
      #expect((1...3).map { step in last.count { $0 >= step } } == users)
      #expect(Set(list.values("person_id") ?? []).count == list.count)
    }
  }

  @Test(arguments: ["", "mode: strict", "mode: any", "entry: first"])
  func neitherTheOrderOfRowsNorRepeatedRowsNorNamesShow(settings: String) async throws {
    let people = FunnelModeTests.people(7)
    let plain = try await FunnelModeTests.funnel(settings, people)
    let shuffled = try await FunnelModeTests.funnel(settings, people, shuffledBy: 3)
    #expect(shuffled.rows == plain.rows)
    let renamed = try await FunnelModeTests.funnel(settings, people.reversed())
    #expect(renamed.rows == plain.rows)
    // An event that matches two neighbouring steps fills both where it is there twice.
    let once = people.map { events in
      events.map { Event(at: $0.at, name: $0.name == "b" ? "x" : $0.name, channel: $0.channel) }
    }
    let twice = try await FunnelModeTests.funnel(settings, once.map { $0 + $0 })
    #expect(try await FunnelModeTests.funnel(settings, once).rows == twice.rows)
  }
}
