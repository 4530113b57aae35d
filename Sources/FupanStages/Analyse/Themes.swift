import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `themes`: in how many interviews each coded theme came up, and whether new ones still do.
///
/// The codes are a list, or one theme a row. Below 30 interviews a theme is so many of so many, and
/// has no share. `first_named` is the position of the interview that named it first, in `order` or
/// that of the interviews' names; `themes_known` counts all themes that interviews up to then had
/// named. Where none of the last three brings a new theme (`is_new`), more interviews of the same
/// people would hardly.
///
///     - themes: {of: codes, interview: interview_id}
package struct Themes: TransformStage {
  package static let about = StageDescription(
    "themes", .analyse, "Counts coded themes by interview, and says whether new ones still come up."
  )

  @Parameter("The column of themes: a list, or one a row.", .principal) var of: ColumnName
  @Parameter("The column that says which interview a row is of.") var interview: ColumnName
  @Parameter("The column that puts interviews in order; by default their names do.")
  var order: ColumnName?

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let codes = found.gather { () throws(Problems) in
      try input.binder().field(of.text, at: of.place ?? scope.origin.place)
    }
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(interview, in: input, scope)
    }
    let when = found.gather { () throws(Problems) -> Field? in
      guard let order else { return nil }
      return try AnalysisColumns.grouping(order, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let codes, let who, let when else { preconditionFailure("a missing column is a problem") }
    var rows = try input.projected([
      Projection(keeping: who, as: "interview"), Projection(keeping: when ?? who, as: "place"),
      codes.type == .list
        ? Projection(keeping: codes, as: "theme")
        : Projection("theme", Expression(codes).cast(to: .text)),
    ]).filtered("interview is not null")
    if codes.type == .list {
      // An interview without a code is one all the same.
      rows = try rows.unnested(Unnest("theme", into: "theme", keepsEmpty: true))
    }
    return
      try rows
      .aggregated([Aggregation("place", .min, of: "place")], by: ["interview", "theme"])
      .finished(Themes.finish(), named: scope.fragmentName("themes"))
  }

  private static func finish() -> Finish {
    let schema = Schema([
      Field("theme", .text), Field("n", .integer), Field("interviews", .integer),
      Field("share", .number, unit: .ratio), Field("first_named", .integer),
      Field("themes_known", .integer), Field("is_new", .bool),
    ])
    return Finish("interview_themes", schema: schema) { table in
      let cells = table.rows
      var places: [Value: Value] = [:]
      for cell in cells {
        let place = places[cell[0]] ?? cell[2]
        places[cell[0]] = cell[2].precedes(place) ? cell[2] : place
      }
      let interviews = places.keys.sorted { left, right in
        let (a, b) = (places[left] ?? .missing, places[right] ?? .missing)
        return a == b ? left.precedes(right) : a.precedes(b)
      }
      let names = Set(cells.map { $0[1] }).subtracting([.missing]).sorted { $0.precedes($1) }
      let slots = Dictionary(
        names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
      var named: [Value: [Int]] = [:]
      for cell in cells {
        if let slot = slots[cell[1]] { named[cell[0], default: []].append(slot) }
      }
      let themes = InterviewThemes(
        interviews: interviews.map { named[$0] ?? [] }, themes: names.count)
      let hasShares = InterviewThemes.hasShares(of: interviews.count)
      let order = names.indices.sorted {
        themes.counts[$0] != themes.counts[$1]
          ? themes.counts[$0] > themes.counts[$1] : names[$0].precedes(names[$1])
      }
      return Table(
        schema,
        rows: order.map { index in
          let first = themes.firstNamed[index] ?? 0
          return [
            names[index], .integer(Int64(themes.counts[index])),
            .integer(Int64(interviews.count)),
            Value(
              hasShares ? Double(themes.counts[index]) / Double(interviews.count) : nil),
            .integer(Int64(first)), .integer(Int64(themes.cumulative[first - 1])),
            .bool(first > max(0, interviews.count - 3)),
          ]
        })
    }
  }
}
