import FupanData
import FupanDiagnostics
import FupanPlan
import FupanStages

/// How far the datasets tell of the same people: which rows of one are met in another by each key,
/// how many people both know, and how many rows a person has.
///
/// A row matches where its value of a key links and some row of the other dataset has it too. Those
/// who are left out are in none of it.
struct PeopleMatches: Sendable {
  /// A row for each two datasets and key that both have: `dataset`, `other`, `key`, how many `rows`
  /// the first has, how many have a `usable` value, and how many of those are `matched`.
  let matches: Relation
  /// A row for each two datasets: how many `people` the first knows, how many of them `both` know,
  /// and how many of those came to the first `earlier`, missing where a dataset has no time.
  let flows: Relation
  /// How many `people` have `at_least` so many rows but not yet the next number, and their `rows`.
  let histogram: Relation

  /// The names under which pipelines read what was found.
  static let matchesName = "people.matches"
  static let flowsName = "people.flows"
  static let histogramName = "people.histogram"
  /// Where the classes of the histogram begin.
  static let classes = [1, 2, 3, 6, 11, 21, 51]

  /// - Parameters:
  ///   - combinations: those of each source's keys with their persons.
  ///   - coverage: a row for each dataset, with its rows and those left out.
  init(
    _ keys: [PersonKey], _ sources: [PeopleSource], _ combinations: [String: Fragment],
    coverage: Relation, in scope: Scope
  ) throws(Problems) {
    let origin = scope.origin
    var parts: [Part] = []
    for (number, source) in sources.enumerated() {
      guard let fragment = combinations[source.dataset] else { continue }
      let seen = try PeopleMatches.seen(source, Relation(scanning: fragment, origin: origin), keys)
      parts.append(Part(number: number, source: source, seen: seen))
    }
    matches = try PeopleMatches.matches(keys, parts, coverage, origin)
    let everybody = try PeopleMatches.beside(
      parts, by: ["person": "person"], of: ["rows": .sum, "first": .min], origin
    ).shared(as: "people.known")
    flows = try PeopleMatches.flows(parts, everybody, origin)
    histogram = try PeopleMatches.histogram(parts, everybody, origin)
  }

  /// What one dataset knows of people.
  private struct Part {
    /// Its position among the datasets, which tells its columns from those of others.
    let number: Int
    let source: PeopleSource
    let seen: Relation
  }

  /// The combinations of a dataset's keys that count: the person, the keys as they compare, how many
  /// rows have it, and the first moment of them.
  private static func seen(
    _ source: PeopleSource, _ combinations: Relation, _ keys: [PersonKey]
  ) throws(Problems) -> Relation {
    let kept = try combinations.filtered("not \(PeoplePlan.Hidden.leftOut)")
    let comparable = try kept.extended(PeoplePlan.values(of: source.keys, keys, in: kept))
    let first =
      comparable.schema[PeopleSource.firstMoment].map { Expression($0).cast(to: .timestamp) }
      ?? Expression(literal: .missing, type: .timestamp)
    return
      try comparable.projected(
        [
          Projection("person", try comparable.formula(PeoplePlan.person)),
          Projection("rows", try comparable.formula(PeopleSource.rowCount)),
          Projection("first", first),
        ]
          + source.keys.compactMap { key in
            comparable.schema[PeoplePlan.column(key)].map { Projection(keeping: $0) }
          }
      )
      .shared(as: "people.seen.\(source.dataset)")
  }

  /// One row for each combination of values that some dataset has, and beside each other what every
  /// dataset has of it, under `rows0`, `rows1` …, missing where it has none. So no two datasets need
  /// be joined, however many there are.
  private static func beside(
    _ parts: [Part], by: KeyValuePairs<String, String>,
    of columns: KeyValuePairs<String, AggregateFunction>, _ origin: Origin
  ) throws(Problems) -> Relation {
    var united: [Relation] = []
    for part in parts {
      // The first of them tells the rows apart; without it there is nothing to compare.
      let rows = try part.seen.filtered("\(by[0].value) is not null")
      var projections: [Projection] = []
      for (name, column) in by { projections.append(Projection(name, try rows.formula(column))) }
      for (column, _) in columns {
        guard let field = rows.schema[column] else { continue }
        for other in parts {
          let value = other.number == part.number ? nil : Value.missing
          projections.append(
            Projection(
              "\(column)\(other.number)",
              value.map { Expression(literal: $0, type: field.type) } ?? Expression(field)))
        }
      }
      united.append(try rows.projected(projections))
    }
    let into = columns.flatMap { column, function in
      parts.map { part in
        let name = "\(column)\(part.number)"
        return Aggregation(name, function, of: name)
      }
    }
    return try Relation.union(united, origin: origin).aggregated(into, by: by.map { $0.key })
  }

  /// How many rows there are for each set of datasets that know of them, and sums of their numbers:
  /// few rows, from which what any two datasets share is easily added up.
  ///
  /// - Parameter columns: the sums by name; the datasets are `has0`, `has1` …
  private static func sets(
    _ parts: [Part], _ columns: [(name: String, text: String)], of rows: Relation
  ) throws(Problems) -> Relation {
    let flags = parts.map { ("has\($0.number)", "rows\($0.number) is not null") }
    var projections: [Projection] = []
    for (name, text) in flags + columns {
      projections.append(Projection(name, try rows.formula(text)))
    }
    return try rows.projected(projections)
      .aggregated(
        [Aggregation("groups", .count)] + columns.map { Aggregation($0.name, .sum, of: $0.name) },
        by: flags.map { $0.0 })
  }

  /// Sums over all rows, one row for each: what it is called, `part`, and its `number`.
  private static func sums(
    _ formulas: [(name: String, text: String)], over rows: Relation
  ) throws(Problems) -> Relation {
    var projections: [Projection] = []
    for (name, text) in formulas { projections.append(Projection(name, try rows.formula(text))) }
    let names = formulas.map { $0.name }
    return
      try rows.projected(projections)
      .aggregated(names.map { Aggregation($0, .sum, of: $0) }, by: [])
      .unpivoted(Unpivot(names, name: "part", value: "number"))
  }

  /// Each two of these, in both directions.
  private static func pairs(_ parts: [Part]) -> [(one: Part, other: Part)] {
    parts.flatMap { one in
      parts.filter { $0.number != one.number }.map { (one, $0) }
    }
  }

  private static func matches(
    _ keys: [PersonKey], _ parts: [Part], _ coverage: Relation, _ origin: Origin
  ) throws(Problems) -> Relation {
    var numbers: [Relation] = []
    var rows: [[Value]] = []
    for key in keys.indices {
      let own = parts.filter { $0.source.keys.contains(key) }
      guard own.count > 1 else { continue }
      var formulas = own.map { ("\(key):\($0.number)", "rows\($0.number)") }
      for (one, other) in pairs(own) {
        let both = "\(key):\(one.number):\(other.number)"
        formulas.append((both, "case when has\(other.number) then known\(one.number) end"))
        rows.append(
          [
            one.source.dataset, other.source.dataset, keys[key].name, "\(key):\(one.number)", both,
          ].map { .text($0) })
      }
      let values = try beside(
        own, by: ["value": PeoplePlan.column(key), "person": "person"], of: ["rows": .sum], origin)
      let known = "case when person is not null then"
      let columns = own.flatMap { part in
        let rows = "rows\(part.number)"
        return [(rows, rows), ("known\(part.number)", "\(known) \(rows) end")]
      }
      numbers.append(try sums(formulas, over: sets(own, columns, of: values)))
    }
    let schema = Schema(["dataset", "other", "key", "own", "both"].map { Field($0, .text) })
    let counted = try coverage.with(origin: origin)
      .projected(["dataset": "dataset", "rows": "rows - left_out"])
    return try Relation(Table(schema, rows: rows), origin: origin)
      .joined(counted, Join(.left, on: [.init(left: "dataset", right: "dataset")]))
      .looking(up: ["own": "usable", "both": "matched"], in: numbers, origin)
      .projected([
        "dataset": "dataset", "other": "other", "key": "key", "rows": "coalesce(rows, 0)",
        "usable": "coalesce(usable, 0)", "matched": "coalesce(matched, 0)",
      ])
      .impersonal
      .sorted(["dataset", "other", "key"].map { SortKey($0) })
      .shared(as: matchesName)
  }

  private static func flows(
    _ parts: [Part], _ everybody: Relation, _ origin: Origin
  ) throws(Problems) -> Relation {
    var formulas = parts.map { part in
      ("people:\(part.number)", "case when has\(part.number) then groups end")
    }
    var columns: [(String, String)] = []
    var rows: [[Value]] = []
    for (one, other) in pairs(parts) {
      let both = "both:\(one.number):\(other.number)"
      let earlier = "earlier\(one.number)_\(other.number)"
      let (first, others) = ("first\(one.number)", "first\(other.number)")
      columns.append(
        (earlier, "case when \(first) < \(others) then 1 when \(first) >= \(others) then 0 end"))
      formulas.append(
        (both, "case when has\(one.number) and has\(other.number) then groups end"))
      formulas.append((earlier, earlier))
      rows.append(
        [one.source.dataset, other.source.dataset, "people:\(one.number)", both, earlier]
          .map { .text($0) })
    }
    let schema = Schema(
      ["dataset", "other", "who", "common", "sooner"].map { Field($0, .text) })
    return try Relation(Table(schema, rows: rows), origin: origin)
      .looking(
        up: ["who": "people", "common": "both", "sooner": "earlier"],
        in: [sums(formulas, over: sets(parts, columns, of: everybody))], origin
      )
      .projected([
        "dataset": "dataset", "other": "other", "people": "coalesce(people, 0)",
        "both": "coalesce(both, 0)", "earlier": "earlier",
      ])
      .impersonal
      .sorted(["dataset", "other"].map { SortKey($0) })
      .shared(as: flowsName)
  }

  private static func histogram(
    _ parts: [Part], _ everybody: Relation, _ origin: Origin
  ) throws(Problems) -> Relation {
    let first = classes.reversed().map { "when rows >= \($0) then \($0)" }.joined(separator: " ")
    let all = parts.map { "coalesce(rows\($0.number), 0)" }.joined(separator: " + ")
    return
      try everybody.with(origin: origin)
      .projected(["rows": all])
      .projected(["at_least": "case \(first) end", "rows": "rows"])
      .aggregated(
        [Aggregation("people", .count), Aggregation("rows", .sum, of: "rows")], by: ["at_least"]
      )
      .impersonal
      .sorted([SortKey("at_least")])
      .shared(as: histogramName)
  }
}

extension Relation {
  /// These rows with numbers beside them, missing where there is none.
  ///
  /// - Parameters:
  ///   - columns: what a column's text is called among the numbers, and the new column of the number.
  ///   - numbers: rows of `part`, the name of a number, and `number`.
  fileprivate func looking(
    up columns: KeyValuePairs<String, String>, in numbers: [Relation], _ origin: Origin
  ) throws(Problems) -> Relation {
    let none = Relation(
      Table(Schema([Field("part", .text), Field("number", .integer)]), []), origin: origin)
    let all = try Relation.union(numbers + [none], origin: origin)
    var rows = self
    for (column, name) in columns {
      rows = try rows.joined(
        try all.projected(["part": "part", name: "number"]),
        Join(.left, on: [.init(left: column, right: "part")]))
    }
    return rows
  }
}
