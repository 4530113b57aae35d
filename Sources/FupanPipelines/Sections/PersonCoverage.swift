import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// How many of the rows behind figures about people belong to somebody known.
///
/// A figure of a dataset that groups rows, such as buyers, rests on the rows it was made of.
struct PersonCoverage: Sendable {
  private let scope: ReportScope
  private let bases: [(name: String, fragment: Fragment)]
  /// Below this share a figure about people is said to be partial.
  private static let enough = 0.6

  /// Nil where the document does not say who people are, or these datasets know nobody.
  init?(of datasets: [CompiledDataset], in scope: ReportScope) throws(Problems) {
    guard scope.people != nil else { return nil }
    var found: [CompiledDataset] = []
    for dataset in datasets where !dataset.isAbsent {
      for base in scope.rows(behind: dataset) where !found.contains(where: { $0.name == base.name })
      {
        found.append(base)
      }
    }
    guard !found.isEmpty else { return nil }
    self.scope = scope
    bases = try found.map { base throws(Problems) in
      var rows = Relation(scanning: base.fragment, origin: Origin("coverage"))
      let time = scope.surroundings.timeColumns.lazy.compactMap { rows.schema[$0] }.first
      if let days = scope.clock.period, let time, time.type == .date || time.type == .timestamp {
        rows = rows.filtered(
          where: try MetricQuery.condition(time, days, rows, scope.surroundings))
      }
      return (
        base.name,
        Fragment(
          "coverage.\(base.name)",
          try rows.aggregated(
            [Aggregation("rows", .count), Aggregation("known", .count, of: PeoplePlan.person)],
            by: []))
      )
    }
  }

  /// As ``init(of:in:)``, for the datasets that a metric counts people of.
  init?(of metric: Metric, in scope: ReportScope) throws(Problems) {
    let names = scope.registry.closure(of: [metric.id]).flatMap { metric in
      metric.terms.filter { $0.countsPersons }.map { $0.dataset }
    }
    try self.init(of: scope.datasets.filter { names.contains($0.name) }, in: scope)
  }

  var fragments: [Fragment] { bases.map { $0.fragment } }

  /// Which share of the rows says who: `活动期内知道是谁的行：订单 97.0%、行为事件 81.2%。`
  func sentence(_ results: ReportResults) -> Report.Sentence? {
    let counts = counts(results)
    guard !counts.isEmpty else { return nil }
    let text = scope.text
    var spans = text.sentence(scope.clock.period == nil ? .knownRows : .knownRowsInPeriod).spans
    for (index, count) in counts.enumerated() {
      if index > 0 { spans.append(.words(text[.listComma])) }
      let name = CanonicalLabel.dataset(count.name, in: scope.language) ?? count.name
      spans.append(.words(name + " "))
      spans.append(.value(.share(count.known, of: count.rows), receipt: nil))
    }
    return Report.Sentence(spans + [.words(text[.fullStop])])
  }

  /// The sentence as a paragraph, with a warning where too few rows say who.
  func blocks(_ results: ReportResults) -> [Report.Block] {
    guard let sentence = sentence(results) else { return [] }
    let isPartial = counts(results).contains {
      Double($0.known) < PersonCoverage.enough * Double($0.rows)
    }
    let warning = Report.Callout(.caution, scope.text.sentence(.fewKnown))
    return [.prose(sentence)] + (isPartial ? [.callout(warning)] : [])
  }

  private func counts(_ results: ReportResults) -> [(name: String, rows: Int, known: Int)] {
    bases.compactMap { base in
      guard let row = results.tables[base.fragment.name]?.rows.first,
        case .integer(let rows) = row[0], case .integer(let known) = row[1], rows > 0
      else { return nil }
      return (base.name, Int(rows), Int(known))
    }
  }
}

extension ReportScope {
  /// The datasets whose single rows are behind those of a dataset, with persons.
  func rows(behind dataset: CompiledDataset) -> [CompiledDataset] {
    if dataset.fragment.relation.isRowByRow {
      return dataset.fragment.schema[PeoplePlan.person] == nil ? [] : [dataset]
    }
    return datasets(in: dataset.fragment.relation).flatMap { rows(behind: $0) }
  }

  /// The nearest datasets that a relation is made of.
  private func datasets(in relation: Relation) -> [CompiledDataset] {
    relation.scannedFragments.flatMap { fragment in
      datasets.first { $0.name == fragment.name }.map { [$0] } ?? datasets(in: fragment.relation)
    }
  }
}

extension Relation {
  /// Whether each of its rows is one that was read, none a group of others.
  fileprivate var isRowByRow: Bool {
    switch node {
    case .scan(.files), .values: true
    case .scan(.fragment(let fragment)): fragment.finish == nil && fragment.relation.isRowByRow
    case .project(let input, _), .filter(let input, _), .check(let input, _),
      .window(let input, _), .sort(let input, _), .limit(let input, _), .unnest(let input, _),
      .unpivot(let input, _), .join(let input, _, _):
      input.isRowByRow
    case .union(let inputs): inputs.allSatisfy { $0.isRowByRow }
    case .aggregate: false
    }
  }
}

extension SectionPhrase {
  fileprivate static let knownRowsInPeriod = SectionPhrase(
    "活动期内知道是谁的行：", "Rows of the period that say who: ")
  fileprivate static let knownRows = SectionPhrase("知道是谁的行：", "Rows that say who: ")
  fileprivate static let listComma = SectionPhrase("、", ", ")
  fileprivate static let fullStop = SectionPhrase("。", ".")
  fileprivate static let fewKnown = SectionPhrase(
    "知道是谁的行不到六成，按人的数字只代表这部分人。",
    "Fewer than six in ten rows say who: figures about people speak for those only.")
}
