import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

extension Attribute {
  /// Removal effects are passed on in millionths, so that money divides the same everywhere.
  static let effectUnit = 1e6

  /// By which channel each state was followed, or by the end of a path: `oldest`, `older` and
  /// `newest` touch (further back than the chain looks: missing), `next` (missing: the end), `outcome`
  /// (1: order, 0: none, 2: too young to tell), `is_start` and the `person`.
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
      "older": markovOrder.longest > 1 ? "older" : "case when 1 = 0 then older end",
      "oldest": markovOrder.longest > 2 ? "oldest" : "case when 1 = 0 then oldest end",
      "next": "next", "outcome": "outcome",
      "is_start": "case when older is null then 1 else 0 end",
      "person": "person",
    ])
    return touches
  }

  /// The columns of a step, in the order in which ``transitions(_:order:channels:)`` reads them.
  static let step = ["newest", "older", "oldest", "next", "outcome", "is_start"]

  /// All steps counted, whoever took them; computed once for the credits and the table of steps.
  func countedSteps(
    _ rows: Relation, within days: Int, in scope: Scope
  ) throws(Problems) -> Relation {
    try chain(rows, within: days, in: scope)
      .aggregated([Aggregation("n", .count)], by: Attribute.step)
      .shared(as: scope.fragmentName("attribute_counted_steps"))
  }

  /// The names of the channels in steps, ascending.
  static func channels(of steps: some Sequence<[Value]>) -> [String] {
    var names: Set<String> = []
    for row in steps { if let name = row[0].text { names.insert(name) } }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The numbers of channels by name.
  static func index(_ channels: [String]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: channels.enumerated().map { ($1, $0) })
  }

  /// The transitions of paths that are over, and how many paths are too young to tell.
  ///
  /// - Parameters:
  ///   - steps: newest, older, oldest, next, outcome, is_start and n.
  ///   - index: numbers of the channels by name.
  static func transitions(
    _ steps: some Sequence<[Value]>, order: Int, _ index: [String: Int]
  ) -> (found: [MarkovTransition], incomplete: Int) {
    func number(_ value: Value) -> Int? { value.text.flatMap { index[$0] } }
    var counts: [[Int]: Int] = [:]
    var incomplete = 0
    for row in steps {
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
    return (found, incomplete)
  }

  /// How far back the chain looks: as far as asked for, or as foretells best; shorter where its
  /// states were left fewer than 30 times in the median.
  static func memory(
    _ steps: some Sequence<[Value]>, _ order: ChainOrder, _ index: [String: Int]
  ) -> Int {
    let orders = (1...order.longest).map { transitions(steps, order: $0, index).found }
    switch order {
    case .fixed: return MarkovMemory.supported(orders)
    case .chosen: return MarkovMemory.chosen(orders, channels: index.count)
    }
  }

  /// The weight of each channel: its removal effect in millionths, at least one.
  static func chainFinish(_ order: ChainOrder) -> Finish {
    let schema = Schema([Field("name", .text), Field("effect", .integer)])
    return Finish("removal_effects", schema: schema) { table in
      let channels = channels(of: table.rows)
      let index = index(channels)
      let memory = memory(table.rows, order, index)
      let found = transitions(table.rows, order: memory, index).found
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
