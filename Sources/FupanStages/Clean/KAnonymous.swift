import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `k_anonymous`: a list of people in which nobody stands alone by what others may know of them.
///
/// Columns that could tell a person apart (age, city, day) are made coarser one after the other, each
/// only in rows whose combination of all of them has fewer than `k` people; rows that are still alone
/// are dropped, and counted. `class_size` is how many rows share a row's combination, `is_coarser`
/// whether something of it was made coarser (Sweeney 2002, "k-anonymity: a model for protecting
/// privacy"). It does not hide what all of a class have in common.
///
///     - k_anonymous:
///         columns: {city: province, birthday: date_trunc('month', birthday)}
package struct KAnonymous: TransformStage {
  package static let about = StageDescription(
    "k_anonymous", .clean,
    "Makes columns coarser, and drops rows, until nobody stands alone in a list of people.")

  @Parameter(
    "Columns that may tell people apart, each with its coarser form, in this order.",
    .principal, .nonEmpty)
  var columns: OrderedMap<ParsedExpression>
  @Parameter("How many rows have to share a combination; by default minimum_group.", .atLeast(2))
  var k: Int?

  /// The columns it adds.
  static let results = ["class_size", "is_coarser"]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let names = columns.entries.map { ColumnName($0.name, at: $0.place) }
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(names, in: input, scope)
    }
    for name in KAnonymous.results where input.schema[name] != nil {
      found.append(Diagnostic(.resultColumnTaken, at: scope.origin.place, ["name": .text(name)]))
    }
    let binder = input.binder(in: scope)
    var coarser: [Projection] = []
    for (index, entry) in columns.entries.enumerated() {
      found.gather { () throws(Problems) in
        let bound = try binder.bind(entry.value)
        guard let field = input.schema[entry.name] else { return }
        guard bound.type == field.type else {
          throw Problems(
            Diagnostic(
              .coarserOfAnotherType, at: entry.place,
              [
                "name": .text(entry.name), "type": .text(field.type.description),
                "found": .text(bound.type.description),
              ]))
        }
        coarser.append(Projection("_coarser\(index)", bound))
      }
    }
    if let problems = Problems(found) { throw problems }
    guard let keys else { preconditionFailure("a missing column is a problem") }

    let least = k ?? max(2, scope.minimumGroup)
    var rows = try input.extended(
      coarser + [
        Projection("is_coarser", Expression(literal: .bool(false)))
      ])
    func counted(_ rows: Relation) throws(Problems) -> Relation {
      let bare = rows.schema["class_size"] == nil ? rows : try rows.dropping(["class_size"])
      return try bare.windowed(
        Window(
          partition: keys, order: [], ties: .inputOrder,
          functions: [WindowFunction("class_size", .count)]))
    }
    for (index, key) in keys.enumerated() {
      rows = try counted(rows)
      guard let field = rows.schema[key] else { continue }
      let isAlone = try rows.formula("class_size < \(least)")
      let changed = try rows.formula("class_size < \(least) or is_coarser")
      var own = Projection(
        key,
        Expression(
          .conditional(
            [
              Expression.Branch(
                condition: isAlone, value: try rows.formula("_coarser\(index)"))
            ], otherwise: Expression(field)), type: field.type, unit: field.unit,
          isPersonal: field.isPersonal))
      own.field = field
      rows = try rows.extended([own, Projection("is_coarser", changed)])
    }
    return try counted(rows).filtered("class_size >= \(least)")
      .dropping(coarser.map { $0.name })
  }
}

extension Message {
  static let coarserOfAnotherType = Message(
    "coarser_of_another_type", exit: .config,
    en: "the coarser form of '{name}' is {found}, the column is {type}",
    zh: "“{name}”的粗粒度写法是 {found}，而该列是 {type}",
    hint: (en: "cast it, or make a column of its own first", zh: "请用 cast 转换，或先另建一列"))
}
