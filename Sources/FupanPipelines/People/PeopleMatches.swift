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
  /// For each dataset the combinations of its keys with their persons, what all is made of.
  let seen: [String: Fragment]

  /// The names under which pipelines read what was found.
  static let matchesName = "people.matches"
  static let flowsName = "people.flows"
  static let histogramName = "people.histogram"
  /// Where the classes of the histogram begin.
  static let classes = [1, 2, 3, 6, 11, 21, 51]

  private static let seenRows = "_seen_rows"
  private static let seenFirst = "_seen_first"

  /// - Parameters:
  ///   - rows: each source's rows with their persons.
  ///   - coverage: a row for each dataset, with its rows and those left out.
  init(
    _ keys: [PersonKey], _ sources: [PeopleSource], _ rows: [String: Relation],
    coverage: Relation, in scope: Scope
  ) throws(Problems) {
    let origin = scope.origin
    var values: [Relation] = []
    var persons: [Relation] = []
    var fragments: [String: Fragment] = [:]
    for source in sources {
      guard let rows = rows[source.dataset] else { continue }
      let fragment = Fragment(
        "people.seen.\(source.dataset)",
        try PeopleMatches.seen(source, rows, keys, in: scope))
      fragments[source.dataset] = fragment
      let seen = Relation(scanning: fragment, origin: origin)
      let dataset = Expression.quoted(source.dataset)
      for key in source.keys {
        let column = PeoplePlan.column(key)
        values.append(
          try seen.filtered("\(column) is not null")
            .projected([
              "dataset": dataset, "key": Expression.quoted(keys[key].name), "value": column,
              "person": "person", "rows": "rows",
            ]))
      }
      persons.append(
        try seen.filtered("person is not null")
          .aggregated(
            [
              Aggregation("rows", .sum, of: "rows"), Aggregation("first", .min, of: "first"),
            ], by: ["person"]
          )
          .projected([
            "dataset": dataset, "person": "person", "rows": "rows", "first": "first",
          ]))
    }
    seen = fragments
    matches = try PeopleMatches.matches(keys, sources, values, coverage, origin)
    let everybody = try Relation.union(persons, origin: origin).shared(as: "people.known")
    flows = try PeopleMatches.flows(sources, everybody, origin)
    histogram = try PeopleMatches.histogram(everybody, origin)
  }

  /// One row for each combination of a dataset's keys: the person, the keys as they compare, how
  /// many rows have it, and the first moment of them.
  private static func seen(
    _ source: PeopleSource, _ rows: Relation, _ keys: [PersonKey], in scope: Scope
  ) throws(Problems) -> Relation {
    let own = source.keys.map { keys[$0].name }
    let time = TimeColumn.canonical.lazy.compactMap { rows.schema[$0] }.first
    // A day has a moment only where a zone is named.
    let isTimed = time?.type == .timestamp || time?.type == .date && scope.zone != nil
    var into = [Aggregation(seenRows, .count)]
    if let time, isTimed { into.append(Aggregation(seenFirst, .min, of: time.name)) }
    let grouped = try rows.with(origin: scope.origin)
      .filtered("not \(PeoplePlan.Hidden.leftOut)")
      .aggregated(into, by: (own + [PeoplePlan.person]).uniqued())
    let comparable = try grouped.extended(PeoplePlan.values(of: source.keys, keys, in: grouped))
    let moment = isTimed ? comparable.schema[seenFirst] : nil
    let first =
      moment.map { Expression($0).cast(to: .timestamp) }
      ?? Expression(literal: .missing, type: .timestamp)
    return
      try comparable.projected(
        [
          Projection("person", try comparable.formula(PeoplePlan.person)),
          Projection("rows", try comparable.formula(seenRows)), Projection("first", first),
        ]
          + source.keys.compactMap { key in
            comparable.schema[PeoplePlan.column(key)].map { Projection(keeping: $0) }
          }
      )
  }

  private static func matches(
    _ keys: [PersonKey], _ sources: [PeopleSource], _ values: [Relation], _ coverage: Relation,
    _ origin: Origin
  ) throws(Problems) -> Relation {
    let names = ["dataset", "key", "value", "person"]
    let all = try Relation.union(values, origin: origin)
      .aggregated([Aggregation("rows", .sum, of: "rows")], by: names)
      .shared(as: "people.values")
    let usable = try all.aggregated(
      [Aggregation("usable", .sum, of: "rows")], by: ["dataset", "key"])
    let linked = try all.filtered("person is not null")
    let others = try linked.projected([
      "other": "dataset", "key": "key", "value": "value", "person": "person",
    ])
    let matched =
      try linked
      .joined(
        others,
        Join(
          .inner, on: names.dropFirst().map { Join.Pair(left: $0, right: $0) }, matches: .many)
      )
      .filtered("dataset <> other")
      .aggregated([Aggregation("matched", .sum, of: "rows")], by: ["dataset", "other", "key"])
    var pairs: [[Value]] = []
    for source in sources {
      for other in sources where other.dataset != source.dataset {
        for key in source.keys where other.keys.contains(key) {
          pairs.append([.text(source.dataset), .text(other.dataset), .text(keys[key].name)])
        }
      }
    }
    let schema = Schema([Field("dataset", .text), Field("other", .text), Field("key", .text)])
    let counted = try coverage.with(origin: origin)
      .projected(["dataset": "dataset", "rows": "rows - left_out"])
    func on(_ names: [String]) -> Join {
      Join(.left, on: names.map { Join.Pair(left: $0, right: $0) })
    }
    return try Relation(Table(schema, rows: pairs), origin: origin)
      .joined(counted, on(["dataset"]))
      .joined(usable, on(["dataset", "key"]))
      .joined(matched, on(["dataset", "other", "key"]))
      .projected([
        "dataset": "dataset", "other": "other", "key": "key", "rows": "coalesce(rows, 0)",
        "usable": "coalesce(usable, 0)", "matched": "coalesce(matched, 0)",
      ])
      .impersonal
      .sorted(["dataset", "other", "key"].map { SortKey($0) })
      .shared(as: matchesName)
  }

  private static func flows(
    _ sources: [PeopleSource], _ persons: Relation, _ origin: Origin
  ) throws(Problems) -> Relation {
    let people = try persons.aggregated([Aggregation("people", .count)], by: ["dataset"])
    let others = try persons.projected([
      "other": "dataset", "person": "person", "other_first": "first",
    ])
    let both =
      try persons
      .joined(
        others, Join(.inner, on: [Join.Pair(left: "person", right: "person")], matches: .many)
      )
      .filtered("dataset <> other")
      .extended([
        "is_earlier":
          "case when first is not null and other_first is not null then case when first < other_first then 1 else 0 end end"
      ])
      .aggregated(
        [Aggregation("both", .count), Aggregation("earlier", .sum, of: "is_earlier")],
        by: ["dataset", "other"])
    let pairs = sources.flatMap { source in
      sources.filter { $0.dataset != source.dataset }
        .map { [Value.text(source.dataset), .text($0.dataset)] }
    }
    return try Relation(
      Table(Schema([Field("dataset", .text), Field("other", .text)]), rows: pairs),
      origin: origin
    )
    .joined(people, Join(.left, on: [.init(left: "dataset", right: "dataset")]))
    .joined(
      both,
      Join(.left, on: ["dataset", "other"].map { Join.Pair(left: $0, right: $0) })
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
    _ persons: Relation, _ origin: Origin
  ) throws(Problems) -> Relation {
    let first = classes.reversed().map { "when rows >= \($0) then \($0)" }.joined(separator: " ")
    return
      try persons
      .aggregated([Aggregation("rows", .sum, of: "rows")], by: ["person"])
      .projected(["at_least": "case \(first) end", "rows": "rows"])
      .aggregated(
        [Aggregation("people", .count), Aggregation("rows", .sum, of: "rows")], by: ["at_least"]
      )
      .impersonal
      .sorted([SortKey("at_least")])
      .shared(as: histogramName)
  }
}
