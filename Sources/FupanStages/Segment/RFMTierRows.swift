import FupanData
import FupanMethods

/// The tables that `rfm` makes of scored persons: its tiers, and its cuts.
struct RFMTierRows: Sendable {
  let map: RFMTiers.Map
  /// The column that stands beside the tiers.
  let group: Field?
  /// What persons spent.
  let money: Field
  /// Whether ties may make bins fall together, which cuts that are given never do.
  let mayMerge: Bool

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
  func rows(
    of rfm: RFM, _ population: RFMPopulation, orders: [Int], groups: [Value]?
  ) -> [[Value]] {
    let places: [Int]
    let kinds: [(name: String, action: String)]
    switch map {
    case .tier11:
      places = rfm.tier11.map { Int($0.rawValue) - 1 }
      kinds = RFMTier11.allCases.map { ($0.name.chinese, $0.action.chinese) }
    case .tier8:
      places = rfm.tier8.map { Int($0.rawValue) - 1 }
      kinds = RFMTier8.allCases.map { ($0.name.chinese, $0.action.chinese) }
    }
    let all = RFMTierMatrix(
      tiers: places, count: kinds.count, groups: groups ?? places.map { _ in .missing },
      population, orders: orders)
    let flag: Value = mayMerge && rfm.flags.contains(.mergedBins) ? .text("merged_bins") : .missing
    return all.groups.enumerated().flatMap { group, name in
      kinds.indices.map { tier -> [Value] in
        let cell = all.cells[group][tier]
        let base = groups == nil ? all.total.persons : all.rowTotals[group].persons
        let money = groups == nil ? all.total.revenue : all.rowTotals[group].revenue
        let expected = all.expected(group, tier)
        return (groups == nil ? [] : [name]) + [
          .text(kinds[tier].name), .integer(Int64(cell.persons)),
          base > 0 ? .number(Double(cell.persons) / Double(base)) : .missing,
        ]
          + (groups == nil
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
    var recency: [Int32] = []

    /// Revenue per order.
    func aov(scale: Int) -> Double? {
      orders > 0
        ? ScaledInteger(revenue, scale: scale).doubleValue / Double(orders) : nil
    }

    var medianRecency: Double? {
      QuantileCut.quantiles(of: recency, bins: 2).first?.doubleValue()
    }

    mutating func add(_ other: Cell) {
      persons += other.persons
      orders += other.orders
      revenue += other.revenue
      recency += other.recency
    }
  }

  /// The groups in the order of their values, the missing one last.
  let groups: [Value]
  let cells: [[Cell]]

  /// `tiers`, `groups` and `orders` have an entry for each row of the population.
  init(
    tiers: [Int], count: Int, groups: [Value], _ population: RFMPopulation, orders: [Int]
  ) {
    self.groups = Set(groups).sorted { $0.precedes($1) }
    let places = Dictionary(
      self.groups.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var cells = self.groups.map { _ in [Cell](repeating: Cell(), count: count) }
    for (row, tier) in tiers.enumerated() {
      guard let group = places[groups[row]] else { continue }
      cells[group][tier].add(
        Cell(
          persons: 1, orders: orders[row], revenue: population.monetary[row],
          recency: [population.recencyDays[row]]))
    }
    self.cells = cells
  }

  private static func sum(_ cells: [Cell]) -> Cell {
    cells.reduce(into: Cell()) { $0.add($1) }
  }

  var rowTotals: [Cell] { cells.map { Self.sum($0) } }
  var total: Cell { Self.sum(rowTotals) }

  /// Persons that a cell would have if group and tier had nothing to do with each other.
  func expected(_ group: Int, _ tier: Int) -> Double? {
    let all = total.persons
    guard all > 0 else { return nil }
    let column = cells.reduce(0) { $0 + $1[tier].persons }
    return Double(rowTotals[group].persons) * Double(column) / Double(all)
  }
}
