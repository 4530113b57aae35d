import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `describe`: one row a column: its type, how many values are missing or different, the extremes
/// and the values that come most often.
///
/// Text all of whose values read as another type says so under `reads_as`, a hint that converts
/// nothing: numbers with a leading zero stay text. Values that come once only are no top values.
/// Of personal columns counts alone are told.
///
///     - describe
///     - describe: {columns: [region, paid_amount], top: 5}
package struct Describe: TransformStage {
  package static let about = StageDescription(
    "describe", .analyse,
    "Tells of each column its type, missing and different values, extremes and top values.")

  @Parameter("The columns to describe; by default all.", .principal) var columns: [ColumnName] = []
  @Parameter("How many of the most frequent values are told.", .in(0...100)) var top: Int = 3

  /// One row a column; extremes and top values as text, whatever the type.
  package static let schema = Schema([
    Field("column", .text), Field("type", .text), Field("reads_as", .text),
    Field("rows", .integer), Field("missing", .integer), Field("distinct", .integer),
    Field("min", .text), Field("max", .text), Field("top", .text),
  ])

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let fields = columns.isEmpty ? input.schema.fields : try input.fields(columns)
    let numbered = fields.enumerated().map { $0 }
    let worded = numbered.filter { $0.element.type != .number && $0.element.type != .list }
    let typed = numbered.filter { $0.element.type != .text }

    let rows =
      worded.isEmpty || typed.isEmpty ? input : input.shared(as: scope.fragmentName("described"))
    var parts: [Relation] = []
    if !typed.isEmpty { parts.append(try Describe.typed(rows, typed)) }
    if !worded.isEmpty {
      let counts = try Describe.counts(rows, worded)
        .shared(as: scope.fragmentName("described_values"))
      parts.append(try Describe.facts(counts))
      if top > 0 { parts.append(try topValues(counts)) }
    }
    return try Describe.aligned(parts, origin: scope.origin).finished(
      Describe.finish(fields), named: scope.fragmentName("describe"))
  }

  /// The columns as `c0`, `c1` …, without units.
  private static func projections(
    _ fields: [(offset: Int, element: Field)], as type: DataType?
  ) -> [Projection] {
    fields.map { index, field in
      let column = Expression(field)
      var projection = Projection("c\(index)", type.map { column.cast(to: $0) } ?? column)
      projection.field.unit = nil
      return projection
    }
  }

  /// What is told of values with a type of their own, all in one row.
  private static func typed(
    _ rows: Relation, _ fields: [(offset: Int, element: Field)]
  ) throws(Problems) -> Relation {
    var aggregations = [Aggregation("rows", .count)]
    for (index, field) in fields {
      let column = "c\(index)"
      if field.type == .number || field.type == .list {
        aggregations.append(Aggregation("known\(index)", .count, of: column))
      }
      if field.type == .number {
        aggregations.append(Aggregation("distinct\(index)", .countDistinct, of: column))
      }
      if field.type != .list, field.type != .bool {
        aggregations.append(Aggregation("min\(index)", .min, of: column))
        aggregations.append(Aggregation("max\(index)", .max, of: column))
      }
    }
    return try rows.projected(projections(fields, as: nil)).aggregated(aggregations, by: [])
  }

  /// How often each value of each column comes, as text.
  private static func counts(
    _ rows: Relation, _ fields: [(offset: Int, element: Field)]
  ) throws(Problems) -> Relation {
    let texts = projections(fields, as: .text)
    return
      try rows
      .projected(texts)
      .unpivoted(Unpivot(texts.map { $0.name }, name: "column", value: "value"))
      .aggregated([Aggregation("n", .count)], by: ["column", "value"])
  }

  /// One row a column: its values counted, and how many of them read as which type.
  private static func facts(_ counts: Relation) throws(Problems) -> Relation {
    let day = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    let clock = #"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?"#
    let whole = "-?(0|[1-9][0-9]{0,17})"
    let decimal = #"\#(whole)(\.[0-9]{1,9})?"#
    func fits(_ pattern: String) -> String {
      "case when regexp_matches(value, '^\(pattern)$') then 1 else 0 end"
    }
    let number = Expression(
      .conditional(
        [
          Expression.Branch(
            condition: try counts.formula("regexp_matches(value, '^\(decimal)$')"),
            value: try counts.formula("value").cast(to: .wideDecimal(scale: 9)))
        ], otherwise: nil), type: .wideDecimal(scale: 9))
    return
      try counts
      .extended([
        "absent": "case when value is null then n else 0 end", "integer": fits(whole),
        "decimal": fits(decimal),
        "digits": #"length(regexp_extract(value, '\.([0-9]+)$', 1))"#,
        "date": fits(day),
        "civil": fits("\(day) \(clock)"), "utc": fits("\(day)T\(clock)Z"),
        "offset": fits("\(day)T\(clock)[+-][0-9]{2}:[0-9]{2}"),
        // Without its Z an instant with a fraction comes after the one without.
        "instant": "case when ends_with(value, 'Z') then substr(value, 1, length(value) - 1) end",
        "bool": fits("(true|false)"),
      ])
      .extended([Projection("number", number)])
      .aggregated(
        [
          Aggregation("rows", .sum, of: "n"), Aggregation("absent", .sum, of: "absent"),
          Aggregation("distinct", .count, of: "value"), Aggregation("min", .min, of: "value"),
          Aggregation("max", .max, of: "value"), Aggregation("min_number", .min, of: "number"),
          Aggregation("max_number", .max, of: "number"), Aggregation("digits", .max, of: "digits"),
          Aggregation("min_instant", .min, of: "instant"),
          Aggregation("max_instant", .max, of: "instant"),
        ] + readings.map { Aggregation($0, .sum, of: $0) }, by: ["column"])
  }

  /// Ways of writing that text is looked through for, the narrowest first.
  private static let readings = ["integer", "decimal", "date", "civil", "utc", "offset", "bool"]

  /// The values of each column that come more than once, the most frequent first.
  private func topValues(_ counts: Relation) throws(Problems) -> Relation {
    try counts
      .filtered("value is not null and n > 1")
      .windowed(
        Window(
          partition: ["column"], order: [SortKey("n", .descending), SortKey("value")],
          functions: [WindowFunction("position", .rowNumber)])
      )
      .filtered("position <= \(top)")
  }

  /// The rows of all parts, with missing values where a part does not have a column.
  private static func aligned(_ parts: [Relation], origin: Origin) throws(Problems) -> Relation {
    var fields: [Field] = []
    for field in parts.flatMap({ $0.schema.fields }) where !fields.contains(field) {
      if !fields.contains(where: { $0.name == field.name }) { fields.append(field) }
    }
    var relations: [Relation] = []
    for part in parts {
      relations.append(
        try part.projected(
          fields.map { field in
            part.schema[field.name].map { Projection(keeping: $0) }
              ?? Projection(field.name, Expression(literal: .missing, type: field.type))
          }))
    }
    return try Relation.union(relations, origin: origin)
  }

  private static func finish(_ fields: [Field]) -> Finish {
    Finish("column_facts", schema: schema) { table in
      var typed: ColumnFacts.Cells = [:]
      var facts = [ColumnFacts.Cells](repeating: [:], count: fields.count)
      var tops = [[(position: Int64, text: String)]](repeating: [], count: fields.count)
      for row in table.rows {
        let cells = ColumnFacts.Cells(
          zip(table.schema.names, row).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
        guard let index = cells["column"]?.text.flatMap({ Int($0.dropFirst()) }) else {
          typed = cells
          continue
        }
        if case .integer(let position)? = cells["position"] {
          let value = cells["value"]?.text ?? ""
          let words = value.isEmpty ? "\"\"" : value
          tops[index].append((position, "\(words) (\(cells["n"]?.whole ?? 0))"))
        } else {
          facts[index] = cells
        }
      }
      return Table(
        schema,
        rows: fields.enumerated().map { index, field in
          let top = tops[index].sorted { $0.position < $1.position }.map { $0.text }
          return ColumnFacts(field, index: index, typed: typed, values: facts[index], top: top).row
        })
    }
  }
}
