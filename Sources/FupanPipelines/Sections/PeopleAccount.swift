import FupanData
import FupanDiagnostics
import FupanMethods
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
  private let matches: Fragment
  private let flows: Fragment
  private let histogram: Fragment
  private let listed: Fragment?

  /// Nil where the document does not say who people are.
  init?(in scope: ReportScope) throws(Problems) {
    guard let people = scope.people else { return nil }
    self.scope = scope
    self.people = people
    let origin = Origin("appendix")
    coverage = Fragment("appendix.people.coverage", people.plan.coverage.with(origin: origin))
    conflicts = Fragment(
      "appendix.people.conflicts",
      try people.plan.conflicts.with(origin: origin)
        .aggregated([Aggregation("values", .count)], by: ["state"]))
    let found = people.plan.matches
    matches = Fragment("appendix.people.matches", found.matches.with(origin: origin))
    flows = Fragment("appendix.people.flows", found.flows.with(origin: origin))
    histogram = Fragment("appendix.people.histogram", found.histogram.with(origin: origin))
    listed = try people.plan.listed.map { listed throws(Problems) in
      Fragment(
        "appendix.people.left_out",
        try listed.with(origin: origin).aggregated([Aggregation("entries", .count)], by: []))
    }
    revenue = try people.everybody.map { _ throws(Problems) in
      try scope.query(
        MetricRequest("period", [PeopleReport.told], during: scope.clock.period))
    }
  }

  var queries: [MetricQuery] { [revenue, people.everybody].compactMap { $0 } }
  var fragments: [Fragment] {
    [coverage, conflicts, matches, flows, histogram] + [listed].compactMap { $0 }
  }

  func blocks(_ results: ReportResults, _ book: inout ReceiptBook) -> [Report.Block] {
    let text = scope.text
    let keys = text.list(people.plan.keys.map { $0.name })
    var shared = 0
    var contradicting = 0
    for row in results.tables[conflicts.name]?.rows ?? [] {
      let count = row[1].count ?? 0
      if row[0].text == IdentityGroups.State.shared.rawValue {
        shared += count
      } else {
        contradicting += count
      }
    }
    let classes = integers(histogram, results)
    let found = text.sentence(
      .howPeopleAreKnown,
      [
        "keys": .words(keys),
        "people": .value(.integer(classes.reduce(0) { $0 + ($1[1] ?? 0) }), receipt: nil),
        "values": .value(.integer(contradicting), receipt: nil),
        "shared": .value(.integer(shared), receipt: nil),
      ])
    return [.prose(found)] + leftOut(results, &book) + table(results)
      + matchTable(results) + flowTable(results) + histogramTable(classes)
  }

  /// Which rows of one dataset are met in another, by key.
  private func matchTable(_ results: ReportResults) -> [Report.Block] {
    let text = scope.text
    let rows = sorted(results.tables[matches.name]?.rows ?? [])
    guard !rows.isEmpty else { return [] }
    func share(_ part: Int, _ whole: Int) -> Report.Value {
      whole > 0 ? .share(part, of: whole) : .missing(.undefined)
    }
    return [
      .table(
        Report.Table(
          id: "appendix_matches", title: text[.matchTitle],
          columns: [
            .init("dataset", text[.dataset], .text), .init("other", text[.other], .text),
            .init("key", text[.key], .text), .init("rows", text[.rowsKept], .integer),
            .init("coverage", text[.coverageShare], .ratio),
            .init("match_rate", text[.matchRate], .ratio),
            .init("both", text[.coverageTimesMatch], .ratio),
          ],
          rows: rows.map { row in
            let counts = row.dropFirst(3).map { $0.count ?? 0 }
            return Report.Table.Row([
              .text(row[0].text ?? ""), .text(row[1].text ?? ""), .text(row[2].text ?? ""),
              .integer(counts[0]), share(counts[1], counts[0]), share(counts[2], counts[1]),
              share(counts[2], counts[0]),
            ])
          }, note: text.sentence(.matchNote)))
    ]
  }

  /// How many people of one dataset are in another, and where they were first.
  private func flowTable(_ results: ReportResults) -> [Report.Block] {
    let text = scope.text
    let rows = sorted(results.tables[flows.name]?.rows ?? [])
    guard !rows.isEmpty else { return [] }
    let isTimed = rows.contains { !$0[4].isMissing }
    func people(_ count: Int?) -> Report.Value {
      guard let count else { return .missing(.notApplicable) }
      return count > 0 && count < scope.document.minimumGroup ? .suppressed : .integer(count)
    }
    var columns: [Report.Table.Column] = [
      .init("dataset", text[.dataset], .text), .init("other", text[.other], .text),
      .init("people", text[.peopleKnown], .integer), .init("both", text[.peopleOfBoth], .integer),
      .init("share", text[.shareOfBoth], .ratio),
    ]
    if isTimed { columns.append(.init("earlier", text[.earlierHere], .integer)) }
    return [
      .table(
        Report.Table(
          id: "appendix_flows", title: text[.flowTitle], columns: columns,
          rows: rows.map { row in
            let (all, both) = (row[2].count ?? 0, row[3].count ?? 0)
            let shown = people(both)
            var cells: [Report.Value] = [
              .text(row[0].text ?? ""), .text(row[1].text ?? ""), people(all), shown,
              shown == .suppressed
                ? .suppressed : all > 0 ? .share(both, of: all) : .missing(.undefined),
            ]
            if isTimed {
              // The rest came to the other first, so that a few of them would be told too.
              let earlier = row[4].count
              let isTelling = earlier.map { people(both - $0) == .suppressed } ?? false
              cells.append(shown == .suppressed || isTelling ? .suppressed : people(earlier))
            }
            return Report.Table.Row(cells)
          }))
    ]
  }

  /// How many rows a person has.
  private func histogramTable(_ classes: [[Int?]]) -> [Report.Block] {
    guard !classes.isEmpty else { return [] }
    let text = scope.text
    let verdicts = SmallCells.list(
      classes.map { $0[1] ?? 0 }, minimumGroup: scope.document.minimumGroup)
    return [
      .table(
        Report.Table(
          id: "appendix_people_rows", title: text[.histogramTitle],
          columns: [
            .init("class", text[.rowsOfOne], .text),
            .init("people", text[.peopleKnown], .integer), .init("rows", text[.rowsRead], .integer),
          ],
          rows: classes.indices.map { index in
            let from = classes[index][0] ?? 0
            let next = PeopleMatches.classes.first { $0 > from }
            let isShown = verdicts[index] == .published
            return Report.Table.Row([
              .text(
                next.map { $0 == from + 1 ? "\(from)" : "\(from)–\($0 - 1)" } ?? "≥ \(from)"),
              isShown ? .integer(classes[index][1] ?? 0) : .suppressed,
              isShown ? .integer(classes[index][2] ?? 0) : .suppressed,
            ])
          }))
    ]
  }

  private func integers(_ fragment: Fragment, _ results: ReportResults) -> [[Int?]] {
    (results.tables[fragment.name]?.rows ?? []).map { $0.map { $0.count } }
      .sorted { ($0.first ?? nil) ?? 0 < ($1.first ?? nil) ?? 0 }
  }

  /// Rows about two datasets, in the order of the document.
  private func sorted(_ rows: [[Value]]) -> [[Value]] {
    let order = people.plan.sources.map { $0.dataset }
    let keys = people.plan.keys.map { $0.name }
    func rank(_ row: [Value]) -> [Int] {
      [
        order.firstIndex(of: row[0].text ?? "") ?? 0, order.firstIndex(of: row[1].text ?? "") ?? 0,
        keys.firstIndex(of: row[2].text ?? "") ?? 0,
      ]
    }
    return rows.sorted { rank($0).lexicographicallyPrecedes(rank($1)) }
  }

  /// Who is left out, and revenue before and after.
  private func leftOut(
    _ results: ReportResults, _ book: inout ReceiptBook
  ) -> [Report.Block] {
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
      let days = scope.clock.period.map { Report.Period($0) }
      let all = book.add(
        metric, before, part: "everybody", remark: text[.withEverybody], everybody: true,
        during: days)
      let kept = book.add(metric, after, during: days)
      sentence.spans +=
        text.sentence(
          .beforeAndAfter,
          [
            "metric": .words(metric.label(in: scope.language)),
            "before": .value(format.value(before), receipt: all),
            "after": .value(format.value(after), receipt: kept),
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
      let counts = row.dropFirst().map { $0.count ?? 0 }
      return Row(
        dataset: dataset, rows: counts[0], leftOut: counts[1], known: counts[2],
        unclear: counts[3], masked: counts[4])
    }
    .sorted { left, right in
      (order.firstIndex(of: left.dataset) ?? 0) < (order.firstIndex(of: right.dataset) ?? 0)
    }
  }

  private func count(_ fragment: Fragment, _ results: ReportResults) -> Int {
    results.tables[fragment.name]?.rows.first?.first?.count ?? 0
  }
}

extension SectionPhrase {
  fileprivate static let howPeopleAreKnown = SectionPhrase(
    "依次按 {keys} 认人，值相同就是同一个人，共认出 {people} 人；互相矛盾、因此谁也不算的值有 {values} 个，太多人共用的值有 {shared} 个。",
    "People are known by {keys}, in this order: equal values are one person, {people} in all. Values that contradict each other, and so say nothing: {values}; values that too many share: {shared}."
  )
  fileprivate static let withEverybody = SectionPhrase("含被剔除的人", "with those left out")
  fileprivate static let matchTitle = SectionPhrase("数据集之间能对上多少", "How far datasets match")
  fileprivate static let other = SectionPhrase("对照", "Other")
  fileprivate static let key = SectionPhrase("键", "Key")
  fileprivate static let rowsKept = SectionPhrase("未剔除的行", "Rows kept")
  fileprivate static let coverageShare = SectionPhrase("有可用的值", "Usable")
  fileprivate static let matchRate = SectionPhrase("其中对上", "Of those matched")
  fileprivate static let coverageTimesMatch = SectionPhrase("占全部行", "Of all rows")
  fileprivate static let matchNote = SectionPhrase(
    "对上：这一行的值在另一个数据集里也有，且能认出是谁。",
    "Matched: the other dataset has the row's value too, and it says who it is.")
  fileprivate static let flowTitle = SectionPhrase("两个数据集都有的人", "People of two datasets")
  fileprivate static let peopleKnown = SectionPhrase("人数", "People")
  fileprivate static let peopleOfBoth = SectionPhrase("对照里也有", "In the other too")
  fileprivate static let shareOfBoth = SectionPhrase("占比", "Share")
  fileprivate static let earlierHere = SectionPhrase("其中先出现在这里", "Here first")
  fileprivate static let histogramTitle = SectionPhrase("每人有多少行", "Rows for each person")
  fileprivate static let rowsOfOne = SectionPhrase("每人行数", "Rows of one")
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
