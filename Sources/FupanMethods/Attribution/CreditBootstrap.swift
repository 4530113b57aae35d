/// How far what channels are credited with would move in a comparable campaign: persons with all of
/// their paths drawn again, 200 times.
///
/// Paths of one person go together, so a person is what is drawn. Persons are put in the order of
/// what they did, so neither their names nor the order of rows shows. Efron and Tibshirani 1993, "An
/// Introduction to the Bootstrap"; of Markov chains of paths: Anderl, Becker, von Wangenheim,
/// Schumann 2016.
package enum CreditBootstrap {
  /// How many times persons are drawn.
  package static let replicates = 200
  /// More states than this are solved by iteration, 200 times over.
  static let denseStates = 100

  /// The bounds of one figure: of the money itself, and of its share of all orders.
  package struct Bounds: Equatable, Sendable {
    package let value: Interval?
    package let share: Interval?

    package init(value: Interval?, share: Interval?) {
      self.value = value
      self.share = share
    }
  }

  /// What one rule gives one channel of one person's orders.
  package struct Credit: Equatable, Sendable {
    /// The channel's index; the last of all is money without a channel.
    package let channel: Int
    /// In the orders' smallest unit.
    package let amount: Int64

    package init(channel: Int, amount: Int64) {
      self.channel = channel
      self.amount = amount
    }
  }

  /// The bounds of each channel under each rule that divides every order by itself.
  ///
  /// - Parameters:
  ///   - persons: for each person and rule the credits, in any order.
  ///   - channels: how many, the one for money without a channel included.
  ///   - fixed: money of orders of nobody known, without a channel, that is never drawn.
  /// - Returns: by rule and channel; without bounds beyond 100,000 persons, and below two.
  package static func rules(
    _ persons: [[[Credit]]], rules: Int, channels: Int, fixed: Int64 = 0, seed: UInt64 = 42
  ) -> [[Bounds]] {
    guard rules > 0 else { return [] }
    let drawn = persons.map { person in
      person.enumerated().flatMap { rule, credits in
        credits.map { (slot: rule * channels + $0.channel, amount: $0.amount) }
      }.sorted { ($0.slot, $0.amount) < ($1.slot, $1.amount) }
    }.sorted { left, right in
      left.lexicographicallyPrecedes(right) { ($0.slot, $0.amount) < ($1.slot, $1.amount) }
    }
    let slots = rules * channels
    let found = Interval.bootstraps(
      2 * slots, clusters: drawn.count > 1 ? drawn.count : 0, seed: seed, name: "attribute",
      replicates: replicates
    ) { picked in
      var sums = [Int128](repeating: 0, count: slots)
      for person in picked {
        for credit in drawn[person] { sums[credit.slot] += Int128(credit.amount) }
      }
      var shares: [Double?] = []
      for rule in 0..<rules {
        let own = sums[rule * channels..<(rule + 1) * channels]
        let total = Double(own.reduce(Int128(fixed), +))
        shares += own.map { total == 0 ? nil : Double($0) / total }
      }
      return sums.map { Double($0) } + shares
    }
    return (0..<rules).map { rule in
      (0..<channels).map { channel in
        let slot = rule * channels + channel
        return Bounds(value: found[slot], share: found[slots + slot])
      }
    }
  }

  /// What one person did, as the chain sees it.
  package struct Person: Equatable, Sendable {
    /// The steps of the person's paths that are over.
    package var steps: [MarkovTransition] = []
    /// The person's orders: money and the channels before it, none of them twice.
    package var orders: [Order] = []

    package init() {}

    /// The person's steps and orders as numbers, for an order of persons without names.
    fileprivate var content: [Int64] {
      [Int64(steps.count)] + steps.flatMap { $0.content + [Int64($0.count)] }
        + orders.flatMap { $0.content }
    }
  }

  /// An order and the channels before it.
  package struct Order: Equatable, Sendable {
    /// In the orders' smallest unit.
    package let amount: Int64
    /// Indices; none where nothing was touched.
    package let channels: [Int]

    package init(amount: Int64, channels: [Int]) {
      self.amount = amount
      self.channels = channels.sorted()
    }

    fileprivate var content: [Int64] {
      [amount, Int64(channels.count)] + channels.map { Int64($0) }
    }
  }

  /// The bounds of each channel under the chain, which is fitted anew to every draw.
  ///
  /// - Parameters:
  ///   - channels: how many, without the one for money without a channel, whose bounds come last.
  ///   - credited: how many of them, the first, have orders; the rest only paths without one.
  ///   - isGlobal: whether all money is divided at once, not each order among its own channels.
  ///   - fixed: money of orders of nobody known, that is never drawn.
  package static func chain(
    _ persons: [Person], channels: Int, credited: Int, isGlobal: Bool, fixed: Int64 = 0,
    seed: UInt64 = 42
  ) -> [Bounds] {
    // So are steps and orders, since sums of parts depend on what comes first.
    let drawn = persons.map { person in
      var person = person
      person.orders.sort { $0.content.lexicographicallyPrecedes($1.content) }
      person.steps.sort { $0.content.lexicographicallyPrecedes($1.content) }
      return (person: person, content: person.content)
    }.sorted { $0.content.lexicographicallyPrecedes($1.content) }.map { $0.person }
    // Each kind of step once, so that a draw only counts.
    var kinds: [MarkovTransition] = []
    var places: [[Int64]: Int] = [:]
    let counted = drawn.map { person in
      person.steps.map { step -> (kind: Int, count: Int) in
        let kind = MarkovTransition(from: step.from, to: step.step, count: 0)
        let place = places[kind.content] ?? kinds.count
        if place == kinds.count {
          places[kind.content] = place
          kinds.append(kind)
        }
        return (place, step.count)
      }
    }
    let slots = channels + 1
    let found = Interval.bootstraps(
      2 * slots, clusters: drawn.count > 1 ? drawn.count : 0, seed: seed,
      name: "attribute.markov", replicates: replicates
    ) { picked in
      var counts = [Int](repeating: 0, count: kinds.count)
      for person in picked {
        for step in counted[person] { counts[step.kind] += step.count }
      }
      let steps = zip(kinds, counts).filter { $0.1 > 0 }.map { kind, count in
        MarkovTransition(from: kind.from, to: kind.step, count: count)
      }
      guard let markov = try? MarkovAttribution(steps, channels: channels, dense: denseStates)
      else { return Array(repeating: nil, count: 2 * slots) }
      // As in the plan a channel weighs at least a millionth.
      let weights = markov.removalEffects.map { max($0, 1e-6) }
      var sums = [Double](repeating: 0, count: slots)
      for person in picked {
        for order in drawn[person].orders {
          if order.channels.isEmpty { sums[channels] += Double(order.amount) }
          let shared = isGlobal && !order.channels.isEmpty ? Array(0..<credited) : order.channels
          let all = shared.reduce(0) { $0 + weights[$1] }
          for channel in shared { sums[channel] += Double(order.amount) * weights[channel] / all }
        }
      }
      let total = sums.reduce(Double(fixed), +)
      return sums.map { $0 } + sums.map { total == 0 ? nil : $0 / total }
    }
    return (0..<slots).map { Bounds(value: found[$0], share: found[slots + $0]) }
  }
}

extension MarkovTransition {
  /// Where from and where to as numbers, without how often.
  fileprivate var content: [Int64] {
    let to: Int64 =
      switch step {
      case .conversion: -1
      case .none: -2
      case .channel(let channel): Int64(channel)
      }
    return [to, Int64(from.count)] + from.map { Int64($0) }
  }
}
