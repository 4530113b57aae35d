import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `screen_comments`: signs in a creator's comments that they were not earned, each with its evidence.
///
/// Rows are comments, with their post and whose it is. Three signs are looked for: posts of 20 comments
/// and more, of whose first seven days one hour of the night (22:00 to 06:00) has more than 60 %, or
/// one hour more than ten times the median active one; comments that say the same, or nearly, three
/// times and more, above 20 %; and commenters who wrote something short (below 8 characters) under six
/// of the last ten posts, above 20 %. Shares need 20 comments, and five posts. Two signs ask for a look
/// by a person; nobody is called a cheat. Posts without comments are not seen.
///
///     - screen_comments: {by: kol_id, post: post_id, author: author_id, of: text}
///     - screen_comments: {by: kol_id, within: tier, post: post_id, author: author, of: text}
package struct ScreenComments: TransformStage {
  package static let about = StageDescription(
    "screen_comments", .analyse,
    "Finds creators whose comments come in bursts, repeat or come from the same people.")

  @Parameter("The column that says whose post it is.", .principal) var by: ColumnName
  @Parameter("The column that says which post it is.") var post: ColumnName = "post_id"
  @Parameter("The column that says who wrote.") var author: ColumnName = "author"
  @Parameter("The column of texts.") var of: ColumnName = "text"
  @Parameter("Columns that peers have in common, such as tier and form.")
  var within: [ColumnName] = []
  @Parameter("The column that says when the post was published; by default its first comment.")
  var published: ColumnName?
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  /// The columns of the result besides the creator and the peers.
  static let figures: [Field] = [
    Field("posts", .integer), Field("comments", .integer), Field("judged_posts", .integer),
    Field("odd_posts", .integer), Field("night_share", .number, unit: .ratio),
    Field("peak_ratio", .number), Field("duplicate_share", .number, unit: .ratio),
    Field("duplicate_peers", .number, unit: .ratio),
    Field("recycled_share", .number, unit: .ratio),
    Field("recycled_peers", .number, unit: .ratio), Field("signs", .integer),
    Field("evidence", .text), Field("review", .bool),
  ]
  /// What the rows of the reduction count: hours of posts, texts, and commenters by their posts.
  private enum Kind {
    static let hour: Int64 = 0
    static let text: Int64 = 1
    static let commenter: Int64 = 2
  }
  /// Texts below this many characters say nothing of a post.
  private static let shortText = 8

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys([by] + within, in: input, scope)
    }
    for name in [by] + within {
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(name, among: ScreenComments.figures.map { $0.name }, scope)
      }
    }
    let named = [post, author].compactMap { name in
      found.gather { () throws(Problems) in try AnalysisColumns.grouping(name, in: input, scope) }
    }
    let text = found.gather { () throws(Problems) in try CommentRows.text(of, in: input, scope) }
    let time = found.gather { () throws(Problems) in
      try TimeColumn.instant(at, in: input, scope)
    }
    let start = found.gather { () throws(Problems) -> Field? in
      guard let published else { return nil }
      return try TimeColumn.field(published, in: input, at: scope.origin.place)
    }
    if let problems = Problems(found) { throw problems }
    guard let keys, named.count == 2, let text, let time, let start else {
      preconditionFailure("a missing column is a problem")
    }
    let binder = input.binder()
    let place = scope.origin.place
    let instant = try AnalysisColumns.microseconds(of: time, in: scope)
    let began = try start.map { start throws(Problems) in
      try AnalysisColumns.microseconds(of: start, in: scope)
    }
    let owners = keys.enumerated().compactMap { index, name in
      input.schema[name].map { Projection(keeping: $0, as: "key\(index)") }
    }
    let names = owners.map { $0.name }
    let comments =
      try input
      .projected(
        owners + [
          Projection("post", Expression(named[0]).cast(to: .text)),
          Projection("author", Expression(named[1]).cast(to: .text)),
          Projection("text", Expression(text)),
          Projection("day", Expression(time).cast(to: .date)),
          Projection("hour", try binder.call("hour", [Expression(time)], at: place)),
          Projection("instant", instant), Projection("published", began ?? instant),
        ]
      )
      .filtered("key0 is not null and post is not null and instant is not null")
      .windowed(
        Window(
          partition: names + ["post"], order: [], ties: .inputOrder,
          functions: [WindowFunction("begin", .min, of: "published")])
      )
      .windowed(
        Window(
          partition: names, order: [SortKey("begin", .descending), SortKey("post")],
          ties: .inputOrder, functions: [WindowFunction("place", .denseRank)])
      )
      .shared(as: scope.fragmentName("comments"))
    let columns = names + ["kind", "post", "hour", "text", "posts", "n"]
    let hours =
      try comments
      .filtered("instant >= begin and instant < begin + \(7 * 86_400_000_000)")
      .aggregated([Aggregation("n", .count)], by: names + ["post", "day", "hour"])
      .extended([
        "kind": "\(Kind.hour)", "text": "cast(null as text)", "posts": "cast(null as integer)",
      ])
      .selected(columns)
    let texts =
      try comments
      .aggregated(
        [Aggregation("n", .count), Aggregation("posts", .countDistinct, of: "post")],
        by: names + ["text"]
      )
      .extended([
        "kind": "\(Kind.text)", "post": "cast(null as text)", "hour": "cast(null as integer)",
      ])
      .selected(columns)
    let commenters =
      try comments
      .filtered("place <= 10 and author is not null")
      .extended([
        "short":
          "case when length(text) < \(ScreenComments.shortText) then post end"
      ])
      .aggregated([Aggregation("posts", .countDistinct, of: "short")], by: names + ["author"])
      .aggregated([Aggregation("n", .count)], by: names + ["posts"])
      .extended([
        "kind": "\(Kind.commenter)", "post": "cast(null as text)",
        "hour": "cast(null as integer)", "text": "cast(null as text)",
      ])
      .selected(columns)
    return try Relation.union([hours, texts, commenters], origin: scope.origin)
      .finished(
        finish(keys.compactMap { input.schema[$0] }), named: scope.fragmentName("screen_comments"))
  }

  private func finish(_ keys: [Field]) -> Finish {
    let schema = Schema(keys + ScreenComments.figures)
    let width = keys.count
    return Finish("comment_screens", schema: schema, seesOrder: false) { table in
      var places: [[Value]: Int] = [:]
      var creators: [(keys: [Value], found: Comments)] = []
      for row in table.rows {
        let key = Array(row[..<width])
        let place = places[key] ?? creators.count
        if place == creators.count {
          places[key] = place
          creators.append((key, Comments()))
        }
        let n = row[width + 5].whole
        switch row[width] {
        case .integer(Kind.hour):
          creators[place].found.add(n, at: row[width + 2].whole, of: row[width + 1].text ?? "")
        case .integer(Kind.text):
          creators[place].found.comments += n
          if let text = row[width + 3].text {
            creators[place].found.texts.append((NormalisedText(text).text, n))
          }
        default: creators[place].found.commenters.append((row[width + 4].whole, n))
        }
      }
      creators.sort { left, right in
        for index in 0..<width where left.keys[index] != right.keys[index] {
          return left.keys[index].precedes(right.keys[index])
        }
        return false
      }
      let screened = creators.map { $0.found.screened }
      var peers: [[Value]: [Int]] = [:]
      for (index, creator) in creators.enumerated() {
        peers[Array(creator.keys.dropFirst()), default: []].append(index)
      }
      func median(_ index: Int, _ value: (Screened) -> Double?) -> Double? {
        let own = peers[Array(creators[index].keys.dropFirst())] ?? []
        guard own.count >= EngagementScreens.leastPeers else { return nil }
        return Quantile.median(of: own.compactMap { value(screened[$0]) })
      }
      return Table(
        schema,
        rows: creators.indices.map { index in
          creators[index].keys
            + screened[index].cells(
              duplicatePeers: median(index) { $0.duplicateShare },
              recycledPeers: median(index) { $0.recycledShare })
        })
    }
  }

  /// The comments of one creator.
  private struct Comments {
    var comments = 0
    var texts: [(text: String, count: Int)] = []
    /// Commenters by under how many of the last posts they wrote something short.
    var commenters: [(posts: Int, count: Int)] = []
    private var postPlaces: [String: Int] = [:]
    private var posts: [[(hourOfDay: Int, count: Int)]] = []

    mutating func add(_ n: Int, at hour: Int, of post: String) {
      let place = postPlaces[post] ?? posts.count
      if place == posts.count {
        postPlaces[post] = place
        posts.append([])
      }
      posts[place].append((hour, n))
    }

    var screened: Screened {
      let judged = posts.filter {
        $0.reduce(0) { $0 + $1.count } >= EngagementScreens.leastComments
      }.compactMap { EngagementScreens.burst($0) }
      let writers = commenters.reduce(0) { $0 + $1.count }
      let least = EngagementScreens.leastComments
      return Screened(
        posts: posts.count, comments: comments, judged: judged.count,
        odd: judged.count { $0.isOdd }, night: judged.map { $0.nightShare }.max(),
        peak: judged.map { $0.peakRatio }.max(),
        duplicateShare: texts.reduce(0) { $0 + $1.count } < least
          ? nil : EngagementScreens.duplicateShare(counted: texts),
        recycledShare: writers < least || posts.count < 5
          ? nil : EngagementScreens.recycledShare(commenters, posts: min(10, posts.count)))
    }
  }

  /// What was found of one creator.
  private struct Screened {
    let posts: Int
    let comments: Int
    let judged: Int
    let odd: Int
    let night: Double?
    let peak: Double?
    let duplicateShare: Double?
    let recycledShare: Double?

    func cells(duplicatePeers: Double?, recycledPeers: Double?) -> [Value] {
      let signs =
        (odd > 0 ? ["burst"] : [])
        + ((duplicateShare ?? 0) > EngagementScreens.repeatedLimit ? ["duplicates"] : [])
        + ((recycledShare ?? 0) > EngagementScreens.repeatedLimit ? ["recycled"] : [])
      return [posts, comments, judged, odd].map { .integer(Int64($0)) }
        + [Value(night), Value(peak), Value(duplicateShare), Value(duplicatePeers)]
        + [Value(recycledShare), Value(recycledPeers), .integer(Int64(signs.count))]
        + [
          signs.isEmpty ? .missing : .text(signs.joined(separator: " ")),
          .bool(signs.count >= EngagementScreens.signsForReview),
        ]
    }
  }
}
