import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanStages

/// Who everybody is: persons found by keys that are equal, across all datasets.
///
/// Only rows with two keys can say that two values belong together. Where all of them agree, a value
/// is known by a join; the rest, a small table, is resolved by ``IdentityGroups``. A row belongs to
/// the first of its keys that links; where none does, nobody is guessed.
struct PeoplePlan: Sendable {
  /// The keys that some dataset has, the surest first.
  let keys: [PersonKey]
  /// What the datasets read, by name.
  let sources: [PeopleSource]
  /// The rows of each dataset with everything that is known of who they belong to.
  private let fragments: [String: Relation]
  /// Whether anybody is left out.
  let hasExceptions: Bool
  /// Who is named by lists and rules: a row for each entry, under the name of its list.
  let listed: Relation?
  /// Values that link nothing, for people to look at.
  let conflicts: Relation
  /// A row for each dataset: how many of its rows are left out, and how many belong to somebody.
  let coverage: Relation
  /// How far the datasets tell of the same people.
  let matches: PeopleMatches
  /// The combinations of each dataset's keys with everything that is known of them, by name: what
  /// people are counted and compared by.
  private let combinations: [String: Fragment]

  /// Columns of our own beside the dataset's.
  enum Hidden {
    /// Whether the row belongs to somebody who is left out.
    static let leftOut = "_who_left_out"
    /// Whether it has a key, but none that tells who.
    static let unclear = "_who_unclear"
    /// Whether a key of it is masked.
    static func masked(_ key: Int) -> String { "_who_masked\(key)" }
    /// All of them, for a dataset with these keys.
    static func all(_ keys: [Int]) -> [String] { [leftOut, unclear] + keys.map(masked) }
  }

  /// The column that datasets gain.
  static let person = "person_id"
  /// The names under which pipelines read what was found.
  static let conflictsName = "people.conflicts"
  static let coverageName = "people.coverage"

  /// - Throws: exceptions that cannot be read or fit no dataset.
  init(
    _ settings: PeopleSettings, _ keys: [PersonKey], _ sources: [PeopleSource], in scope: Scope
  ) throws(Problems) {
    var sources = sources
    for index in sources.indices where sources[index].keys.count > 1 {
      sources[index].isShared = true
    }
    let exceptions = try PeopleExceptions(settings.except, keys, &sources, in: scope)
    // What is read by others too is combined before anybody is known, the rest on its way.
    var read: [String: Relation] = [:]
    for source in sources where source.isShared {
      let own = source.keys.map { keys[$0].name }
      read[source.dataset] = try source.read.combinations(of: own + source.masks, in: scope)
        .shared(as: "people.read.\(source.dataset)")
    }
    var links = PeopleLinks(keys, origin: scope.origin)
    try links.resolve(sources, read, listed: exceptions.listed)
    let lookups = try links.lookups(listed: exceptions.listed)
    var fragments: [String: Relation] = [:]
    var combinations: [String: Fragment] = [:]
    var counts: [Relation] = []
    for source in sources {
      let rows = try PeoplePlan.known(source.read, source, keys, lookups)
        .shared(as: PeoplePlan.name(ofRowsOf: source.dataset))
      fragments[source.dataset] = rows
      let known: Relation
      if let read = read[source.dataset] {
        known = try PeoplePlan.known(read, source, keys, lookups)
      } else {
        let own = source.keys.map { keys[$0].name } + [PeoplePlan.person]
        known = try rows.combinations(of: own + Hidden.all(source.keys), in: scope)
      }
      let fragment = Fragment("people.combinations.\(source.dataset)", known)
      combinations[source.dataset] = fragment
      counts.append(
        try PeoplePlan.counts(source, Relation(scanning: fragment, origin: scope.origin)))
    }
    self.keys = keys
    self.sources = sources
    self.fragments = fragments
    hasExceptions = exceptions.listed != nil
    listed = exceptions.listed
    conflicts = try links.conflicts()
    self.combinations = combinations
    coverage = try Relation.union(counts, origin: scope.origin).shared(as: PeoplePlan.coverageName)
    matches = try PeopleMatches(keys, sources, combinations, coverage: coverage, in: scope)
  }

  /// What is made of the rows of a dataset with their persons, and is all that is needed of them.
  func reduction(of dataset: String) -> Fragment? { combinations[dataset] }

  /// What is found of people, by the name under which pipelines read it.
  var found: KeyValuePairs<String, Relation> {
    [
      PeoplePlan.conflictsName: conflicts, PeoplePlan.coverageName: coverage,
      PeopleMatches.flowsName: matches.flows, PeopleMatches.histogramName: matches.histogram,
      PeopleMatches.matchesName: matches.matches,
    ]
  }

  /// What the rows of a dataset with their persons are called.
  static func name(ofRowsOf dataset: String) -> String { "\(dataset).people" }

  /// The rows of a dataset with their persons.
  ///
  /// - Parameter everybody: those who are left out too.
  func rows(of dataset: String, everybody: Bool, origin: Origin) throws(Problems) -> Relation? {
    guard let rows = fragments[dataset]?.with(origin: origin) else { return nil }
    let kept = everybody || !hasExceptions ? rows : try rows.filtered("not \(Hidden.leftOut)")
    let keys = sources.first { $0.dataset == dataset }?.keys ?? []
    return try kept.dropping(Hidden.all(keys))
  }

  /// A name that no other key's can be: the surest key's value as it is, others with their key.
  static func name(_ column: String, of key: Int, _ keys: [PersonKey]) -> String {
    key == 0 ? column : "\(Expression.quoted(keys[key].name + ":")) || \(column)"
  }

  /// The values of keys as they are compared, under `_who_k0`, `_who_k1` …
  static func values(
    of own: [Int], _ keys: [PersonKey], in rows: Relation
  ) throws(Problems) -> [Projection] {
    var projections: [Projection] = []
    let binder = rows.binder()
    let place = rows.builder.place
    for key in own {
      guard let field = rows.schema[keys[key].name] else { continue }
      let text = Expression(field).cast(to: .text)
      let value: Expression
      switch keys[key].reading {
      case .id: value = try binder.call("usable_id", [text], at: place)
      case .phone: value = try binder.call("usable_phone", [text], at: place)
      case .email:
        value = try binder.call(
          "lower", [try binder.call("usable_id", [text], at: place)], at: place)
      }
      var projection = Projection(column(key), value)
      projection.field.isPersonal = true
      projections.append(projection)
    }
    return projections
  }

  /// The column that holds the comparable value of a key.
  static func column(_ key: Int) -> String { "_who_k\(key)" }

  /// The columns of a dataset's rows or combinations, the person, and what is to be counted.
  private static func known(
    _ read: Relation, _ source: PeopleSource, _ keys: [PersonKey], _ lookups: [Int: Relation]
  ) throws(Problems) -> Relation {
    var rows = try read.extended(try values(of: source.keys, keys, in: read))
    var leftOut: [String] = []
    for (turn, key) in source.keys.enumerated() {
      var probe = column(key)
      if turn > 0 {
        // A row that is known already need not be looked up again.
        probe = "_who_q\(key)"
        rows = try rows.extended(
          [Projection(probe, try rows.formula("case when _who is null then \(column(key)) end"))])
      }
      var found = name(probe, of: key, keys)
      if let lookup = lookups[key] {
        let renamed = try lookup.projected(
          lookup.schema.fields.map { field in
            Projection(keeping: field, as: field.name == "key" ? "key" : "_who_\(field.name)\(key)")
          })
        rows = try rows.joined(
          renamed.with(origin: rows.builder),
          Join(.left, on: [Join.Pair(left: probe, right: "key")]))
        found = "case when _who_found\(key) is null then \(found) else _who_person\(key) end"
        leftOut.append("coalesce(_who_out\(key), false)")
      }
      let person = turn == 0 ? found : "coalesce(_who, \(found))"
      rows = try rows.extended([Projection("_who", try rows.formula(person))])
    }
    let isUsable = source.keys.map { "\(column($0)) is not null" }.joined(separator: " or ")
    var person = Projection(PeoplePlan.person, try rows.formula("_who"))
    person.field.isPersonal = true
    var hidden = [
      Projection(
        Hidden.leftOut,
        try rows.formula(leftOut.isEmpty ? "false" : leftOut.joined(separator: " or "))),
      Projection(Hidden.unclear, try rows.formula("_who is null and (\(isUsable))")),
    ]
    for key in source.keys {
      guard let field = read.schema[keys[key].name] else { continue }
      let isMasked: Expression
      if let told = read.schema[MaskedKeys.column(of: field.name)] {
        // Readers of ids set masks apart.
        isMasked = Expression(told)
      } else {
        isMasked = try rows.binder().call(
          "is_masked", [Expression(field).cast(to: .text)], at: rows.builder.place)
      }
      hidden.append(Projection(Hidden.masked(key), isMasked))
    }
    for index in hidden.indices { hidden[index].field.isPersonal = false }
    let own = read.schema.fields.filter { !MaskedKeys.isColumn($0.name) }
    return try rows.projected(own.map { Projection(keeping: $0) } + [person] + hidden)
  }

  private static func counts(
    _ source: PeopleSource, _ combinations: Relation
  ) throws(Problems) -> Relation {
    let count = PeopleSource.rowCount
    func rows(where condition: String) -> String {
      "case when \(condition) then \(count) else 0 end"
    }
    let masked = source.keys.map { "(\(rows(where: Hidden.masked($0))))" }.joined(separator: " + ")
    let kept = "not \(Hidden.leftOut)"
    let flags = try combinations.projected([
      "rows": count, "kept": rows(where: kept),
      "known": rows(where: "\(kept) and \(person) is not null"),
      "unclear": rows(where: "\(kept) and \(Hidden.unclear)"), "masked": masked,
    ])
    return
      try flags
      .aggregated(flags.schema.names.map { Aggregation($0, .sum, of: $0) }, by: [])
      .projected([
        "dataset": Expression.quoted(source.dataset), "rows": "coalesce(rows, 0)",
        "left_out": "coalesce(rows, 0) - coalesce(kept, 0)", "known": "coalesce(known, 0)",
        "unclear": "coalesce(unclear, 0)", "masked": "coalesce(masked, 0)",
      ])
      .impersonal
  }
}

extension Relation {
  /// The same rows, whose columns count and name nobody.
  var impersonal: Relation {
    get throws(Problems) {
      try projected(
        schema.fields.map { field in
          var projection = Projection(keeping: field)
          projection.field.isPersonal = false
          return projection
        })
    }
  }

  /// One row for each combination of values, with how many rows have it and, where rows have a time,
  /// the first of their moments.
  fileprivate func combinations(of names: [String], in scope: Scope) throws(Problems) -> Relation {
    let time = TimeColumn.canonical.lazy.compactMap { schema[$0] }.first
    // A day has a moment only where a zone is named.
    let isTimed = time?.type == .timestamp || time?.type == .date && scope.zone != nil
    let into = [Aggregation(PeopleSource.rowCount, .count)]
    let first = time.map { [Aggregation(PeopleSource.firstMoment, .min, of: $0.name)] } ?? []
    return try with(origin: scope.origin)
      .aggregated(isTimed ? into + first : into, by: names.uniqued())
  }

  /// One row for each combination of values.
  func distinct(_ names: [String]) throws(Problems) -> Relation {
    try aggregated([Aggregation("_count", .count)], by: names).selected(names)
  }

  /// The rows that have, or have not, an equal value among others.
  func matching(
    _ kind: Join.Kind, _ others: Relation, on left: String, _ right: String? = nil
  ) throws(Problems) -> Relation {
    try joined(
      others.with(origin: builder),
      Join(kind, on: [.init(left: left, right: right ?? left)], matches: .many))
  }
}
