import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `persona`: how each segment differs from everybody, trait by trait.
///
/// One row a segment, trait and value: the share of the segment's people who have it, the share of
/// all, and the target group index (TGI), 100 where both are equal, with Katz's interval. A mark says
/// where a segment has clearly more (1) or fewer (-1) of them, q below 0.05 over the trait's table.
/// People without the trait's value are counted as missing, those without a segment among all only.
///
///     - persona: {of: [age, city_tier, channel], by: tier}
package struct Persona: TransformStage {
  package static let about = StageDescription(
    "persona", .analyse, "Compares the traits of each segment with everybody's: shares and TGI.")

  @Parameter("The columns of traits.", .principal, .nonEmpty) var of: [ColumnName]
  @Parameter("The column of segments.") var by: ColumnName

  /// The columns of the result besides the segment.
  static let results = [
    "trait", "value", "n", "base", "missing", "n_all", "base_all", "share", "ci_lo", "ci_hi",
    "share_of_all", "tgi", "tgi_lo", "tgi_hi", "q", "mark",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var traits: [Projection] = []
    for (index, name) in of.enumerated() {
      found.gather { () throws(Problems) in
        traits.append(Projection("c\(index)", try input.text(of: name)))
      }
    }
    let group = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Persona.results, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let group else { preconditionFailure("a missing column is a problem") }
    return
      try input
      .projected([Projection(keeping: group, as: "group")] + traits)
      .unpivoted(Unpivot(traits.map { $0.name }, name: "trait", value: "value"))
      .aggregated([Aggregation("n", .count)], by: ["group", "trait", "value"])
      .finished(
        Persona.finish(of.map { $0.text }, by: group), named: scope.fragmentName("persona"))
  }

  private static func finish(_ traits: [String], by group: Field) -> Finish {
    let schema = Schema(
      [group, Field("trait", .text), Field("value", .text)]
        + ["n", "base", "missing", "n_all", "base_all"].map { Field($0, .integer) }
        + ["share", "ci_lo", "ci_hi", "share_of_all"].map { Field($0, .number, unit: .ratio) }
        + ["tgi", "tgi_lo", "tgi_hi", "q"].map { Field($0, .number) } + [Field("mark", .integer)])
    return Finish("segment_traits", schema: schema) { table in
      let cells = table.rows
      let groups = Set(cells.map { $0[0] }).subtracting([.missing]).sorted { $0.precedes($1) }
      var rows: [[Value]] = []
      var byGroup = groups.map { _ in [[Value]]() }
      for (index, trait) in traits.enumerated() {
        let own = cells.filter { $0[1] == .text("c\(index)") }
        let values = Set(own.map { $0[2] }).subtracting([.missing]).sorted { $0.precedes($1) }
        let counts = Dictionary(
          own.map { ([$0[0], $0[2]], $0[3].whole) }, uniquingKeysWith: { first, _ in first })
        let grid = groups.map { group in values.map { counts[[group, $0]] ?? 0 } }
        let all = values.map { value in
          own.reduce(0) { $0 + ($1[2] == value ? $1[3].whole : 0) }
        }
        let everybody = all.reduce(0, +)
        let test = ContingencyTable(grid)
        for (row, group) in groups.enumerated() {
          let base = grid[row].reduce(0, +)
          let missing = counts[[group, .missing]] ?? 0
          for (column, value) in values.enumerated() {
            let n = grid[row][column]
            let share = Estimate.proportion(n, of: base, missing: missing)
            let index = Estimate.targetGroupIndex(
              segment: (n, base), whole: (all[column], everybody))
            let cell = test.cells[row][column]
            byGroup[row].append([
              group, .text(trait), value, .integer(Int64(n)), .integer(Int64(base)),
              .integer(Int64(missing)), .integer(Int64(all[column])),
              .integer(Int64(everybody)), Value(share.value), Value(share.interval?.lower),
              Value(share.interval?.upper),
              Value(everybody > 0 ? Double(all[column]) / Double(everybody) : nil),
              Value(index.value), Value(index.interval?.lower), Value(index.interval?.upper),
              Value(cell?.q), .integer(Int64(cell?.mark ?? 0)),
            ])
          }
        }
      }
      for part in byGroup { rows += part }
      return Table(schema, rows: rows)
    }
  }
}
