import FupanData
import FupanMethods
import FupanMetrics
import FupanReports
import FupanStages

/// What the rules find in the datasets that a section shows: each rule knows a stage by its name and
/// reads the table that the stage makes.
struct DatasetFindings {
  private let scope: ReportScope
  private let section: Report.Section.Kind

  init(_ scope: ReportScope, in section: Report.Section.Kind) {
    self.scope = scope
    self.section = section
  }

  /// The findings of one dataset, of which there is a table.
  func told(_ dataset: CompiledDataset, _ table: Table) -> [ToldFinding] {
    guard let stage = dataset.lastStage else { return [] }
    let rows = NamedRows(table)
    switch stage {
    case is NPS: return recommendation(rows)
    case is Attribute: return assistance(rows)
    default: return []
    }
  }

  private var text: SectionText { scope.text }
  private var minimum: Int { max(30, scope.document.minimumGroup) }

  /// A finding whose certainty is told in words where there is a p.
  private func tell(
    _ subject: Finding.Subject, share: Double, p: Double? = nil,
    _ severity: Report.Finding.Severity,
    _ sentence: Report.Sentence
  ) -> ToldFinding {
    ToldFinding(
      Finding(subject, share: share, certainty: p.map { 1 - $0 } ?? 1),
      Report.Finding(
        severity, sentence, certainty: p.map { text[$0 < 0.001 ? .q001 : .q01] }, section: section))
  }

  private func recommendation(_ rows: NamedRows) -> [ToldFinding] {
    let groups = rows.all.filter { $0["is_total"] == .bool(false) }
    let scores = groups.map { row in
      NetPromoterScore(
        promoters: row.whole("promoters"), passives: row.whole("passives"),
        detractors: row.whole("detractors"))
    }
    guard let found = RecommendationGap.find(scores, minimum: minimum),
      let own = found.own.score.value, let rest = found.rest.score.value,
      let name = groups[found.index].all.first?.text
    else { return [] }
    let isBelow = own < rest
    return [
      tell(
        .recommendationGap(found), share: found.share, p: found.q, isBelow ? .warning : .good,
        text.sentence(
          isBelow ? .recommendsLess : .recommendsMore,
          [
            "group": .words(name), "nps": .value(.number(own, places: 0), receipt: nil),
            "rest": .value(.number(rest, places: 0), receipt: nil),
            "points": .value(.number(abs(own - rest), places: 0), receipt: nil),
          ]))
    ]
  }

  private func assistance(_ rows: NamedRows) -> [ToldFinding] {
    func shares(_ model: String) -> [(channel: String, share: Double)] {
      rows.all.filter { $0["model"].text == model }.compactMap { row in
        row["channel"].text.map { ($0, row["share"].double ?? 0) }
      }
    }
    let whole = shares("markov")
    let last = shares("last")
    guard !whole.isEmpty, !last.isEmpty else { return [] }
    let orders = rows.all.filter { $0["model"].text == "last" && $0["channel"].text != nil }
      .reduce(0) { $0 + ($1["orders"].double ?? 0) }
    let pairs = whole.map { channel in
      (last: last.first { $0.channel == channel.channel }?.share ?? 0, whole: channel.share)
    }
    guard let found = AssistingChannel.find(pairs, orders: Int(orders.rounded())) else { return [] }
    return [
      tell(
        .assistingChannel(found), share: found.whole - found.last, .good,
        text.sentence(
          .assists,
          [
            "channel": .words(whole[found.index].channel),
            "last": .value(.ratio(found.last), receipt: nil),
            "whole": .value(.ratio(found.whole), receipt: nil),
          ]))
    ]
  }
}

/// The rows of a table by the names of its columns; a column that is not there is missing.
struct NamedRows {
  let all: [Row]

  struct Row {
    fileprivate let schema: Schema
    let all: [Value]

    subscript(_ name: String) -> Value { schema.index(of: name).map { all[$0] } ?? .missing }

    /// A whole number, 0 where there is none.
    func whole(_ name: String) -> Int { self[name].count ?? 0 }
  }

  init(_ table: Table) {
    all = table.rows.map { Row(schema: table.schema, all: $0) }
  }
}

extension SectionPhrase {
  fileprivate static let recommendsLess = SectionPhrase(
    "“{group}”的推荐意愿明显偏低：NPS {nps}，其余合计 {rest}，低 {points} 分，值得回访。",
    "{group} recommend far less: a score of {nps} against {rest} for all others, {points} points lower; worth a call."
  )
  fileprivate static let recommendsMore = SectionPhrase(
    "“{group}”的推荐意愿明显偏高：NPS {nps}，其余合计 {rest}，高 {points} 分。",
    "{group} recommend far more: a score of {nps} against {rest} for all others, {points} points higher."
  )
  fileprivate static let assists = SectionPhrase(
    "{channel}多在成交之前出现：末次触点只记给它 {last}，按整条路径算是 {whole}，只看末次会低估它。",
    "{channel} opens what others close: last touch credits it with {last}, whole paths with {whole}; the last touch alone undervalues it."
  )
}
