import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

extension Attribute {
  /// Orders are divided in billionths, whose parts add up to whole orders, and told in millionths.
  static let orderUnit = 1e9

  /// What a channel gets under one model.
  private struct Credit {
    let channel: Value
    var units: Int128
    var nano: Int128
    let squares: Int128
    let effect: Int64?
  }

  /// Credits by model and channel, held against the orders' own total.
  package static func finish(
    _ models: [Model], scale: Int, unit: FupanData.Unit?, _ allocation: Allocation,
    _ order: ChainOrder = .fixed(1), place: Place? = nil
  ) -> Finish {
    let schema = schema(models, scale: scale, unit: unit)
    return Finish("attribution", schema: schema) { (table) throws(Problems) in
      func rows(_ kind: Kind) -> [[Value]] {
        table.rows.filter { $0[0] == .integer(kind.rawValue) }
      }
      let cells = rows(.channel).sorted { $0[1].precedes($1[1]) }
      guard let total = rows(.total).first, total[4].whole > 0 else { return Table(schema, []) }
      let ordered = Int128(total[3].whole)
      let people = total[2].whole
      let drawn = drawn(
        table, models, channels: cells.map { $0[1] }, allocation, order, scale: scale)
      var found: [[Value]] = []
      for (index, model) in models.enumerated() {
        var credits = cells.map { row in
          Credit(
            channel: row[1], units: Int128(row[3 + 3 * index].whole),
            nano: Int128(row[4 + 3 * index].whole), squares: units(row[5 + 3 * index]),
            effect: row[3 + 3 * models.count].count.map { Int64($0) })
        }
        let isGlobal = model == .markov && allocation == .global
        if isGlobal { share(&credits) }
        let credited = credits.reduce(Int128(0)) { $0 + $1.units }
        guard credited == ordered else {
          throw Problems(
            Diagnostic(
              .creditsDoNotAddUp, at: place,
              [
                "model": .text(model.rawValue),
                "credited": .text(DecimalText.string(credited, scale: scale)),
                "total": .text(DecimalText.string(ordered, scale: scale)),
              ]))
        }
        for (position, credit) in credits.enumerated() {
          var bounds = drawn[index]?[position]
          if drawn[index] == nil, !isGlobal {
            bounds = linear(credit, people, ordered, scale: scale)
          }
          if credit.channel.isMissing { bounds = nil }
          let (value, part) = (bounds?.value, bounds?.share)
          var row: [Value] = [.text(model.rawValue), credit.channel]
          row.append(.number(Double((credit.nano + 500) / 1000) / 1e6))
          row.append(.decimal(credit.units, scale: scale))
          row.append(
            ordered > 0 ? .number(Double(credit.units) / Double(ordered)) : .missing)
          row += [Value(value?.lower), Value(value?.upper), Value(part?.lower), Value(part?.upper)]
          row.append(value.map { .text($0.method.rawValue) } ?? .missing)
          if models.contains(.markov) {
            let effect = credit.effect.map { Double($0) / Attribute.effectUnit }
            row.append(
              model == .markov && !credit.channel.isMissing ? Value(effect) : .missing)
          }
          found.append(row)
        }
      }
      return Table(schema, rows: found)
    }
  }

  /// The bounds by model and channel from persons drawn again; nil for a model of which the reduction
  /// has no persons, because there are too many of them.
  private static func drawn(
    _ table: Table, _ models: [Model], channels: [Value], _ allocation: Allocation,
    _ order: ChainOrder, scale: Int
  ) -> [[CreditBootstrap.Bounds]?] {
    guard let person = table.schema.index(of: "person") else {
      return Array(repeating: nil, count: models.count)
    }
    var places: [Value: Int] = [:]
    for (index, channel) in channels.enumerated() { places[channel] = index }
    // What has no channel is the last, whether or not there is any.
    let known = channels.count { !$0.isMissing }
    func place(_ channel: Value) -> Int { channel.isMissing ? known : places[channel] ?? known }

    let rules = models.indices.filter { models[$0] != .markov }
    var numbers: [Value: Int] = [:]
    func number(_ value: Value) -> Int {
      if let number = numbers[value] { return number }
      numbers[value] = numbers.count
      return numbers.count - 1
    }
    var credits: [[[CreditBootstrap.Credit]]] = []
    var fixed: Int64 = 0
    for row in table.rows where row[0] == .integer(Kind.credit.rawValue) {
      guard !row[person].isMissing else {
        if let rule = rules.first ?? models.indices.first {
          fixed += Int64(row[3 + 3 * rule].whole)
        }
        continue
      }
      let index = number(row[person])
      if index == credits.count { credits.append(Array(repeating: [], count: rules.count)) }
      for (position, rule) in rules.enumerated() {
        let amount = Int64(row[3 + 3 * rule].whole)
        if amount != 0 {
          credits[index][position].append(.init(channel: place(row[1]), amount: amount))
        }
      }
    }
    let bounds = CreditBootstrap.rules(
      credits, rules: rules.count, channels: known + 1, fixed: fixed)
    let chain =
      models.contains(.markov)
      ? chained(table, person: person, place: place, known, allocation, order, fixed: fixed) : []
    let unit = ScaledInteger(1, scale: scale).doubleValue
    return models.indices.map { index in
      let own = rules.firstIndex(of: index).map { credits.isEmpty ? [] : bounds[$0] } ?? chain
      guard !own.isEmpty else { return nil }
      return channels.map { channel in
        let found = own[place(channel)]
        return .init(value: found.value?.scaled(by: unit), share: found.share)
      }
    }
  }

  /// The bounds under the chain, by channel.
  private static func chained(
    _ table: Table, person: Int, place: (Value) -> Int, _ known: Int, _ allocation: Allocation,
    _ order: ChainOrder, fixed: Int64
  ) -> [CreditBootstrap.Bounds] {
    guard let path = table.schema.index(of: "path"),
      let amount = table.schema.index(of: "amount"),
      let first = table.schema.index(of: Attribute.step[0])
    else { return [] }
    var numbers: [Value: Int] = [:]
    var persons: [CreditBootstrap.Person] = []
    func number(_ value: Value) -> Int {
      if let number = numbers[value] { return number }
      numbers[value] = persons.count
      persons.append(CreditBootstrap.Person())
      return persons.count - 1
    }
    // The orders of each person, by path.
    struct Key: Hashable { let person: Int, path: Value }
    var places: [Key: Int] = [:]
    var orders: [(person: Int, amount: Int64, channels: [Int])] = []
    var steps: [(person: Int, row: [Value])] = []
    for row in table.rows where !row[person].isMissing {
      switch row[0] {
      case .integer(Kind.order.rawValue):
        let key = Key(person: number(row[person]), path: row[path])
        let index = places[key] ?? orders.count
        if index == orders.count {
          places[key] = index
          orders.append((key.person, Int64(row[amount].whole), []))
        }
        if !row[1].isMissing { orders[index].channels.append(place(row[1])) }
      case .integer(Kind.step.rawValue):
        steps.append((number(row[person]), Array(row[first...])))
      default: break
      }
    }
    for order in orders {
      persons[order.person].orders.append(.init(amount: order.amount, channels: order.channels))
    }
    guard !persons.isEmpty else { return [] }
    let rows = steps.map { $0.row }
    var index: [String: Int] = [:]
    var channels = known
    for name in self.channels(of: rows) {
      let slot = place(.text(name))
      // A channel of paths without an order has no credit, but it is part of the chain.
      index[name] = slot < known ? slot : channels
      if slot >= known { channels += 1 }
    }
    let memory = memory(rows, order, index)
    for (person, row) in steps {
      persons[person].steps += transitions([row], order: memory, index).found
    }
    let found = CreditBootstrap.chain(
      persons, channels: channels, credited: known, isGlobal: allocation == .global, fixed: fixed)
    // What has no channel comes after those of the chain.
    return Array(found.prefix(known)) + found.suffix(1)
  }

  /// All credited money at once by the channels' weights.
  private static func share(_ credits: inout [Credit]) {
    let known = credits.indices.filter { !credits[$0].channel.isMissing }
    let weights = known.map { credits[$0].effect ?? 1 }
    let money = known.reduce(Int128(0)) { $0 + credits[$1].units }
    let nano = known.reduce(Int128(0)) { $0 + credits[$1].nano }
    guard let parts = LargestRemainder.split(money, by: weights),
      let orders = LargestRemainder.split(nano, by: weights)
    else { return }
    for (position, index) in known.enumerated() {
      credits[index].units = parts[position]
      credits[index].nano = orders[position]
    }
  }

  /// The bounds of a sum over independent persons, and of its share where the orders' total is taken
  /// as fixed.
  private static func linear(
    _ credit: Credit, _ people: Int, _ ordered: Int128, scale: Int
  ) -> CreditBootstrap.Bounds? {
    interval(credit, people, scale: scale).map { value in
      .init(
        value: value,
        share: ordered > 0
          ? value.scaled(by: 1 / ScaledInteger(ordered, scale: scale).doubleValue) : nil)
    }
  }

  /// The interval of a sum over independent persons, most of whom may have brought a channel nothing
  /// (Cochran 1977).
  private static func interval(_ credit: Credit, _ people: Int, scale: Int) -> Interval? {
    guard people > 1 else { return nil }
    let moments = Moments(
      count: people, sum: credit.units, sumOfSquares: credit.squares, scale: scale)
    guard let mean = Estimate.mean(moments).interval else { return nil }
    return mean.scaled(by: Double(people))
  }

  private static func units(_ value: Value) -> Int128 {
    switch value {
    case .integer(let number): Int128(number)
    case .decimal(let units, _): units
    default: 0
    }
  }
}
