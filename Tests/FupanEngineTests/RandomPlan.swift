import FupanData
import FupanDiagnostics
import FupanPlan

/// Builds relations at random from a seed: tables full of duplicates and missing values, and steps
/// over whatever columns there are.
struct RandomPlan {
  private var state: UInt64
  private var names = 0

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func number(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: state >> 33) % bound
  }

  private mutating func chance(_ percent: Int) -> Bool { number(100) < percent }

  private mutating func pick<Element>(_ items: [Element]) -> Element { items[number(items.count)] }

  private mutating func name() -> String {
    names += 1
    return "c\(names)"
  }

  mutating func table(rows: Int, prefix: String) -> Relation {
    let schema = Schema([
      Field(prefix + "id", .integer), Field(prefix + "key", .text),
      Field(prefix + "group", .integer),
      Field(prefix + "amount", .decimal(scale: 2)), Field(prefix + "score", .number),
      Field(prefix + "at", .timestamp), Field(prefix + "day", .date), Field(prefix + "flag", .bool),
      Field(prefix + "tags", .list), Field(prefix + "wide", .wideDecimal(scale: 3)),
    ])
    let isAllMissing = chance(5)
    let table = Table(
      schema,
      rows: (0..<rows).map { row in
        let values: [Value] = [
          .integer(Int64(row)), .text(pick(["a", "b", "ab", "", "a\u{0}", "价格"])),
          .integer(Int64(number(4)) - 1), .decimal(Int128(number(2000) - 1000), scale: 2),
          .number(Double(number(200)) / 8 - 10.0625), .timestamp(Int64(number(6)) * 1_000_000),
          .date(Int32(number(5)) - 2), .bool(chance(50)),
          .list((0..<number(3)).map { _ in pick(["x", "y"]) }),
          .decimal(Int128(number(9000)) - 4500, scale: 3),
        ]
        return values.enumerated().map { index, value in
          isAllMissing || (index > 0 && chance(15)) ? .missing : value
        }
      })
    return Relation(table, origin: Origin("values"))
  }

  mutating func relation() throws -> Relation {
    var relation = table(rows: pick([0, 1, 7, 40, 90]), prefix: "")
    for _ in 0..<(1 + number(5)) { relation = try step(relation) }
    return relation
  }

  private mutating func orderedColumns(_ relation: Relation, _ count: Int) -> [String] {
    let names = relation.schema.fields.filter { $0.type.isOrdered }.map(\.name)
    var result: [String] = []
    for _ in 0..<count {
      let name = pick(names)
      if !result.contains(name) { result.append(name) }
    }
    return result
  }

  private mutating func keys(_ relation: Relation, _ count: Int) -> [SortKey] {
    orderedColumns(relation, count).map {
      SortKey(
        $0, chance(50) ? .ascending : .descending, nulls: chance(50) ? .first : .last)
    }
  }

  private mutating func condition(_ relation: Relation) throws -> FupanPlan.Expression {
    let fields = relation.schema.fields.filter { $0.type == .integer || $0.type == .text }
    guard !fields.isEmpty else {
      return FupanPlan.Expression(literal: .bool(true))
    }
    let field = pick(fields)
    let text =
      field.type == .text
      ? pick(["\(field.name) = 'a'", "\(field.name) is missing", "\(field.name) >= 'ab'"])
      : pick(["\(field.name) > 1", "\(field.name) is not missing", "not (\(field.name) = 0)"])
    return try relation.binder().bind(ParsedExpression(text))
  }

  mutating func step(_ input: Relation) throws -> Relation {
    switch number(14) {
    case 0, 1: return input.filtered(where: try condition(input))
    case 2: return input.sorted(keys(input, 1 + number(3)))
    case 3: return input.sorted(keys(input, 2)).limited(number(30))
    case 4: return try aggregate(input)
    case 10: return input.shared(as: name())
    case 12, 13: return try groups(input)
    case 5, 6: return try window(input)
    case 7: return try join(input)
    case 8:
      return try Relation.union(
        [input, input.filtered(where: try condition(input))], origin: input.origin)
    case 9:
      if let list = input.schema.fields.first(where: { $0.type == .list }) {
        return try input.unnested(Unnest(list.name, into: name(), keepsEmpty: chance(50)))
      }
      let integers = input.schema.fields.filter { $0.type == .integer }.map(\.name)
      guard integers.count > 1 else { return input }
      return try input.unpivoted(
        Unpivot(Array(integers.prefix(2)), name: name(), value: name()))
    default:
      let kept = input.schema.fields.filter { _ in chance(80) }
      let integers = input.schema.fields.filter { $0.type == .integer }
      var projections = (kept.isEmpty ? input.schema.fields : kept).map { Projection(keeping: $0) }
      if !integers.isEmpty {
        let bound = try input.binder().bind(ParsedExpression("\(pick(integers).name) + 3"))
        projections.append(Projection(name(), bound))
      }
      return try input.projected(projections)
    }
  }

  private mutating func aggregate(_ input: Relation, by: [String]? = nil) throws -> Relation {
    var aggregations = [Aggregation(name(), .count)]
    for field in input.schema.fields where field.type.isOrdered && chance(60) {
      let functions: [AggregateFunction] = [
        .count, .countDistinct, .sum, .min, .max, .first, .last,
        .orderStatistic(numerator: 1, denominator: 3, upper: false),
        .orderStatistic(numerator: 9, denominator: 10, upper: true),
      ]
      let function = pick(functions.filter { $0.result(for: field.type) != nil })
      aggregations.append(
        Aggregation(
          name(), function, of: field.name, order: keys(input, number(2)), ties: .inputOrder))
    }
    return try input.aggregated(aggregations, by: by ?? orderedColumns(input, number(3)))
  }

  /// Steps that follow each other within the same groups.
  private mutating func groups(_ input: Relation) throws -> Relation {
    let outer = orderedColumns(input, 1 + number(2))
    var relation = try window(input, by: outer)
    for _ in 0..<(1 + number(3)) {
      let inner = outer + orderedColumns(relation, number(2)).filter { !outer.contains($0) }
      switch number(4) {
      case 0, 1: relation = try window(relation, by: inner)
      case 2: relation = relation.filtered(where: try condition(relation))
      default: relation = try aggregate(relation, by: inner)
      }
    }
    return relation
  }

  private mutating func window(_ input: Relation, by: [String]? = nil) throws -> Relation {
    var functions: [WindowFunction] = []
    let fields = input.schema.fields.filter { $0.type.isOrdered }
    for _ in 0..<(1 + number(4)) {
      let field = pick(fields)
      let kinds: [WindowFunction.Kind] = [
        .rowNumber, .rank, .denseRank, .ntile(3), .lag(1), .lag(2), .lead(1), .firstValue,
        .lastValue, .sum, .count, .min, .max,
      ]
      let kind = pick(
        kinds.filter { WindowFunction("f", $0, of: field.name).result(for: field.type) != nil })
      functions.append(
        WindowFunction(
          name(), kind, of: field.name,
          frame: pick([.partition, .running, .runningExclusive])))
    }
    return try input.windowed(
      Window(
        partition: by ?? orderedColumns(input, number(3)), order: keys(input, number(3)),
        ties: .inputOrder, functions: functions))
  }

  private mutating func join(_ input: Relation) throws -> Relation {
    let right = table(rows: pick([0, 5, 30]), prefix: name() + "_")
    let candidates = input.schema.fields.filter { $0.type == .integer || $0.type == .text }
    guard !candidates.isEmpty, input.schema.fields.count < 40 else { return input }
    let left = pick(candidates)
    let other = right.schema.fields[left.type == .text ? 1 : 2]
    let kind = pick(Join.Kind.allCases)
    let narrow = try right.selected(Array(right.schema.names.prefix(4)))
    return try input.limited(60).joined(
      narrow, Join(kind, on: [.init(left: left.name, right: other.name)], matches: .many))
  }
}
