import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports

/// How rows came by their channels, for the appendix: how many have no tag, and which tags no row of
/// the map fits.
struct ChannelAccount: Sendable {
  private let scope: ReportScope
  private let sums: [(dataset: String, fragment: Fragment)]
  private let unmapped: Fragment
  private let lint: Fragment
  /// How many tags are listed.
  private static let shown = 20

  /// Nil where no dataset gains a channel.
  init?(in scope: ReportScope) throws(Problems) {
    guard !scope.channels.isEmpty, let tagLint = scope.tagLint else { return nil }
    self.scope = scope
    let origin = Origin("appendix")
    sums = try scope.channels.map { channels throws(Problems) in
      (
        channels.dataset,
        Fragment(
          "appendix.channels.of.\(channels.dataset)",
          try channels.found.with(origin: origin)
            .projected([
              "state": "state", "rows": "rows",
              "macro_rows": "case when macros is null then 0 else rows end",
            ])
            .aggregated(
              [
                Aggregation("rows", .sum, of: "rows"),
                Aggregation("macro_rows", .sum, of: "macro_rows"),
              ], by: ["state"]))
      )
    }
    lint = Fragment("appendix.channels.lint", tagLint.with(origin: origin))
    unmapped = Fragment(
      "appendix.channels.unmapped",
      try DatasetChannels.unmapped(scope.channels, origin: origin).with(origin: origin)
        .sorted([
          SortKey("rows", .descending, nulls: .last), SortKey("dataset"), SortKey("tags"),
        ]))
  }

  var fragments: [Fragment] { sums.map { $0.fragment } + [unmapped, lint] }

  func blocks(_ results: ReportResults) -> [Report.Block] {
    let text = scope.text
    var blocks: [Report.Block] = sums.map { dataset, fragment in
      .prose(sentence(dataset, results.tables[fragment.name]?.rows ?? []))
    }
    let rows = results.tables[unmapped.name]?.rows ?? []
    if !rows.isEmpty {
      blocks.append(
        .table(
          Report.Table(
            id: "appendix_channels", title: text[.unmappedTitle],
            columns: [
              .init("dataset", text[.dataset], .text), .init("tags", text[.tags], .text),
              .init("why", text[.why], .text), .init("rows", text[.rows], .integer),
            ],
            rows: rows.prefix(ChannelAccount.shown).map { row in
              Report.Table.Row([
                .text(row[0].text ?? ""), .text(row[1].text ?? ""),
                .text(text[row[3].text == "other" ? .notMapped : .macroUnexpanded]),
                .integer(row[2].count ?? 0),
              ])
            },
            note: rows.count > ChannelAccount.shown
              ? text.sentence(
                .moreTags, ["count": .value(.integer(rows.count), receipt: nil)]) : nil)))
    }
    return blocks + lintBlocks(results)
  }

  /// How the rows of a dataset came by their channels.
  private func sentence(_ dataset: String, _ rows: [[Value]]) -> Report.Sentence {
    let text = scope.text
    var counts: [String: Int] = [:]
    var macros = 0
    for row in rows {
      counts[row[0].text ?? ""] = row[1].count
      macros += row[2].count ?? 0
    }
    let own = counts["own"] ?? 0
    let (direct, other) = (counts["direct"] ?? 0, counts["other"] ?? 0)
    // Who comes back from a payment page has not come anew.
    let all = counts.values.reduce(0, +) - own
    func share(_ part: Int) -> Report.Sentence.Span {
      .value(all > 0 ? .share(part, of: all) : .missing(.undefined), receipt: nil)
    }
    var sentence = text.sentence(
      .channelShares,
      [
        "dataset": .words(CanonicalLabel.dataset(dataset, in: scope.language) ?? dataset),
        "rows": .value(.integer(all), receipt: nil), "untagged": share(direct + other),
        "direct": share(direct), "other": share(other),
      ])
    if own > 0 {
      sentence.spans +=
        text.sentence(.ownRows, ["rows": .value(.integer(own), receipt: nil)]).spans
    }
    if macros > 0 {
      sentence.spans +=
        text.sentence(.macroRows, ["rows": .value(.integer(macros), receipt: nil)]).spans
    }
    return sentence
  }

  /// Tags that look misspelt, and media that nobody agreed on.
  private func lintBlocks(_ results: ReportResults) -> [Report.Block] {
    let text = scope.text
    let rows = results.tables[lint.name]?.rows ?? []
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        Report.Table(
          id: "appendix_tag_lint", title: text[.lintTitle],
          columns: [
            .init("tag", text[.tags], .text), .init("problem", text[.why], .text),
            .init("usual", text[.usual], .text), .init("rows", text[.rows], .integer),
          ],
          rows: rows.prefix(ChannelAccount.shown).map { row in
            Report.Table.Row([
              .text(row[1].text ?? ""),
              .text(
                text[row[0].text == TagLint.Kind.medium.rawValue ? .strangeMedium : .spelling]),
              .text(row[2].text ?? ""), .integer(row[3].count ?? 0),
            ])
          },
          note: rows.count > ChannelAccount.shown
            ? text.sentence(
              .moreTags, ["count": .value(.integer(rows.count), receipt: nil)]) : nil))
    ]
  }
}

extension SectionPhrase {
  fileprivate static let channelShares = SectionPhrase(
    "{dataset} {rows} 行来访里，来源不明的占 {untagged}：直接访问 {direct}，标记不在渠道对照表里 {other}。",
    "Of {rows} rows of {dataset}, {untagged} do not say whence: {direct} are direct and {other} have tags that the channel map does not know."
  )
  fileprivate static let ownRows = SectionPhrase(
    "另有 {rows} 行从自有域名或付款页回来，不算新的来访。",
    " {rows} more come from own domains or payment pages and are no new visits.")
  fileprivate static let macroRows = SectionPhrase(
    "{rows} 行的标记是平台没有替换的占位符（macro_unexpanded）。",
    " {rows} rows have placeholders that the platform did not fill in (macro_unexpanded).")
  fileprivate static let why = SectionPhrase("问题", "What is wrong")
  fileprivate static let notMapped = SectionPhrase("对照表里没有", "not in the map")
  fileprivate static let macroUnexpanded = SectionPhrase("占位符没有替换", "placeholder not filled in")
  fileprivate static let lintTitle = SectionPhrase("写法可疑的标记", "Tags that look wrong")
  fileprivate static let usual = SectionPhrase("通常写作", "Usually")
  fileprivate static let spelling = SectionPhrase("同一来源的另一种写法", "another spelling of one source")
  fileprivate static let strangeMedium = SectionPhrase(
    "媒介不在约定的写法里", "a medium that is not agreed on")
  fileprivate static let unmappedTitle = SectionPhrase(
    "需要处理的来源标记", "Tags to look at")
  fileprivate static let dataset = SectionPhrase("数据集", "Dataset")
  fileprivate static let tags = SectionPhrase("标记", "Tags")
  fileprivate static let rows = SectionPhrase("行数", "Rows")
  fileprivate static let moreTags = SectionPhrase(
    "共 {count} 种，这里显示行数最多的。", "{count} in all; those with most rows are shown.")
}
