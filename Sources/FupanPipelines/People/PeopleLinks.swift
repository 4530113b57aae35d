import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanStages

/// Which values of keys belong to one person.
///
/// A combination of values that some row has is a record. Records whose values are met nowhere but
/// under the same surest key make one person, and a join knows them. All others are doubtful: they
/// share a value with another person's records, or contradict each other, and go to
/// ``IdentityGroups`` together with everything they touch.
struct PeopleLinks {
  private let keys: [PersonKey]
  private let origin: Origin
  /// For each further key, the persons that its values were met under.
  private var values: [Int: Relation] = [:]
  /// What became of the values of doubtful records.
  private var groups: Relation?
  /// The values whose persons are known from records, by key; of the surest key the doubtful ones.
  private var resolved: [Int: Relation] = [:]

  /// What is said of a value: whose it is, or why it links nothing, how many groups had it, and the
  /// key that forbids the link.
  private static let verdicts = Schema([
    Field("key", .text), Field("value", .text, isPersonal: true),
    Field("person", .text, isPersonal: true), Field("state", .text), Field("groups", .integer),
    Field("blocked_by", .text),
  ])

  init(_ keys: [PersonKey], origin: Origin) {
    self.keys = keys
    self.origin = origin
  }

  /// The values of all keys, missing where the rows have none.
  static func keyed(
    _ rows: Relation, _ own: [Int], _ keys: [PersonKey]
  ) throws(Problems) -> Relation {
    let values = try PeoplePlan.values(of: own, keys, in: rows)
    return try rows.projected(
      keys.indices.map { key in
        let name = PeoplePlan.column(key)
        return values.first { $0.name == name }
          ?? Projection(name, Expression(literal: .missing, type: .text))
      })
  }

  /// Plans the resolution of everything that the sources and the lists link.
  ///
  /// - Parameter combinations: those of the keys of each source that has several.
  mutating func resolve(
    _ sources: [PeopleSource], _ combinations: [String: Relation], listed: Relation?
  ) throws(Problems) {
    guard keys.count > 1 else { return }
    let columns = keys.indices.map(PeoplePlan.column)
    var parts: [Relation] = []
    for source in sources where source.keys.count > 1 {
      guard let combinations = combinations[source.dataset] else { continue }
      parts.append(try linking(combinations, source))
    }
    // A listed value is a record by itself, so that every one of them is found among the values.
    if let listed { parts.append(try listed.with(origin: origin).selected(columns)) }
    guard !parts.isEmpty else { return }
    let distinct = try Relation.union(parts, origin: origin).distinct(columns)
    let surest = keys.indices.map { key in
      let column = PeoplePlan.column(key)
      return "when \(column) is not null then \(PeoplePlan.name(column, of: key, keys))"
    }
    let records =
      try distinct
      .extended(["person": "case \(surest.joined(separator: " ")) end"])
      .shared(as: "people.records")
    for key in keys.indices.dropFirst() {
      let column = PeoplePlan.column(key)
      values[key] =
        try records
        .filtered("\(column) is not null")
        .aggregated(
          [
            Aggregation("first", .min, of: "person"), Aggregation("last", .max, of: "person"),
            Aggregation("records", .count),
          ], by: [column]
        )
        .shared(as: "people.values.\(keys[key].name)")
    }
    let groups = try groups(of: try doubtful(records), columns)
    for key in keys.indices { resolved[key] = try resolved(key, groups) }
    self.groups = groups
  }

  /// The combinations of two keys and more, as they compare.
  private func linking(
    _ combinations: Relation, _ source: PeopleSource
  ) throws(Problems) -> Relation {
    let read = combinations.with(origin: origin)
    let own = source.keys.map { keys[$0].name }
    let written = try read.selected(own)
      .filtered(where: try PeopleLinks.several(own, in: read))
    let comparable = try PeopleLinks.keyed(written, source.keys, keys)
    return comparable.filtered(
      where: try PeopleLinks.several(source.keys.map(PeoplePlan.column), in: comparable))
  }

  /// Persons whose records share a value with others or contradict each other.
  private func doubtful(_ records: Relation) throws(Problems) -> Relation {
    var parts: [Relation] = []
    for (key, values) in values.sorted(by: { $0.key < $1.key }) {
      let several = try values.filtered("first <> last or records > \(keys[key].maxFanout)")
      parts.append(
        try records.matching(.semi, several, on: PeoplePlan.column(key)).selected(["person"]))
    }
    var conditions = ["(surest is not null and records > \(keys[0].maxFanout))"]
    var into = [
      Aggregation("records", .count), Aggregation("surest", .max, of: PeoplePlan.column(0)),
    ]
    for key in keys.indices.dropFirst() where keys[key].isExclusive {
      into.append(Aggregation("first\(key)", .min, of: PeoplePlan.column(key)))
      into.append(Aggregation("last\(key)", .max, of: PeoplePlan.column(key)))
      conditions.append("first\(key) <> last\(key)")
    }
    parts.append(
      try records.aggregated(into, by: ["person"])
        .filtered(conditions.joined(separator: " or ")).selected(["person"]))
    return
      try records
      .matching(
        .semi, try Relation.union(parts, origin: origin).distinct(["person"]), on: "person")
  }

  private func groups(of doubtful: Relation, _ columns: [String]) throws(Problems) -> Relation {
    let schema = PeopleLinks.verdicts
    let (keys, identityKeys) = (keys, keys.map { $0.identityKey })
    let finish = Finish("identity_groups", schema: schema, seesOrder: false) { table in
      let records = table.rows.map { row in row.map { $0.text } }
      let resolved = IdentityGroups(records, keys: identityKeys)
      // Values are ordered by key and bytes: the first of a group names the person.
      var names: [Int: String] = [:]
      for value in resolved.values {
        guard let group = value.group, names[group] == nil else { continue }
        names[group] = value.key == 0 ? value.value : "\(keys[value.key].name):\(value.value)"
      }
      return Table(
        schema,
        rows: resolved.values.map { value in
          [
            .text(keys[value.key].name), .text(value.value),
            value.group.flatMap { names[$0] }.map { .text($0) } ?? .missing,
            .text(value.state.rawValue), .integer(Int64(value.groups.count)),
            value.blockedBy.map { .text(keys[$0].name) } ?? .missing,
          ]
        })
    }
    return try doubtful.selected(columns).finished(finish, named: "people.groups")
  }

  /// Values that link nothing.
  func conflicts() throws(Problems) -> Relation {
    let rows = groups ?? Relation(Table(PeopleLinks.verdicts, []), origin: origin)
    return try rows.with(origin: origin).filtered("person is null")
      .selected(["key", "value", "state", "groups", "blocked_by"])
      .shared(as: PeoplePlan.conflictsName)
  }

  /// For each key that has to be looked up: its values (`key`), whose they are (`person`, missing
  /// where they link nothing), and whether that person is left out (`out`).
  func lookups(listed: Relation?) throws(Problems) -> [Int: Relation] {
    let leftOut = try listed.map { listed throws(Problems) in try self.leftOut(listed) }
    var result: [Int: Relation] = [:]
    for key in keys.indices {
      guard var known = try known(key, listed, leftOut) else { continue }
      if let listed, let leftOut {
        let named = try self.listed(listed, key).projected(["key": "key", "named": "1"])
        let persons = try leftOut.projected(["person": "person", "gone": "1"])
        known =
          try known
          .matching(.left, persons, on: "person").matching(.left, named, on: "key")
          .projected([
            "key": "key", "person": "person",
            "out": "gone is not null or named is not null", "found": "1",
          ])
      } else {
        known = try known.extended(["out": "false", "found": "1"])
      }
      result[key] = known.shared(as: "people.by.\(keys[key].name)")
    }
    return result
  }

  /// The values of a key with their persons; of the surest key only those that are not their own
  /// name, or are left out. Nil where every value is its own name and nobody is left out.
  private func known(
    _ key: Int, _ listed: Relation?, _ leftOut: Relation?
  ) throws(Problems) -> Relation? {
    let resolved = resolved[key]
    // Listed values are records: of a further key all of them are among the values.
    guard let listed, resolved == nil || key == 0 else { return resolved }
    var named = try self.listed(listed, key)
    if key == 0, let leftOut {
      // The surest key's values and the persons named by them are spelt alike.
      named = try Relation.union(
        [named, try leftOut.projected(["key": "person"])], origin: origin
      ).distinct(["key"])
    }
    if let resolved { named = try named.matching(.anti, resolved, on: "key") }
    named = try named.projected(["key": "key", "person": PeoplePlan.name("key", of: key, keys)])
    return try resolved.map { resolved throws(Problems) in
      try Relation.union([resolved, named], origin: origin)
    } ?? named
  }

  /// The values of a key whose persons are known from records; of the surest key the doubtful ones.
  private func resolved(_ key: Int, _ groups: Relation) throws(Problems) -> Relation {
    let own =
      try groups.with(origin: origin)
      .filtered("key = \(Expression.quoted(keys[key].name))")
      .projected(["doubtful": "value", "resolved": "person", "is_doubtful": "1"])
    guard let values = values[key] else {
      return try own.projected(["key": "doubtful", "person": "resolved"])
    }
    let column = PeoplePlan.column(key)
    return
      try values.with(origin: origin)
      .matching(.left, own, on: column, "doubtful")
      .projected([
        "key": column,
        "person": "case when is_doubtful is null then first else resolved end",
      ])
      .shared(as: "people.persons.\(keys[key].name)")
  }

  /// The values of a key that a list or rule names.
  private func listed(_ listed: Relation, _ key: Int) throws(Problems) -> Relation {
    let column = PeoplePlan.column(key)
    return try listed.with(origin: origin).filtered("\(column) is not null")
      .distinct([column]).projected(["key": column])
  }

  /// The persons whom a list or rule names by any of their keys; a value without links is its own
  /// name.
  private func leftOut(_ listed: Relation) throws(Problems) -> Relation {
    var parts: [Relation] = []
    for key in keys.indices {
      let named = try self.listed(listed, key)
      parts.append(try named.projected(["person": PeoplePlan.name("key", of: key, keys)]))
      if let resolved = resolved[key] {
        parts.append(try resolved.matching(.semi, named, on: "key").selected(["person"]))
      }
    }
    return try Relation.union(parts, origin: origin).filtered("person is not null")
      .distinct(["person"]).shared(as: "people.left_out")
  }

  /// That at least two of the columns have a value.
  private static func several(
    _ columns: [String], in rows: Relation
  ) throws(Problems) -> Expression {
    let binder = rows.binder()
    let place = rows.builder.place
    let present = try columns.compactMap { rows.schema[$0] }.map { field throws(Problems) in
      try binder.call("is_not_missing", [Expression(field)], at: place)
    }
    if present.count == 2 { return try binder.call("and", present, at: place) }
    var sum = Expression(literal: .integer(0))
    for condition in present {
      let one = Expression(
        .conditional(
          [.init(condition: condition, value: Expression(literal: .integer(1)))],
          otherwise: Expression(literal: .integer(0))), type: .integer)
      sum = try binder.call("add", [sum, one], at: place)
    }
    return try binder.call(
      "greater_or_equal", [sum, Expression(literal: .integer(2))], at: place)
  }
}
