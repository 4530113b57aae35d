import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `screen_engagement`: signs that a creator's engagement was not earned, each with its evidence.
///
/// Rows are posts. Ratios of sums are held against those of peers on logarithms, in robust standard
/// units: likes per comment and per save, the engagement rate against the size of the account, and
/// how many counts end in two zeros. Below eight peers nobody stands out. Two independent signs ask
/// for a look by a person; nobody is called a cheat. Signs that another screen found of the same
/// creators, such as `screen_comments`, are counted with these where `with` names its dataset.
///
///     - screen_engagement: {by: kol_id, within: tier, size: fans}
///     - screen_engagement: {by: kol_id, within: tier, size: fans, with: comment_screens}
package struct ScreenEngagement: TransformStage {
  package static let about = StageDescription(
    "screen_engagement", .analyse,
    "Finds creators whose engagement looks unlike their peers', with the evidence.")

  @Parameter("The column that says whose post it is.", .principal) var by: ColumnName
  @Parameter("Columns that peers have in common, such as tier and form.")
  var within: [ColumnName] = []
  @Parameter("The column of how many followers the account has.") var size: ColumnName?
  @Parameter("The column of likes.") var likes: ColumnName = "likes"
  @Parameter("The column of comments.") var comments: ColumnName = "comments"
  @Parameter("The column of saves.") var saves: ColumnName = "saves"
  @Parameter("The column of views.") var views: ColumnName = "views"
  @Parameter("A dataset of other signs of the same creators, such as screen_comments makes.")
  var with: DatasetName?

  /// The columns of the result besides the creator and the peers.
  static let figures: [Field] = [
    Field("posts", .integer), Field("peers", .integer), Field("like_comment", .number),
    Field("like_comment_peers", .number), Field("like_comment_z", .number),
    Field("like_save", .number), Field("like_save_peers", .number), Field("like_save_z", .number),
    Field("engagement", .number, unit: .ratio), Field("engagement_z", .number),
    Field("round_share", .number, unit: .ratio), Field("signs", .integer),
    Field("evidence", .text), Field("review", .bool),
  ]

  package init() {}

  package var datasets: [DatasetName] { with.map { [$0] } ?? [] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys([by] + within, in: input, scope)
    }
    for name in [by] + within {
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(
          name, among: ScreenEngagement.figures.map { $0.name }, scope)
      }
    }
    var prepared = PreparedRows(rows: input)
    let names = [likes, comments, saves, views] + (size.map { [$0] } ?? [])
    let fields = names.map { name in
      found.gather { () throws(Problems) in try prepared.number(name, in: scope) }
    }
    let others = found.gather { () throws(Problems) in try otherSigns(keys ?? [], scope) }
    if let problems = Problems(found) { throw problems }
    guard let keys, let others else { preconditionFailure("a missing column is a problem") }

    var projections = keys.compactMap { prepared.rows.schema[$0].map { Projection(keeping: $0) } }
    for (field, name) in zip(fields, ["_likes", "_comments", "_saves", "_views", "_size"]) {
      guard let field else { continue }
      projections.append(Projection(name, Expression(field).cast(to: .integer)))
    }
    let counts = ["_likes", "_comments", "_saves"]
    let all = try prepared.rows.projected(projections)
    let creator = all.schema[keys[0]].map { Expression($0) } ?? .text("")
    let rows = all.filtered(
      where: try all.binder().call("is_not_missing", [creator], at: by.place))
    let marked = try rows.extended([
      Projection(
        "_round",
        try rows.formula(
          counts.map { "case when \($0) > 0 and \($0) % 100 = 0 then 1 else 0 end" }
            .joined(separator: " + "))),
      Projection(
        "_counted",
        try rows.formula(
          counts.map { "case when \($0) is not null then 1 else 0 end" }.joined(separator: " + "))),
    ])
    var sums = [Aggregation("posts", .count)]
    for name in counts + ["_views", "_round", "_counted"] {
      sums.append(Aggregation(String(name.dropFirst()), .sum, of: name))
    }
    if size != nil { sums.append(Aggregation("size", .max, of: "_size")) }
    var reduced = try marked.aggregated(sums, by: keys)
    if let others {
      reduced = try reduced.joined(
        others,
        Join(
          .left,
          on: keys.enumerated().map { Join.Pair(left: $1, right: "other_key\($0)") }))
    }
    return reduced.finished(
      finish(keys.compactMap { input.schema[$0] }),
      named: scope.fragmentName("screen_engagement"))
  }

  /// The signs that another screen found, one row a creator: `other_key0` …, `other_signs` and
  /// `other_evidence`.
  private func otherSigns(_ keys: [String], _ scope: Scope) throws(Problems) -> Relation? {
    guard let with else { return nil }
    let rows = try scope.relation(with)
    let binder = rows.binder()
    var projections: [Projection] = []
    for (index, key) in keys.enumerated() {
      let field = try binder.field(key, at: with.place ?? scope.origin.place)
      projections.append(Projection(keeping: field, as: "other_key\(index)"))
    }
    for name in ["signs", "evidence"] {
      let field = try binder.field(name, at: with.place ?? scope.origin.place)
      projections.append(Projection(keeping: field, as: "other_\(name)"))
    }
    return try rows.projected(projections).aggregated(
      ["other_signs", "other_evidence"].map { Aggregation($0, .max, of: $0) },
      by: keys.indices.map { "other_key\($0)" })
  }

  private func finish(_ keys: [Field]) -> Finish {
    let schema = Schema(keys + ScreenEngagement.figures)
    return Finish("engagement_screens", schema: schema) { table in
      let names = table.schema
      let width = keys.count
      let rows = table.rows.sorted { left, right in
        for index in 0..<width where left[index] != right[index] {
          return left[index].precedes(right[index])
        }
        return false
      }
      func number(_ row: [Value], _ name: String) -> Double? {
        names.index(of: name).flatMap { row[$0].double }
      }
      func ratio(_ row: [Value], _ above: String, _ below: String) -> Double? {
        guard let x = number(row, above), let y = number(row, below), y > 0 else { return nil }
        return x / y
      }
      var made = rows.map { _ in Screened() }
      for peers in ScreenEngagement.peers(rows, width) {
        let own = peers.map { rows[$0] }
        let likeComment = own.map { ratio($0, "likes", "comments") }
        let likeSave = own.map { ratio($0, "likes", "saves") }
        let rates = own.map { row -> Double? in
          guard let likes = number(row, "likes"), let views = number(row, "views"), views > 0
          else { return nil }
          let rest = (number(row, "comments") ?? 0) + (number(row, "saves") ?? 0)
          return (likes + rest) / views
        }
        let isEnough = peers.count >= EngagementScreens.leastPeers
        func scores(_ values: [Double?]) -> (z: [Double?], median: Double?) {
          guard isEnough else { return (Array(repeating: nil, count: values.count), nil) }
          return (
            EngagementScreens.ratioScores(values).scores,
            Quantile.median(of: values.compactMap { $0 })
          )
        }
        let (comment, save) = (scores(likeComment), scores(likeSave))
        let sizes = own.map { number($0, "size") }
        var rateScores: [Double?] = Array(repeating: nil, count: rates.count)
        if isEnough, self.size != nil {
          rateScores = EngagementScreens.sizeScores(rates: rates, followers: sizes).scores
        }
        for (place, index) in peers.enumerated() {
          made[index] = Screened(
            posts: Int(number(own[place], "posts") ?? 0), peers: peers.count,
            likeComment: likeComment[place], likeCommentPeers: comment.median,
            likeCommentZ: comment.z[place], likeSave: likeSave[place],
            likeSavePeers: save.median, likeSaveZ: save.z[place], rate: rates[place],
            rateZ: rateScores[place],
            roundShare: (number(own[place], "counted") ?? 0) >= 20
              ? ratio(own[place], "round", "counted") : nil,
            others: Int(number(own[place], "other_signs") ?? 0),
            otherEvidence: names.index(of: "other_evidence").flatMap { own[place][$0].text })
        }
      }
      return Table(
        schema, rows: zip(rows, made).map { row, screened in Array(row[..<width]) + screened.cells }
      )
    }
  }

  /// Positions of rows that have the same peers.
  private static func peers(_ rows: [[Value]], _ width: Int) -> [[Int]] {
    var places: [[Value]: Int] = [:]
    var groups: [[Int]] = []
    for (index, row) in rows.enumerated() {
      let key = Array(row[1..<width])
      if let place = places[key] {
        groups[place].append(index)
      } else {
        places[key] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  /// What was found of one creator.
  private struct Screened {
    var posts = 0
    var peers = 0
    var likeComment: Double?
    var likeCommentPeers: Double?
    var likeCommentZ: Double?
    var likeSave: Double?
    var likeSavePeers: Double?
    var likeSaveZ: Double?
    var rate: Double?
    var rateZ: Double?
    var roundShare: Double?
    /// Signs of another screen.
    var others = 0
    var otherEvidence: String?

    /// The signs by name, in the order of the columns.
    var signs: [String] {
      var signs: [String] = []
      if let likeCommentZ, likeCommentZ > RobustScores.limit { signs.append("like_comment") }
      if let likeSaveZ, likeSaveZ > RobustScores.limit { signs.append("like_save") }
      if let rateZ, abs(rateZ) > RobustScores.limit { signs.append("engagement") }
      if let roundShare, roundShare > 0.3 { signs.append("round_counts") }
      return signs
    }

    var cells: [Value] {
      let signs = signs
      var cells: [Value] = [.integer(Int64(posts)), .integer(Int64(peers))]
      cells += [Value(likeComment), Value(likeCommentPeers), Value(likeCommentZ)]
      cells += [Value(likeSave), Value(likeSavePeers), Value(likeSaveZ)]
      let count = signs.count + others
      let evidence = signs + (otherEvidence.map { [$0] } ?? [])
      cells += [Value(rate), Value(rateZ), Value(roundShare), .integer(Int64(count))]
      cells.append(evidence.isEmpty ? .missing : .text(evidence.joined(separator: " ")))
      cells.append(.bool(count >= EngagementScreens.signsForReview))
      return cells
    }
  }
}
