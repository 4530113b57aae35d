import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanReports

/// Who was counted, for the appendix: by which keys people are known, which rows say who, and who is
/// left out with what that changes.
struct PeopleAccount: Sendable {
  private let scope: ReportScope
  private let people: PeopleReport
  private let revenue: MetricQuery?
  private let coverage: Fragment
  private let conflicts: Fragment
  private let listed: Fragment?

  /// Nil where the document does not say who people are.
  init?(in scope: ReportScope) throws(Problems) {
    guard let people = scope.people else { return nil }
    self.scope = scope
    self.people = people
    let origin = Origin("appendix")
    coverage = Fragment("appendix.people", people.plan.coverage.with(origin: origin))
    conflicts = Fragment(
      "appendix.conflicts",
      try people.plan.conflicts.with(origin: origin)
        .aggregated([Aggregation("values", .count)], by: []))
    listed = try people.plan.listed.map { listed throws(Problems) in
      Fragment(
        "appendix.left_out",
        try listed.with(origin: origin).aggregated([Aggregation("entries", .count)], by: []))
    }
    revenue = try people.everybody.map { _ throws(Problems) in
      try scope.query(
        MetricRequest("period", [PeopleReport.told], during: scope.clock.period))
    }
  }

  var queries: [MetricQuery] { [revenue, people.everybody].compactMap { $0 } }
  var fragments: [Fragment] { [coverage, conflicts] + [listed].compactMap { $0 } }

  func blocks(_ results: ReportResults) -> [Report.Block] {
    let text = scope.text
    let keys = text.list(people.plan.keys.map { $0.name })
    let found = text.sentence(
      .howPeopleAreKnown,
      [
        "keys": .words(keys),
        "values": .value(.integer(count(conflicts, results)), receipt: nil),
      ])
    return [.prose(found)] + leftOut(results) + table(results)
  }

  /// Who is left out, and revenue before and after.
  private func leftOut(_ results: ReportResults) -> [Report.Block] {
    guard let listed else { return [] }
    let text = scope.text
    let rows = rows(results).reduce(0) { $0 + $1.leftOut }
    var sentence = text.sentence(
      .leftOutRows,
      [
        "entries": .value(.integer(count(listed, results)), receipt: nil),
        "rows": .value(.integer(rows), receipt: nil),
      ])
    if let revenue, let everybody = people.everybody,
      let metric = scope.registry[PeopleReport.told],
      let before = results.figures(everybody).figure(PeopleReport.told),
      let after = results.figures(revenue).figure(PeopleReport.told)
    {
      let format = FigureFormat(metric)
      sentence.spans +=
        text.sentence(
          .beforeAndAfter,
          [
            "metric": .words(metric.label(in: scope.language)),
            "before": .value(format.value(before), receipt: nil),
            "after": .value(format.value(after), receipt: nil),
          ]
        ).spans
    }
    return [.prose(sentence)]
  }

  private func table(_ results: ReportResults) -> [Report.Block] {
    let text = scope.text
    let rows = rows(results)
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        Report.Table(
          id: "appendix_people", title: text[.peopleTitle],
          columns: [
            .init("dataset", text[.dataset], .text), .init("rows", text[.rowsRead], .integer),
            .init("left_out", text[.leftOut], .integer),
            .init("known", text[.known], .integer), .init("share", text[.knownShare], .ratio),
            .init("unclear", text[.unclear], .integer),
            .init("masked", text[.masked], .integer),
          ],
          rows: rows.map { row in
            Report.Table.Row([
              .text(row.dataset), .integer(row.rows), .integer(row.leftOut),
              .integer(row.known),
              row.rows > row.leftOut
                ? .share(row.known, of: row.rows - row.leftOut) : .missing(.undefined),
              .integer(row.unclear), .integer(row.masked),
            ])
          }, note: text.sentence(.peopleNote)))
    ]
  }

  private struct Row {
    let dataset: String
    let rows, leftOut, known, unclear, masked: Int
  }

  private func rows(_ results: ReportResults) -> [Row] {
    let rows = results.tables[coverage.name]?.rows ?? []
    let order = people.plan.sources.map { $0.dataset }
    return rows.compactMap { row -> Row? in
      guard let dataset = row.first?.text else { return nil }
      let counts = row.dropFirst().map { value in
        if case .integer(let number) = value { Int(number) } else { 0 }
      }
      return Row(
        dataset: dataset, rows: counts[0], leftOut: counts[1], known: counts[2],
        unclear: counts[3], masked: counts[4])
    }
    .sorted { left, right in
      (order.firstIndex(of: left.dataset) ?? 0) < (order.firstIndex(of: right.dataset) ?? 0)
    }
  }

  private func count(_ fragment: Fragment, _ results: ReportResults) -> Int {
    guard case .integer(let number)? = results.tables[fragment.name]?.rows.first?.first else {
      return 0
    }
    return Int(number)
  }
}

extension SectionPhrase {
  fileprivate static let howPeopleAreKnown = SectionPhrase(
    "依次按 {keys} 认人，值相同就是同一个人；同时指向几个人、因此谁也不算的值有 {values} 个。",
    "People are known by {keys}, in this order: equal values are one person. Values that point to several people, and so to nobody: {values}."
  )
  fileprivate static let leftOutRows = SectionPhrase(
    "按名单和规则剔除的人有 {entries} 条记录，共 {rows} 行，任何数字都不含他们。",
    "Lists and rules leave out {entries} entries with {rows} rows in all; no figure counts them.")
  fileprivate static let beforeAndAfter = SectionPhrase(
    "{metric}剔除前是 {before}，剔除后是 {after}。",
    " {metric} is {before} with them and {after} without.")
  fileprivate static let peopleTitle = SectionPhrase("每份数据里知道是谁的行", "Rows that say who")
  fileprivate static let dataset = SectionPhrase("数据集", "Dataset")
  fileprivate static let rowsRead = SectionPhrase("行数", "Rows")
  fileprivate static let leftOut = SectionPhrase("剔除", "Left out")
  fileprivate static let known = SectionPhrase("知道是谁", "Say who")
  fileprivate static let knownShare = SectionPhrase("占未剔除", "Of those kept")
  fileprivate static let unclear = SectionPhrase("说不清是谁", "Point to several")
  fileprivate static let masked = SectionPhrase("被打码的值", "Masked values")
  fileprivate static let peopleNote = SectionPhrase(
    "打码、加密的号码不参与认人；按人的数字只算知道是谁的行。",
    "Masked and encrypted values join nobody; figures about people count the rows that say who.")
}
