import FupanData
import FupanDiagnostics
import FupanPlan

extension Funnel {
  private var numbers: [Int] { Array(1...steps.count) }

  /// `entry: first`: the events with the stretch of time from the person's first entry.
  func first(_ events: Relation) throws(Problems) -> Relation {
    try events
      .extended(["entry_at": "case when step1 then at end"])
      .windowed(
        Window(
          partition: ["person"], order: [], ties: .inputOrder,
          functions: [WindowFunction("start_at", .min, of: "entry_at")])
      )
      .extended(["end_at": "start_at + \(span)"])
      .selected(events.schema.names + ["start_at", "end_at"])
  }

  /// `mode: strict`: one row a person, of the earliest chain of neighbouring events that is deepest.
  func unbroken(_ events: Relation, _ order: [SortKey]) throws(Problems) -> Relation {
    let hasCategory = events.schema["category"] != nil
    var functions: [WindowFunction] = []
    for distance in numbers.dropLast() {
      functions.append(WindowFunction("at_\(distance)", .lag(distance), of: "at"))
      for step in numbers where step + distance <= steps.count {
        functions.append(
          WindowFunction("step\(step)_\(distance)", .lag(distance), of: "step\(step)"))
      }
      if hasCategory {
        functions.append(
          WindowFunction("category_\(distance)", .lag(distance), of: "category"))
      }
    }
    // An event that is there twice would stand between the steps; of its groups the first by name.
    let keys = events.schema.names.filter { $0 != "category" }
    var rows = try events.aggregated(
      [
        hasCategory
          ? Aggregation("category", .min, of: "category") : Aggregation("times", .count)
      ], by: keys
    ).selected(events.schema.names)
    if !functions.isEmpty {
      rows = try rows.windowed(
        Window(partition: ["person"], order: order, ties: .inputOrder, functions: functions))
    }
    // The event of the k-th step with the k − 1 events right before it.
    let depths = numbers.reversed().map { depth -> String in
      let chain = (1..<depth).map { "step\(depth - $0)_\($0)" }
      let within = depth > 1 ? ["at - at_\(depth - 1) <= \(span)"] : []
      let holds = (["step\(depth)"] + chain + within).joined(separator: " and ")
      return "when \(holds) then \(depth)"
    }
    rows = try rows.extended(["depth": "case \(depths.joined(separator: " ")) end"])
      .filtered("depth is not null")
    func place(_ column: String, _ distance: Int) -> String {
      distance == 0 ? column : "\(column)_\(distance)"
    }
    for step in numbers {
      let cases = (step...steps.count).map { "when depth = \($0) then \(place("at", $0 - step))" }
      rows = try rows.extended(["at\(step)": "case \(cases.joined(separator: " ")) end"])
    }
    switch groupAt {
    case _ where !hasCategory: break
    case .first:
      let cases = numbers.map { "when depth = \($0) then \(place("category", $0 - 1))" }
      rows = try rows.extended(["group": "case \(cases.joined(separator: " ")) end"])
    case .last: rows = try rows.extended(["group": "category"])
    case .each:
      for step in numbers {
        let cases = (step...steps.count).map {
          "when depth = \($0) then \(place("category", $0 - step))"
        }
        rows = try rows.extended(["category\(step)": "case \(cases.joined(separator: " ")) end"])
      }
    }
    return try deepestRow(
      of: rows, groups: groupAt == .each || !hasCategory ? categories : ["group"])
  }

  /// `mode: any`: one row a person, of the earliest window that holds most of the steps in a row.
  func unordered(_ events: Relation, _ order: [SortKey]) throws(Problems) -> Relation {
    var rows = events
    for number in numbers {
      rows = try rows.extended(["own\(number)": "case when step\(number) then at end"])
    }
    rows = try rows.windowed(
      Window(
        partition: ["person"], order: order, ties: .inputOrder,
        functions: numbers.map {
          WindowFunction("latest\($0)", .max, of: "own\($0)", frame: .running)
        }))
    let depths = numbers.reversed().map { depth in
      let within = (1...depth).map { "at - latest\($0) <= \(span)" }
      return "when \(within.joined(separator: " and ")) then \(depth)"
    }
    rows = try rows.extended(["depth": "case \(depths.joined(separator: " ")) end"])
      .filtered("depth is not null")
    for number in numbers {
      rows = try rows.extended([
        "at\(number)": "case when depth >= \(number) then latest\(number) end"
      ])
    }
    guard events.schema["category"] != nil else {
      return try deepestRow(of: rows, groups: [])
    }
    // Of several first steps at one instant the first group by name counts.
    let groups =
      try events
      .filtered("step1")
      .projected([
        Projection(keeping: field("person", of: events), as: "who"),
        Projection(keeping: field("at", of: events), as: "entered_at"),
        Projection(keeping: field("category", of: events), as: "group"),
      ])
      .aggregated([Aggregation("category", .min, of: "group")], by: ["who", "entered_at"])
    return try deepestRow(of: rows, groups: [])
      .joined(
        groups,
        Join(
          .left,
          on: [
            Join.Pair(left: "person", right: "who"), Join.Pair(left: "at1", right: "entered_at"),
          ])
      )
      .selected(["person"] + numbers.map { "at\($0)" } + ["category"])
  }

  private func field(_ name: String, of rows: Relation) -> Field {
    rows.schema[name] ?? Field(name, .integer)
  }

  /// The row of each person that came deepest, the earliest of these, with the latest start.
  private func deepestRow(of rows: Relation, groups: [String]) throws(Problems) -> Relation {
    let times = numbers.map { "at\($0)" }
    let order =
      [SortKey("depth", .descending), SortKey("at")] + times.map { SortKey($0, .descending) }
      + groups.map { SortKey($0) }
    let kept =
      try rows
      .selected(["person", "at", "depth"] + times + groups)
      .windowed(
        Window(
          partition: ["person"], order: order, ties: .inputOrder,
          functions: [WindowFunction("place", .rowNumber)])
      )
      .filtered("place = 1")
    guard groups == ["group"] else { return try kept.selected(["person"] + times + groups) }
    return try kept.extended(["category": "group"]).selected(["person"] + times + ["category"])
  }

  /// `rows: persons`: the step that was the last for each person, when, and in which group.
  func listed(_ persons: Relation, _ who: Field, _ group: Field?) throws(Problems) -> Relation {
    func last(_ type: DataType, _ value: (Int) -> Value) throws(Problems) -> Expression {
      func literal(_ number: Int) -> Expression { Expression(literal: value(number), type: type) }
      var branches: [Expression.Branch] = []
      for number in numbers.dropFirst().reversed() {
        branches.append(
          Expression.Branch(
            condition: try persons.formula("at\(number) is not null"), value: literal(number)))
      }
      return branches.isEmpty
        ? literal(1) : Expression(.conditional(branches, otherwise: literal(1)), type: type)
    }
    // In any order the last step may have come first.
    let times = numbers.map { "at\($0)" }
    let latest = times.count == 1 ? "at1" : "greatest(\(times.joined(separator: ", ")))"
    var person = Projection(keeping: field("person", of: persons), as: who.name)
    person.field = who
    var columns = [
      person, Projection("last_step", try last(.integer) { .integer(Int64($0)) }),
      Projection("last_name", try last(.text) { .text(steps[$0 - 1].name) }),
      Projection(
        "last_at", try persons.binder().call("instant", [try persons.formula(latest)], at: nil)),
    ]
    if let group {
      columns.append(Projection(keeping: field("category", of: persons), as: group.name))
    }
    return try persons.projected(columns)
  }

  /// The counts with a column more: who entered only when it was too late to see what came of it.
  func counting(late events: Relation, beside counts: Relation) throws(Problems) -> Relation {
    let late =
      try events
      .filtered("person is not null and at is not null and entered = 1")
      .extended(["whole": "case when step1 then 1 else 0 end"])
      .aggregated([Aggregation("whole", .max, of: "whole")], by: ["person"])
      .filtered("whole = 0")
      .aggregated([Aggregation("incomplete", .count)], by: [])
      .extended(["one": "1"])
    return
      try counts
      .extended(["one": "1"])
      .joined(late, Join(.left, on: [Join.Pair(left: "one", right: "one")]))
      .selected(counts.schema.names + ["incomplete"])
  }
}
