import FupanData
import FupanMethods
import FupanStages
import Testing

/// The funnel's plan against the step-by-step definition, on random events with many ties.
struct FunnelTests {
  private struct Event {
    var person: Int
    var at: Int64
    var steps: [Bool]
    var category: String?
  }

  /// Where a person got, and when.
  private struct Chain: Equatable {
    var category: String?
    var times: [Int64]
  }

  private static let schema = Schema([
    Field("person_id", .integer), Field("ts", .timestamp), Field("event", .text),
    Field("channel", .text),
  ])

  @Test(arguments: 0..<12)
  func reachesWhatTheDefinitionReaches(seed: Int) async throws {
    var random = RandomStream.stream(seed: 11, name: "funnel", replicate: UInt64(seed))
    let day: Int64 = 86_400_000_000
    let names = ["a", "b", "c", "d", "x"]
    let channels: [String?] = ["社群", "广告", nil]
    let rows = (0..<400).map { _ -> [Value] in
      let channel = channels[random.below(3)]
      return [
        random.below(20) == 0 ? .missing : .integer(Int64(random.below(40))),
        .timestamp(Int64(random.below(24)) * day / 4), .text(names[random.below(5)]),
        channel.map { .text($0) } ?? .missing,
      ]
    }
    let table = try await StageRun().table(
      Funnel.self,
      """
      by: channel
      window_days: 2
      steps:
        - 一: event in ('a', 'b')
        - 二: event in ('b', 'c')
        - 三: event in ('a', 'd')
      """, over: Table(FunnelTests.schema, rows: rows))

    let events = rows.compactMap { row -> Event? in
      guard case .integer(let person) = row[0], case .timestamp(let at) = row[1],
        case .text(let name) = row[2]
      else { return nil }
      return Event(
        person: Int(person), at: at,
        steps: [["a", "b"], ["b", "c"], ["a", "d"]].map { $0.contains(name) },
        category: row[3].text)
    }
    let chains = (0..<40).compactMap { person in
      FunnelTests.chain(of: events.filter { $0.person == person }, window: 2 * day)
    }
    for group in channels.map({ Optional($0) }) + [nil] {
      let own = chains.filter { chain in group.map { $0 == chain.category } ?? true }
      let lines = table.rows.filter { row in
        guard let group else { return row[12] == .bool(true) }
        return row[12] == .bool(false) && row[0].text == group
      }
      #expect(lines.count == 3)
      for (step, line) in lines.enumerated() {
        let reached = own.filter { $0.times.count > step }
        #expect(line[3] == .integer(Int64(reached.count)))
        guard step > 0 else { continue }
        let gaps = reached.map { Double($0.times[step] - $0.times[step - 1]) / 1e6 }
        #expect(line[10].double == Quantile.median(of: gaps))
      }
    }
    #expect(chains.contains { $0.times.count == 3 })
  }

  /// The definition: for each event, the latest start of a chain that reaches step k with it.
  private static func chain(of events: [Event], window: Int64) -> Chain? {
    let sorted = events.filter { $0.steps.contains(true) }.sorted { left, right in
      if left.at != right.at { return left.at < right.at }
      for (a, b) in zip(left.steps, right.steps) where a != b { return a }
      guard let a = left.category else { return false }
      guard let b = right.category else { return true }
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    var starts = [Int?](repeating: nil, count: 3)
    var depth = 0
    var stretch = 0...0
    for (index, event) in sorted.enumerated() {
      for step in (0..<3).reversed() where event.steps[step] {
        if step == 0 {
          starts[0] = index
        } else if let before = starts[step - 1], event.at - sorted[before].at <= window {
          starts[step] = before
        } else {
          continue
        }
        if step + 1 > depth, let first = starts[step] {
          depth = step + 1
          stretch = first...index
        }
      }
    }
    guard depth > 0 else { return nil }
    // Of several first steps at the start's instant the first by name stands for it.
    let start = sorted[stretch.lowerBound].at
    let first = sorted.firstIndex { $0.at == start && $0.steps[0] } ?? stretch.lowerBound
    var times: [Int64] = []
    var next = first
    for step in 0..<depth {
      guard let index = (next...stretch.upperBound).first(where: { sorted[$0].steps[step] }) else {
        break
      }
      times.append(sorted[index].at)
      next = index + 1
    }
    return Chain(category: sorted[first].category, times: times)
  }
}
