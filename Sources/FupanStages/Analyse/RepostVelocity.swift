import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `repost_velocity`: how fast each post spread: the most events within a sliding window, when a limit was
/// first crossed, how long the count took to double, and over how many platforms.
///
/// Windows are half-open and start at an event. All of it is found afterwards: `latency_s` is how
/// long after the crossing the data end. Events without a time or a post are left out.
///
///     - repost_velocity: post_id
///     - repost_velocity: {by: incident, window: 1h, limit: 500, platforms: platform, most_platforms: 1}
package struct RepostVelocity: TransformStage {
  package static let about = StageDescription(
    "repost_velocity", .analyse,
    "Finds how fast each post spread: the busiest window, and when a limit was first crossed.")

  @Parameter("The column that says which post, or which incident of several.", .principal)
  var by: ColumnName
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("How long a window is.") var window: DurationLiteral = DurationLiteral(1, .hour)
  @Parameter("How many events within a window are not yet too many.", .atLeast(0))
  var limit: Int = 500
  @Parameter("The column that says on which platform.") var platforms: ColumnName?
  @Parameter("How many platforms are not yet too many.", .atLeast(1)) var mostPlatforms: Int = 1

  /// The columns of the result besides the post.
  static let figures: [Field] = [
    Field("events", .integer), Field("peak", .integer), Field("peak_from", .timestamp),
    Field("peak_until", .timestamp), Field("crossed_at", .timestamp),
    Field("latency_s", .number, unit: .seconds), Field("doubling_s", .number, unit: .seconds),
    Field("platforms", .integer), Field("first_at", .timestamp), Field("is_out", .bool),
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let post = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: RepostVelocity.figures.map { $0.name }, scope)
    }
    let instant = found.gather { () throws(Problems) in
      try AnalysisColumns.microseconds(
        of: try TimeColumn.field(at, in: input, at: scope.origin.place), in: scope)
    }
    let platform = found.gather { () throws(Problems) -> Field? in
      guard let platforms else { return nil }
      return try AnalysisColumns.grouping(platforms, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let post, let instant, let platform else {
      preconditionFailure("a missing column is a problem")
    }
    let counts =
      try input
      .projected(
        [
          Projection(keeping: post, as: "post"), Projection("at", instant),
          platform.map { Projection(keeping: $0, as: "platform") }
            ?? Projection("platform", Expression(literal: .text(""))),
        ]
      )
      .filtered("post is not null and at is not null")
      .aggregated([Aggregation("events", .count)], by: ["post", "at", "platform"])
    return counts.finished(finish(of: post), named: scope.fragmentName("repost_velocity"))
  }

  private func finish(of post: Field) -> Finish {
    let schema = Schema([post] + RepostVelocity.figures)
    return Finish("spread_velocity", schema: schema) { table in
      var places: [Value: Int] = [:]
      var posts: [(name: Value, times: [Int64], platforms: Set<Value>)] = []
      var end = Int64.min
      for row in table.rows {
        guard case .integer(let time) = row[1] else { continue }
        let place = places[row[0]] ?? posts.count
        if place == posts.count {
          places[row[0]] = place
          posts.append((row[0], [], []))
        }
        posts[place].times += Array(repeating: time, count: row[3].whole)
        if !row[2].isMissing { posts[place].platforms.insert(row[2]) }
        end = max(end, time)
      }
      posts.sort { $0.name.precedes($1.name) }
      return Table(
        schema,
        rows: posts.map { post -> [Value] in
          let spread = SpreadVelocity(
            post.times, window: Int64(self.window.seconds) * 1_000_000, limit: self.limit)
          let count = self.platforms == nil ? nil : post.platforms.count
          let isWide = count.map { $0 > self.mostPlatforms } ?? false
          func instant(_ time: Int64?) -> Value { time.map { .timestamp($0) } ?? .missing }
          let latency = spread.crossing.map { Double(end - $0) / 1_000_000 }
          var cells: [Value] = [
            post.name, .integer(Int64(post.times.count)), .integer(Int64(spread.peak)),
          ]
          cells += [instant(spread.peakStart), instant(spread.peakEnd), instant(spread.crossing)]
          cells += [Value(latency), Value(spread.doubling.map { $0 / 1_000_000 })]
          cells.append(count.map { .integer(Int64($0)) } ?? .missing)
          cells += [instant(post.times.min()), .bool(spread.crossing != nil || isWide)]
          return cells
        })
    }
  }
}
