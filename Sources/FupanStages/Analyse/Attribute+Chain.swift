import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

extension Attribute {
  /// Removal effects are passed on in millionths, so that money divides the same everywhere.
  static let effectUnit = 1e6

  /// How often each state was followed by each channel or by the end of a path: `oldest`,
  /// `older` and `newest` touch (further back than the chain looks: missing), `next` (missing: the end),
  /// `outcome` (1: order, 0: none, 2: too young to tell), `is_start` and the count `n`.
  func chain(_ rows: Relation, within days: Int, in scope: Scope) throws(Problems) -> Relation {
    let window = Int64(days) * 86_400_000_000
    let bounds =
      try rows
      .aggregated(
        [
          Aggregation("begin_at", .min, of: "ordered_at"),
          Aggregation("until_order", .max, of: "at"),
        ], by: []
      )
      .projected(["one": "1", "begin_at": "begin_at", "until": "until_order"])
    var touches =
      try rows
      .filtered("kind = 0")
      .extended(["one": "1"])
      .joined(bounds, Join(.inner, on: [Join.Pair(left: "one", right: "one")]))
      .filtered("converts = 1 or last_at >= begin_at")
      .extended([
        "outcome":
          "case when converts = 1 then 1 when last_at <= until - \(window) then 0 else 2 end"
      ])
      .windowed(
        Window(
          partition: Attribute.path, order: Attribute.timeOrder, ties: .inputOrder,
          functions: [WindowFunction("earlier", .lag(1), of: "channel")])
      )
      // The same channel again is no new touch.
      .filtered("earlier is null or earlier <> channel")
      .windowed(
        Window(
          partition: Attribute.path, order: Attribute.timeOrder, ties: .inputOrder,
          functions: [
            WindowFunction("next", .lead(1), of: "channel"),
            WindowFunction("older", .lag(1), of: "channel"),
            WindowFunction("oldest", .lag(2), of: "channel"),
          ]))
    touches = try touches.projected([
      "newest": "channel",
      "older": markovOrder > 1 ? "older" : "case when 1 = 0 then older end",
      "oldest": markovOrder > 2 ? "oldest" : "case when 1 = 0 then oldest end",
      "next": "next", "outcome": "outcome",
      "is_start": "case when older is null then 1 else 0 end",
    ])
    return try touches.aggregated(
      [Aggregation("n", .count)],
      by: ["newest", "older", "oldest", "next", "outcome", "is_start"])
  }

  /// The transitions of paths that are over, with the channels' names in order, and how many paths
  /// are too young to tell.
  static func transitions(
    _ table: Table, order: Int
  ) -> (found: [MarkovTransition], channels: [String], incomplete: Int) {
    var names: Set<String> = []
    for row in table.rows { if let name = row[0].text { names.insert(name) } }
    let channels = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let index = Dictionary(uniqueKeysWithValues: channels.enumerated().map { ($1, $0) })
    func number(_ value: Value) -> Int? { value.text.flatMap { index[$0] } }
    var counts: [[Int]: Int] = [:]
    var incomplete = 0
    for row in table.rows {
      let (outcome, n) = (row[4].whole, row[6].whole)
      guard let first = number(row[0]) else { continue }
      if outcome == 2 {
        if row[3].isMissing { incomplete += n }
        continue
      }
      let state = [number(row[2]), number(row[1]), first].compactMap { $0 }.suffix(order)
      let step = number(row[3]) ?? (outcome == 1 ? -1 : -2)
      counts[[step] + state, default: 0] += n
      if row[5] == .integer(1) { counts[[first], default: 0] += n }
    }
    let found = counts.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { key in
      let step: MarkovTransition.Step =
        switch key[0] {
        case -1: .conversion
        case -2: .none
        default: .channel(key[0])
        }
      return MarkovTransition(from: Array(key.dropFirst()), to: step, count: counts[key] ?? 0)
    }
    return (found, channels, incomplete)
  }

  /// The longest memory, at most `order`, whose states were left 30 times in the median.
  static func memory(_ table: Table, order: Int) -> Int {
    for memory in stride(from: order, to: 1, by: -1) {
      var totals: [[Int]: Int] = [:]
      for transition in transitions(table, order: memory).found {
        totals[transition.from, default: 0] += transition.count
      }
      if let median = Quantile.median(of: totals.values.sorted().map { Double($0) }), median >= 30 {
        return memory
      }
    }
    return 1
  }

  /// The weight of each channel: its removal effect in millionths, at least one.
  static func chainFinish(order: Int) -> Finish {
    let schema = Schema([Field("name", .text), Field("effect", .integer)])
    return Finish("removal_effects", schema: schema) { table in
      let (found, channels, _) = transitions(table, order: memory(table, order: order))
      guard let markov = try? MarkovAttribution(found, channels: channels.count) else {
        return Table(schema, rows: [])
      }
      return Table(
        schema,
        rows: zip(channels, markov.removalEffects).map { name, effect in
          [.text(name), .integer(max(1, Int64((effect * effectUnit).rounded())))]
        })
    }
  }
}
