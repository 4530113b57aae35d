import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `rake`: a weight for each answer, under which the sample has the shares that are known of everybody.
///
/// Margins are met one after the other until all hold; weights below 0.3 or above 3 times the mean are
/// cut. Their sum is the number of answers. A value of a margin without a share, a missing one too,
/// and a share of nobody are refused. Weights correct for these margins alone: who answered for other
/// reasons stays over-represented.
///
///     - rake:
///         targets:
///           gender: {男: 48%, 女: 52%}
///           age: {18-35岁: 45%, 36岁以上: 55%}
///     - nps: {of: recommend, weight: weight}
package struct Rake: TransformStage {
  package static let about = StageDescription(
    "rake", .analyse, "Weighs answers so that the sample has the known shares of its margins.")

  @Parameter("Of each margin the share of each of its values.", .principal, .nonEmpty)
  var targets: OrderedMap<OrderedMap<Percentage>>
  @Parameter("The new column of weights.", .nonEmpty) var into: String = "weight"

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var margins: [Margin] = []
    for entry in targets.entries {
      found.gather { () throws(Problems) in
        margins.append(try margin(entry, in: input, scope))
      }
    }
    if input.schema.index(of: into) != nil {
      found.append(
        Diagnostic(.resultColumnTaken, at: $into.place ?? scope.origin.place, ["name": .text(into)])
      )
    }
    if let problems = Problems(found) { throw problems }
    let rows = input.shared(as: scope.fragmentName("sample"))
    let keys = margins.map { $0.field.name }
    let weights =
      try rows
      .aggregated([Aggregation("_n", .count)], by: keys)
      .finished(finish(margins, at: scope.origin.place), named: scope.fragmentName("weights"))
    return try rows.joined(
      weights, Join(.left, on: keys.map { Join.Pair(left: $0, right: $0) }))
  }

  /// A column with the shares of its values.
  private struct Margin {
    let field: Field
    let values: [Value]
    let shares: [Double]
    let written: [String]
  }

  private func margin(
    _ entry: OrderedMap<OrderedMap<Percentage>>.Entry, in input: Relation, _ scope: Scope
  ) throws(Problems) -> Margin {
    let name = ColumnName(entry.name, at: entry.place)
    let field = try AnalysisColumns.grouping(name, in: input, scope)
    var found: [Diagnostic] = []
    var values: [Value] = []
    for share in entry.value.entries {
      found.gather { () throws(Problems) in
        let literal = try Expression.literal(share.name, like: field, at: share.place).literal
        values.append(literal ?? .missing)
      }
    }
    let fractions = entry.value.entries.map { $0.value.fraction }
    let shares = fractions.map { ScaledInteger(Int128($0.units), scale: $0.scale) }
    let sum = shares.reduce(ScaledInteger(0)) { $0.adding($1) ?? $0 }.doubleValue
    if abs(sum - 1) > 1e-6 || shares.contains(where: { $0.units < 0 }) {
      let percent = (sum * 1e6).rounded() / 1e4
      found.append(
        Diagnostic(
          .rakingShares, at: entry.place ?? scope.origin.place,
          ["name": .text(entry.name), "sum": .text(NumberText.string(percent) + "%")]))
    }
    if let problems = Problems(found) { throw problems }
    return Margin(
      field: field, values: values, shares: shares.map { $0.doubleValue / sum },
      written: entry.value.entries.map { $0.value.written })
  }

  private func finish(_ margins: [Margin], at place: Place?) -> Finish {
    let schema = Schema(margins.map { $0.field } + [Field(into, .decimal(scale: 6))])
    return Finish(
      "raked_weights", schema: schema,
      warnings: { table in
        guard let raking = try? Rake.raked(table, margins, at: place).raking else { return [] }
        return Rake.doubts(of: raking, at: place)
      }
    ) { table throws(Problems) in
      guard table.count > 0 else { return Table(schema, []) }
      let (cells, raking) = try Rake.raked(table, margins, at: place)
      return Table(
        schema,
        rows: zip(cells, raking.weights).map { row, weight in
          Array(row.prefix(margins.count)) + [
            .decimal(Int128((weight * 1e6).rounded(.toNearestOrAwayFromZero)), scale: 6)
          ]
        })
    }
  }

  /// The weights of the cells of a sample.
  ///
  /// - Throws: values without a share, and shares of nobody.
  private static func raked(
    _ table: Table, _ margins: [Margin], at place: Place?
  ) throws(Problems) -> (cells: [[Value]], raking: Raking) {
    let cells = table.rows
    var found: [Diagnostic] = []
    var categories = cells.map { _ in [Int]() }
    for (position, margin) in margins.enumerated() {
      var counts = Array(repeating: 0, count: margin.values.count)
      var strange: [(value: Value, n: Int)] = []
      for (index, cell) in cells.enumerated() {
        let value = cell[position]
        let n = cell[margins.count].whole
        if let category = margin.values.firstIndex(of: value) {
          counts[category] += n
          categories[index].append(category)
        } else if let known = strange.firstIndex(where: { $0.value == value }) {
          strange[known].n += n
        } else {
          strange.append((value, n))
        }
      }
      for (value, n) in strange.sorted(by: { $0.value.precedes($1.value) }) {
        found.append(
          Diagnostic(
            .rakingCategory, at: place,
            [
              "name": .text(margin.field.name), "value": .text(value.text ?? "null"),
              "n": .integer(n),
            ]))
      }
      for (category, count) in counts.enumerated()
      where count == 0 && margin.shares[category] > 0 {
        found.append(
          Diagnostic(
            .rakingNobody, at: place,
            [
              "name": .text(margin.field.name),
              "value": .text(margin.values[category].text ?? "null"),
              "share": .text(margin.written[category]),
            ]))
      }
    }
    try Problems.throwIfAny(found)
    return (
      cells,
      Raking(
        cells: categories, counts: cells.map { $0[margins.count].whole },
        targets: margins.map { $0.shares })
    )
  }

  /// What is told of weights that cost much, were cut or do not meet every margin.
  private static func doubts(of raking: Raking, at place: Place?) -> [Diagnostic] {
    let isCostly = (raking.sums.designEffect ?? 1) > 2
    guard isCostly || raking.isTrimmed || !raking.isConverged else { return [] }
    let why: FactValue =
      !raking.isConverged
      ? .phrase(
        en: "; not every margin is met after \(raking.rounds) rounds",
        zh: "；迭代 \(raking.rounds) 轮后仍有边际未达到")
      : raking.isTrimmed
        ? .phrase(
          en: "; weights beyond 0.3 to 3 times the mean were cut", zh: "；超出均值 0.3–3 倍的权重已截断")
        : .phrase(en: "", zh: "")
    return [
      Diagnostic(
        .rakingUnsure, at: place,
        [
          "n": .integer(raking.sums.count),
          "effective": .integer(Int(raking.sums.effectiveSize.rounded())), "why": why,
        ], severity: .warning)
    ]
  }
}
