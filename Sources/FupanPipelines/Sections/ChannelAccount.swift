import FupanData
import FupanDiagnostics
import FupanPlan
import FupanReports

/// How rows came by their channels, for the appendix: how many have no tag, and which tags no row of
/// the map fits.
struct ChannelAccount: Sendable {
  private let scope: ReportScope
  private let sums: [(dataset: String, fragment: Fragment)]
  private let unmapped: Fragment
  /// How many tags are listed.
  private static let shown = 20

  /// Nil where no dataset gains a channel.
  init?(in scope: ReportScope) throws(Problems) {
    guard !scope.channels.isEmpty else { return nil }
    self.scope = scope
    let origin = Origin("appendix")
    sums = try scope.channels.map { channels throws(Problems) in
      (
        channels.dataset,
        Fragment(
          "appendix.channels.\(channels.dataset)",
          try channels.found.with(origin: origin)
            .aggregated([Aggregation("rows", .sum, of: "rows")], by: ["state"]))
      )
    }
    unmapped = Fragment(
      "appendix.unmapped",
      try DatasetChannels.unmapped(scope.channels, origin: origin).with(origin: origin)
        .sorted([
          SortKey("rows", .descending, nulls: .last), SortKey("dataset"), SortKey("tags"),
        ]))
  }

  var fragments: [Fragment] { sums.map { $0.fragment } + [unmapped] }

  func blocks(_ results: ReportResults) -> [Report.Block] {
    let text = scope.text
    var blocks: [Report.Block] = sums.map { dataset, fragment in
      var rows: [String: Int] = [:]
      for row in results.tables[fragment.name]?.rows ?? [] {
        if case .integer(let count) = row[1] { rows[row[0].text ?? ""] = Int(count) }
      }
      let all = rows.values.reduce(0, +)
      func share(_ states: [String]) -> Report.Sentence.Span {
        let part = states.reduce(0) { $0 + (rows[$1] ?? 0) }
        return .value(
          all > 0 ? .share(part, of: all) : .missing(.undefined), receipt: nil)
      }
      return .prose(
        text.sentence(
          .channelShares,
          [
            "dataset": .words(
              CanonicalLabel.dataset(dataset, in: scope.language) ?? dataset),
            "rows": .value(.integer(all), receipt: nil), "direct": share(["direct"]),
            "other": share(["other", "macro"]),
          ]))
    }
    let rows = results.tables[unmapped.name]?.rows ?? []
    if !rows.isEmpty {
      blocks.append(
        .table(
          Report.Table(
            id: "appendix_channels", title: text[.unmappedTitle],
            columns: [
              .init("dataset", text[.dataset], .text), .init("tags", text[.tags], .text),
              .init("rows", text[.rows], .integer),
            ],
            rows: rows.prefix(ChannelAccount.shown).map { row in
              var count = 0
              if case .integer(let number) = row[2] { count = Int(number) }
              return Report.Table.Row([
                .text(row[0].text ?? ""), .text(row[1].text ?? ""), .integer(count),
              ])
            },
            note: rows.count > ChannelAccount.shown
              ? text.sentence(
                .moreTags, ["count": .value(.integer(rows.count), receipt: nil)]) : nil)))
    }
    return blocks
  }
}

extension SectionPhrase {
  fileprivate static let channelShares = SectionPhrase(
    "{dataset} {rows} 行里，没有来源标记的占 {direct}，标记不在渠道对照表里的占 {other}。",
    "Of {rows} rows of {dataset}, {direct} have no tag and {other} have tags that the channel map does not know."
  )
  fileprivate static let unmappedTitle = SectionPhrase(
    "渠道对照表里没有的来源标记", "Tags that the channel map does not know")
  fileprivate static let dataset = SectionPhrase("数据集", "Dataset")
  fileprivate static let tags = SectionPhrase("标记", "Tags")
  fileprivate static let rows = SectionPhrase("行数", "Rows")
  fileprivate static let moreTags = SectionPhrase(
    "共 {count} 种，这里显示行数最多的。", "{count} in all; those with most rows are shown.")
}
