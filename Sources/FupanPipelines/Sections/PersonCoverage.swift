import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// How many of the rows behind figures about people belong to somebody known, and where figures rest
/// on two datasets, how many of those are found in both.
///
/// A figure of a dataset that groups rows, such as buyers, rests on the rows it was made of.
struct PersonCoverage: Sendable {
  private let scope: ReportScope
  private let bases: [(name: String, fragment: Fragment)]
  /// Datasets that a figure joins: rows of the one whose person the other has too.
  private let joins: [(dataset: String, other: String, fragment: Fragment)]
  /// Below this share a figure about people is said to be partial.
  private static let enough = 0.6

  /// - Parameter groups: the datasets behind each figure, that which is counted first.
  private init?(behind groups: [[CompiledDataset]], in scope: ReportScope) throws(Problems) {
    guard scope.people != nil else { return nil }
    var found: [CompiledDataset] = []
    for base in groups.flatMap({ $0 }) where !found.contains(where: { $0.name == base.name }) {
      found.append(base)
    }
    guard !found.isEmpty else { return nil }
    self.scope = scope
    bases = try found.map { base throws(Problems) in
      (
        base.name,
        Fragment(
          "coverage.of.\(base.name)",
          try PersonCoverage.rows(of: base, in: scope)
            .aggregated(
              [Aggregation("rows", .count), Aggregation("known", .count, of: PeoplePlan.person)],
              by: []))
      )
    }
    var joins: [(dataset: String, other: String, fragment: Fragment)] = []
    for group in groups {
      guard let first = group.first else { continue }
      for other in group.dropFirst()
      where other.name != first.name
        && !joins.contains(where: { $0.dataset == first.name && $0.other == other.name })
      {
        let persons = try PersonCoverage.rows(of: first, in: scope)
          .aggregated([Aggregation("rows", .count)], by: [PeoplePlan.person])
          .shared(as: "coverage.by_person.\(first.name)")
        let there = try Relation(scanning: other.fragment, origin: Origin("coverage"))
          .distinct([PeoplePlan.person])
          .shared(as: "coverage.persons.\(other.name)")
        joins.append(
          (
            first.name, other.name,
            Fragment(
              "coverage.both.\(first.name).\(other.name)",
              try persons.matching(.semi, there, on: PeoplePlan.person)
                .aggregated([Aggregation("rows", .sum, of: "rows")], by: []))
          ))
      }
    }
    self.joins = joins
  }

  /// The rows of a dataset that the report looks at.
  private static func rows(
    of base: CompiledDataset, in scope: ReportScope
  ) throws(Problems) -> Relation {
    let rows = Relation(scanning: base.fragment, origin: Origin("coverage"))
    let time = scope.surroundings.timeColumns.lazy.compactMap { rows.schema[$0] }.first
    guard let days = scope.clock.period, let time, time.type == .date || time.type == .timestamp
    else { return rows }
    return rows.filtered(
      where: try Expression(time).lies(within: days.daysSince1970, in: scope.surroundings.zone))
  }

  /// What a metric counts people of; nil where it counts none or the document does not say who they
  /// are.
  init?(of metric: Metric, in scope: ReportScope) throws(Problems) {
    try self.init(behind: [scope.people(countedBy: metric)], in: scope)
  }

  /// What a section's figures, tables and charts are made of, as far as they look at people.
  init?(of section: PreparedSection, in scope: ReportScope) throws(Problems) {
    let metrics = section.queries.flatMap { $0.request.metrics }.uniqued()
    let counted = metrics.compactMap { scope.registry[$0] }.map { scope.people(countedBy: $0) }
    let shown = section.fragments.filter { scope.readsPersons($0.relation) }
      .flatMap { fragment -> [[CompiledDataset]] in
        let rows = scope.rows(behind: fragment)
        // Whoever came and bought nothing is nobody that was not found.
        return scope.tellsWhoCameOn(fragment) ? rows.map { [$0] } : [rows]
      }
    try self.init(behind: counted + shown, in: scope)
  }

  var fragments: [Fragment] { bases.map { $0.fragment } + joins.map { $0.fragment } }

  /// Which share of the rows says who: `活动期内知道是谁的行：订单 97.0%、行为事件 81.2%。`
  func sentence(_ results: ReportResults) -> Report.Sentence? {
    let counts = counts(results)
    guard !counts.isEmpty else { return nil }
    let text = scope.text
    var spans = text.sentence(scope.clock.period == nil ? .knownRows : .knownRowsInPeriod).spans
    for (index, count) in counts.enumerated() {
      if index > 0 { spans.append(.words(text[.listComma])) }
      spans.append(.words(name(count.name) + " "))
      spans.append(.value(.share(count.known, of: count.rows), receipt: nil))
    }
    spans.append(.words(text[.fullStop]))
    for join in joined(results) {
      spans +=
        text.sentence(
          .foundThere,
          [
            "dataset": .words(name(join.dataset)), "other": .words(name(join.other)),
            "share": .value(.share(join.found, of: join.rows), receipt: nil),
          ]
        ).spans
    }
    return Report.Sentence(spans)
  }

  /// The sentence as a paragraph, with a warning where too few rows say who.
  func blocks(_ results: ReportResults) -> [Report.Block] {
    guard let sentence = sentence(results) else { return [] }
    var blocks = [Report.Block.prose(sentence)]
    func warn(_ phrase: SectionPhrase) {
      blocks.append(.callout(Report.Callout(.caution, scope.text.sentence(phrase))))
    }
    if counts(results).contains(where: { PersonCoverage.isPartial($0.known, of: $0.rows) }) {
      warn(.fewKnown)
    }
    if joined(results).contains(where: { PersonCoverage.isPartial($0.found, of: $0.rows) }) {
      warn(.fewFound)
    }
    return blocks
  }

  /// The sentence for a single figure, which says itself where it is partial.
  func note(_ results: ReportResults) -> Report.Sentence? {
    guard var sentence = sentence(results) else { return nil }
    if isPartial(results) { sentence.spans += scope.text.sentence(.partial).spans }
    return sentence
  }

  /// Whether figures rest on too few of the rows to speak for all.
  func isPartial(_ results: ReportResults) -> Bool {
    counts(results).contains { PersonCoverage.isPartial($0.known, of: $0.rows) }
      || joined(results).contains { PersonCoverage.isPartial($0.found, of: $0.rows) }
  }

  private static func isPartial(_ part: Int, of rows: Int) -> Bool {
    Double(part) < enough * Double(rows)
  }

  private func name(_ dataset: String) -> String {
    CanonicalLabel.dataset(dataset, in: scope.language) ?? dataset
  }

  private func counts(_ results: ReportResults) -> [(name: String, rows: Int, known: Int)] {
    bases.compactMap { base in
      guard let row = results.tables[base.fragment.name]?.rows.first,
        let rows = row[0].count, let known = row[1].count, rows > 0
      else { return nil }
      return (base.name, rows, known)
    }
  }

  private func joined(
    _ results: ReportResults
  ) -> [(dataset: String, other: String, rows: Int, found: Int)] {
    let counts = counts(results)
    return joins.compactMap { join in
      guard let all = counts.first(where: { $0.name == join.dataset }),
        let row = results.tables[join.fragment.name]?.rows.first
      else { return nil }
      // No row at all sums up to nothing.
      return (join.dataset, join.other, all.rows, row[0].count ?? 0)
    }
  }
}

extension PreparedSection {
  /// The section, which says how many of the rows behind its figures about people say who.
  func tellingCoverage(in scope: ReportScope) throws(Problems) -> PreparedSection {
    guard let coverage = try PersonCoverage(of: self, in: scope) else { return self }
    let build = build
    return PreparedSection(queries: queries, fragments: fragments + coverage.fragments) { results in
      var built = build(results)
      // Ledgers and alerts quote figures of other sections, which say it already.
      let isQuoted = built.section.kind == .why || built.section.kind == .next
      if !built.section.blocks.isEmpty, !isQuoted || coverage.isPartial(results) {
        built.section.blocks += coverage.blocks(results)
      }
      return built
    }
  }
}

extension ReportScope {
  /// The datasets that a metric counts people of, in the order of its terms.
  fileprivate func people(countedBy metric: Metric) -> [CompiledDataset] {
    let names = registry.closure(of: [metric.id]).flatMap { metric in
      metric.terms.filter { $0.countsPersons }.map { $0.dataset }
    }
    return names.uniqued().compactMap { name in datasets.first { $0.name == name } }
      .flatMap { rows(behind: $0.fragment) }
  }

  /// Whether what a fragment shows is for how many people something came after something else.
  fileprivate func tellsWhoCameOn(_ fragment: Fragment) -> Bool {
    datasets.first { $0.name == fragment.name }?.lastStage is Backflow
  }

  /// The datasets whose single rows are behind those of a fragment, with persons.
  fileprivate func rows(behind fragment: Fragment) -> [CompiledDataset] {
    if let base = base(fragment) { return [base] }
    return datasets(in: fragment.relation).flatMap { rows(behind: $0.fragment) }
  }

  /// The dataset of this name where its rows are as they were read, and say who.
  private func base(_ fragment: Fragment) -> CompiledDataset? {
    guard let dataset = datasets.first(where: { $0.name == fragment.name }), !dataset.isAbsent,
      fragment.schema[PeoplePlan.person] != nil, fragment.relation.isRowByRow
    else { return nil }
    return dataset
  }

  /// Whether rows are told apart, joined or counted by persons on the way from the single rows.
  fileprivate func readsPersons(_ relation: Relation) -> Bool {
    let person = PeoplePlan.person
    switch relation.node {
    case .scan(.fragment(let fragment)):
      return base(fragment) == nil && readsPersons(fragment.relation)
    case .aggregate(_, let keys, let into):
      if keys.contains(person) || into.contains(where: { $0.column == person }) { return true }
    case .project(_, let projections):
      let isRead = projections.contains { projection in
        projection.expression.columns.contains(person)
          && !(projection.passedColumn == person && projection.name == person)
      }
      if isRead { return true }
    case .filter(_, let condition): if condition.columns.contains(person) { return true }
    case .window(_, let window): if window.partition.contains(person) { return true }
    case .join(_, _, let join):
      if join.on.contains(where: { $0.left == person || $0.right == person }) { return true }
    default: break
    }
    return relation.inputs.contains { readsPersons($0) }
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
  fileprivate static let foundThere = SectionPhrase(
    "{dataset}里能在{other}里找到本人的行 {share}。",
    " Rows of {dataset} whose person is in {other} too: {share}.")
  fileprivate static let partial = SectionPhrase(
    "不到六成，只代表这部分人。", " Fewer than six in ten: it speaks for those only.")
  fileprivate static let fewFound = SectionPhrase(
    "能对上人的行不到六成，跨数据集的数字只代表这部分人。",
    "Fewer than six in ten rows find their person in both: figures across datasets speak for those only."
  )
  fileprivate static let fewKnown = SectionPhrase(
    "知道是谁的行不到六成，按人的数字只代表这部分人。",
    "Fewer than six in ten rows say who: figures about people speak for those only.")
}
