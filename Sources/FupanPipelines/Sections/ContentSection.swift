import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// What was published and who published it: reach and engagement by form, the posts seen most, and
/// creators with their scores.
///
///     - content: posts
///     - content: [posts, scores, screens, portfolio]
struct ContentSection: ReportSection {
  static let kind = Report.Section.Kind.content
  static let summary =
    "Posts by form with their engagement rate, the ten seen most, and datasets of creators."

  @Parameter("The datasets shown; one of posts is counted by form.", .principal, .nonEmpty)
  var datasets: [DatasetUse]

  private static let counts = ["impressions", "views", "likes", "comments", "shares", "saves"]
  private static let interactions = ["likes", "comments", "shares", "saves"]
  private static let most = 10

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let shown = try ShownDatasets(datasets, of: .content, in: scope)
    var counted: [String: CountedPosts] = [:]
    for dataset in shown.datasets {
      if let posts = try CountedPosts(dataset, in: scope) { counted[dataset.name] = posts }
    }
    let posts = counted
    return PreparedSection(
      fragments: shown.fragments.filter { posts[$0.name] == nil }
        + shown.datasets.flatMap { posts[$0.name]?.fragments ?? [] }
    ) { results in
      let told = shown.told(results)
      var blocks: [Report.Block] = told.isEmpty ? [] : [.findings(told.map { $0.inPlace })]
      for dataset in shown.datasets where !dataset.isAbsent {
        blocks +=
          posts[dataset.name].map { shown.heading(of: dataset) + $0.blocks(results) }
          ?? shown.blocks(of: dataset, results)
      }
      return BuiltSection(
        Report.Section(.content, blocks: blocks, missing: shown.lacks), findings: told)
    }
  }

  /// Posts counted by form, and the ones seen most.
  private struct CountedPosts: Sendable {
    let scope: ReportScope
    let counts: [String]
    let forms: Fragment
    let top: Fragment
    let id: String

    var fragments: [Fragment] { [forms, top] }

    /// Nil for a dataset that is none of posts, or is not there.
    init?(_ posts: CompiledDataset, in scope: ReportScope) throws(Problems) {
      let schema = posts.fragment.schema
      counts = ContentSection.counts.filter { schema[$0]?.type == .integer }
      guard !posts.isAbsent, schema["form"] != nil, counts.contains("views"),
        !(posts.lastStage is any PresentedStage)
      else { return nil }
      self.scope = scope
      id = scope.stableName(of: posts.name, in: .content)
      var rows = Relation(scanning: posts.fragment, origin: Origin("content", at: scope.place))
      if let days = scope.clock.period,
        let time = scope.surroundings.timeColumns.lazy.compactMap({ rows.schema[$0] }).first,
        time.type == .date || time.type == .timestamp
      {
        rows = rows.filtered(
          where: try Expression(time).lies(within: days.daysSince1970, in: scope.surroundings.zone))
      }
      forms = Fragment(
        "\(id).forms",
        try rows.aggregated(
          [Aggregation("posts", .count)] + counts.map { Aggregation($0, .sum, of: $0) },
          by: ["form"]))
      let listed = ["title", "form", "published_at"].filter { schema[$0]?.isPersonal == false }
      top = Fragment(
        "\(id).top",
        try rows.top(
          ContentSection.most, order: [SortKey("views", .descending, nulls: .last)]
        ).selected(listed + counts))
    }

    func blocks(_ results: ReportResults) -> [Report.Block] {
      let writer = ContentWriter(scope, counts, ContentSection.interactions)
      return writer.forms(results.tables[forms.name], id)
        + writer.top(results.tables[top.name], id)
    }
  }
}

/// Writes the posts once they are counted.
private struct ContentWriter {
  let scope: ReportScope
  let counts: [String]
  let interactions: [String]
  let text: SectionText

  init(_ scope: ReportScope, _ counts: [String], _ interactions: [String]) {
    self.scope = scope
    self.counts = counts
    self.interactions = interactions.filter(counts.contains)
    text = scope.text
  }

  /// Σ interactions over Σ views, exactly.
  private func rate(_ row: [Value], _ schema: Schema) -> Report.Value {
    var sum = 0
    for name in interactions {
      if let index = schema.index(of: name) { sum += row[index].count ?? 0 }
    }
    guard let views = schema.index(of: "views").flatMap({ row[$0].count }) else {
      return .missing(.noData)
    }
    return .share(sum, of: views)
  }

  func forms(_ table: Table?, _ id: String) -> [Report.Block] {
    guard let table, table.count > 0 else {
      return [.prose(text.sentence(.noPosts))]
    }
    var columns: [Report.Table.Column] = [
      .init("form", text[.form], .text), .init("posts", text[.posts], .integer),
    ]
    columns += counts.map { .init($0, label($0), .integer) }
    columns.append(
      .init(
        "engagement_rate", text[.engagement], .ratio, metric: scope.registry["engagement_rate"]?.id)
    )
    var total = [Int](repeating: 0, count: counts.count + 1)
    var rows = table.rows.map { row in
      for index in total.indices { total[index] += row[index + 1].count ?? 0 }
      return Report.Table.Row(
        [.text(row[0].text ?? text[.unknownGroup])]
          + row.dropFirst().map { $0.count.map { Report.Value.integer($0) } ?? .missing(.noData) }
          + [rate(row, table.schema)])
    }
    if rows.count > 1 {
      let sums = [Value.missing] + total.map { .integer(Int64($0)) }
      rows.append(
        .init(
          [.text(ReportText(scope.language)[.total])] + total.map { .integer($0) }
            + [rate(sums, table.schema)], isTotal: true))
    }
    var blocks: [Report.Block] = []
    if let chart = chart(table, id) { blocks.append(.chart(chart)) }
    blocks.append(
      .table(
        Report.Table(
          id: "\(id)_forms", title: text[.byForm], columns: columns, rows: rows,
          note: text.sentence(.engagementNote))))
    return blocks
  }

  private func chart(_ table: Table, _ id: String) -> Report.Chart? {
    let rated = table.rows.map { ($0[0].text ?? text[.unknownGroup], rate($0, table.schema)) }
    guard rated.count > 1,
      let best = rated.max(by: { ($0.1.plotted ?? -1) < ($1.1.plotted ?? -1) })
    else { return nil }
    let format = ReportFormat(language: scope.language, currency: scope.document.currency)
    let shown = format.brief(best.1)
    // What looks alike to readers has no best.
    let title =
      rated.allSatisfy { format.brief($0.1) == shown }
      ? text(.sameForms, ["rate": shown]) : text(.bestForm, ["form": best.0, "rate": shown])
    return Report.Chart(
      id: "\(id)_engagement", title: title, unit: .ratio, alt: title,
      .bars(
        .init(
          categories: rated.map { $0.0 }, series: [.init(text[.engagement], rated.map { $0.1 })])),
      metrics: [scope.registry["engagement_rate"]?.id].compactMap { $0 })
  }

  func top(_ table: Table?, _ id: String) -> [Report.Block] {
    guard let table, table.count > 0 else { return [] }
    let formats = table.schema.fields.map { ColumnFormat($0, scope) }
    let rows = table.rows.map { row in
      Report.Table.Row(
        zip(formats, row).map { $0.cell($1) } + [rate(row, table.schema)])
    }
    return [
      .table(
        Report.Table(
          id: "\(id)_top", title: text(.mostSeen, ["count": String(rows.count)]),
          columns: formats.map { $0.column } + [
            .init(
              "engagement_rate", text[.engagement], .ratio,
              metric: scope.registry["engagement_rate"]?.id)
          ],
          rows: rows, sortedBy: .init(by: "views")))
    ]
  }

  private func label(_ name: String) -> String {
    CanonicalLabel.column(name, in: scope.language) ?? name
  }
}

extension SectionPhrase {
  fileprivate static let noPosts = SectionPhrase(
    "活动期内没有发布的内容。", "Nothing was posted within the period.")
  fileprivate static let form = SectionPhrase("形式", "Form")
  fileprivate static let posts = SectionPhrase("篇数", "Posts")
  fileprivate static let engagement = SectionPhrase("互动率", "Engagement rate")
  fileprivate static let byForm = SectionPhrase("按内容形式", "By form")
  fileprivate static let engagementNote = SectionPhrase(
    "互动率 =（点赞 + 评论 + 分享 + 收藏）之和 ÷ 观看量之和，不是各篇比率的平均。",
    "Engagement rate = all likes, comments, shares and saves ÷ all views, not a mean of rates.")
  fileprivate static let bestForm = SectionPhrase(
    "{form}的互动率最高，为 {rate}", "{form} engages most: {rate}")
  fileprivate static let sameForms = SectionPhrase(
    "各种形式的互动率都是 {rate}", "All forms engage alike: {rate}")
  fileprivate static let mostSeen = SectionPhrase("观看最多的 {count} 篇", "The {count} posts seen most")
}
