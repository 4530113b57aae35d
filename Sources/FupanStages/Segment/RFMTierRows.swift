import FupanData
import FupanMethods

/// The tables that `rfm` gives beside persons: its tiers, and its cuts.
struct RFMTierRows: Sendable {
  let map: RFMTiers.Map
  /// The column that stands beside the tiers.
  let group: Field?
  /// What persons spent.
  let money: Field

  /// The columns of the table of tiers.
  static let results = [
    "tier", "n", "share", "expected", "index", "revenue", "revenue_share", "aov", "median_r",
    "action", "flag",
  ]

  var schema: Schema {
    Schema(
      (group.map { [$0] } ?? []) + [
        Field("tier", .text), Field("n", .integer), Field("share", .number, unit: .ratio),
      ]
        + (group == nil ? [] : [Field("expected", .number), Field("index", .number)])
        + [
          Field("revenue", .wideDecimal(scale: money.type.scale ?? 0), unit: money.unit),
          Field("revenue_share", .number, unit: .ratio), Field("aov", .number, unit: money.unit),
          Field("median_r", .number), Field("action", .text), Field("flag", .text),
        ])
  }

  static func cutSchema(scale: Int) -> Schema {
    Schema([
      Field("dimension", .text), Field("cut", .integer),
      Field("value", .wideDecimal(scale: scale + 1)),
    ])
  }

  /// Days, orders and money above (of days: below) which the score is one more. Quintiles lie at
  /// fifths between two values, which one more digit holds exactly.
  static func cutRows(_ cuts: RFMCuts, scale: Int) -> [[Value]] {
    func rows(_ name: String, _ cuts: [QuantileCut], _ own: Int, sign: Int128) -> [[Value]] {
      let factor = (0..<(scale - own)).reduce(Int128(1)) { power, _ in power * 10 }
      return cuts.enumerated().map { index, cut in
        let (numerator, denominator) = (
          Int128(cut.weight.numerator), Int128(cut.weight.denominator)
        )
        let tenths = cut.lower * 10 + (cut.upper - cut.lower) * 10 * numerator / denominator
        return [
          .text(name), .integer(Int64(index + 1)),
          .decimal(sign * tenths * factor, scale: scale + 1),
        ]
      }
    }
    return rows("r", cuts.recency, 0, sign: -1) + rows("f", cuts.frequency, 0, sign: 1)
      + rows("m", cuts.monetary, scale, sign: 1)
  }

  /// A row for each tier, empty ones too; with a group, for each of its values and each tier.
  ///
  /// `reduced` has a row for each group and tier with persons: `n` of them, their `orders`, what they
  /// `spent`, and the days about their median.
  func rows(of reduced: Table) -> [[Value]] {
    let kinds: [(name: String, action: String)] =
      switch map {
      case .tier11: RFMTier11.allCases.map { ($0.name.chinese, $0.action.chinese) }
      case .tier8: RFMTier8.allCases.map { ($0.name.chinese, $0.action.chinese) }
      }
    let rows = reduced.combined
    guard let tiers = rows["tier"], let flags = rows["flag"], let spent = rows["spent"],
      case .integer(let n)? = rows["n"], case .integer(let orders)? = rows["orders"],
      case .integer(let lower)? = rows["lower"], case .integer(let upper)? = rows["upper"]
    else { return [] }
    let places = Dictionary(
      kinds.enumerated().map { (Value.text($0.element.name), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let revenue = spent.unscaledIntegers
    let all = RFMTierMatrix(
      tiers: (0..<rows.count).compactMap { places[tiers.value(at: $0)] }, count: kinds.count,
      groups: rows["category"]
    ) { row in
      RFMTierMatrix.Cell(
        persons: Int(n.values[row]), orders: Int(orders.values[row]), revenue: revenue[row],
        medianRecency: Quantile.between(
          Double(lower.values[row]), Double(upper.values[row]), Fraction(1, over: 2)))
    }
    let flag = rows.count > 0 ? flags.value(at: 0) : .missing
    return all.groups.enumerated().flatMap { place, name in
      kinds.indices.map { tier -> [Value] in
        let cell = all.cells[place][tier]
        let base = group == nil ? all.total.persons : all.rowTotals[place].persons
        let money = group == nil ? all.total.revenue : all.rowTotals[place].revenue
        let expected = all.expected(place, tier)
        return (group == nil ? [] : [name]) + [
          .text(kinds[tier].name), .integer(Int64(cell.persons)),
          base > 0 ? .number(Double(cell.persons) / Double(base)) : .missing,
        ]
          + (group == nil
            ? []
            : [
              Value(expected),
              Value(expected.flatMap { $0 > 0 ? Double(cell.persons) / $0 * 100 : nil }),
            ])
          + [
            .decimal(cell.revenue, scale: self.money.type.scale ?? 0),
            money > 0 ? .number(Double(cell.revenue) / Double(money)) : .missing,
            Value(cell.aov(scale: self.money.type.scale ?? 0)),
            Value(cell.medianRecency), .text(kinds[tier].action), flag,
          ]
      }
    }
  }
}

/// Persons and what they brought, by group and tier.
struct RFMTierMatrix {
  /// Persons of one group and tier.
  struct Cell {
    var persons = 0
    var orders = 0
    /// In units of 10^-scale.
    var revenue: Int128 = 0
    /// Median days since the last order; nil where cells were added up.
    var medianRecency: Double?

    /// Revenue per order.
    func aov(scale: Int) -> Double? {
      orders > 0
        ? ScaledInteger(revenue, scale: scale).doubleValue / Double(orders) : nil
    }

    mutating func add(_ other: Cell) {
      medianRecency = persons == 0 ? other.medianRecency : nil
      persons += other.persons
      orders += other.orders
      revenue += other.revenue
    }
  }

  /// The groups in the order of their values, the missing one last.
  let groups: [Value]
  let cells: [[Cell]]
  let rowTotals: [Cell]
  let total: Cell

  /// What each row holds, by its tier and its group; without groups all are in one.
  init(tiers: [Int], count: Int, groups: Column?, cell: (_ row: Int) -> Cell) {
    var keys = KeyTable()
    let numbers = groups.map { keys.insert([$0], count: tiers.count) } ?? tiers.map { _ in 0 }
    var found: [Value] = []
    for (row, number) in numbers.enumerated() where Int(number) == found.count {
      found.append(groups?.value(at: row) ?? .missing)
    }
    let order = found.indices.sorted { found[$0].precedes(found[$1]) }
    self.groups = order.map { found[$0] }
    var places = [Int](repeating: 0, count: found.count)
    for (place, number) in order.enumerated() { places[number] = place }
    var cells = found.map { _ in [Cell](repeating: Cell(), count: count) }
    for (row, tier) in tiers.enumerated() { cells[places[Int(numbers[row])]][tier].add(cell(row)) }
    self.cells = cells
    rowTotals = cells.map { Self.sum($0) }
    total = Self.sum(rowTotals)
  }

  private static func sum(_ cells: [Cell]) -> Cell {
    cells.reduce(into: Cell()) { $0.add($1) }
  }

  /// Persons that a cell would have if group and tier had nothing to do with each other.
  func expected(_ group: Int, _ tier: Int) -> Double? {
    let all = total.persons
    guard all > 0 else { return nil }
    let column = cells.reduce(0) { $0 + $1[tier].persons }
    return Double(rowTotals[group].persons) * Double(column) / Double(all)
  }
}
