import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanReports

/// Collects how the figures of a section came about, each under one id.
///
///     let id = book.add(revenue, figure, during: period)
///     let card = Report.Card(metric: "revenue", …, receipt: id)
struct ReceiptBook {
  private(set) var receipts: [Report.Receipt] = []
  private let scope: ReportScope
  private let inputs: [Report.Receipt.Input]
  private let text: SectionText
  private let digest: DefinitionDigest

  init(_ scope: ReportScope, _ results: ReportResults) {
    self.scope = scope
    inputs = results.inputs
    text = SectionText(scope.language)
    digest = DefinitionDigest(scope.document, scope.registry, scope.surroundings.parameters)
  }

  /// Notes a figure and gives back the receipt's id: `revenue`, or `revenue@baseline`.
  ///
  /// - Parameters:
  ///   - part: which part of the data it is for; stable, and nil for the report's own period.
  ///   - remark: the same for readers.
  ///   - condition: what was kept of the rows beside the metric's own filter.
  ///   - everybody: whether the figure is with those who are left out of all others.
  mutating func add(
    _ metric: Metric, _ figure: MetricFigure, part: String? = nil, remark: String? = nil,
    condition: String? = nil, everybody: Bool = false, during window: Report.Period?
  ) -> String {
    let id = part.map { "\(metric.id)@\($0)" } ?? metric.id
    guard !receipts.contains(where: { $0.id == id }) else { return id }
    let filters =
      [metric.declaration.filter?.text, condition].compactMap { $0 }
      + (everybody ? [] : [exceptions(from: metric)].compactMap { $0 })
    let label = metric.label(in: scope.language)
    receipts.append(
      Report.Receipt(
        id: id, metric: metric.id, label: remark.map { text.label(label, remark: $0) } ?? label,
        value: FigureFormat(metric).value(figure), formula: formula(of: metric),
        filter: filters.isEmpty ? nil : filters.joined(separator: " and "),
        numerator: figure.numerator.flatMap { part in self.part(part, of: metric) },
        denominator: figure.denominator.flatMap { part in self.part(part, of: metric) },
        n: figure.rows > 0 ? figure.rows : nil,
        nMissing: figure.known.flatMap { $0 < figure.rows ? figure.rows - $0 : nil },
        window: metric.declaration.during == .all ? nil : window,
        inputs: inputs(of: metric), definitionVersion: String(metric.declaration.version),
        definition: digest.digest(of: metric)))
    return id
  }

  /// The definition in words, then the arithmetic.
  private func formula(of metric: Metric) -> Report.Localized {
    let arithmetic = metric.formulaText
    guard let words = metric.declaration.formula else {
      return Report.Localized(zh: arithmetic, en: arithmetic)
    }
    return Report.Localized(zh: "\(words.zh)：\(arithmetic)", en: "\(words.en): \(arithmetic)")
  }

  /// A part of a ratio; what has cents is an amount where the metric's rows are money.
  private func part(_ value: Value, of metric: Metric) -> Report.Value? {
    guard let exact = value.scaledInteger else { return nil }
    if exact.scale == 0 { return FigureFormat(unit: "count").value(exact) }
    return FigureFormat(unit: exact.scale <= 4 ? scope.document.currency : "number").value(exact)
  }

  /// Who is left out of the rows behind a metric, as a condition: `person_id not in (员工.csv)`.
  private func exceptions(from metric: Metric) -> String? {
    guard let people = scope.people, people.plan.hasExceptions else { return nil }
    let names = scope.registry.closure(of: [metric.id]).flatMap { $0.datasets }
    let behind = Program(
      results: scope.datasets.filter { names.contains($0.name) }.map { $0.fragment })
    let sources = Set(people.plan.sources.map { PeoplePlan.name(ofRowsOf: $0.dataset) })
    guard behind.fragments.contains(where: { sources.contains($0.name) }) else { return nil }
    let lists = scope.document.people?.except.map { $0.label } ?? []
    return "\(PeoplePlan.person) not in (\(lists.joined(separator: ", ")))"
  }

  /// The files behind a metric; all of them where it cannot be told.
  private func inputs(of metric: Metric) -> [Report.Receipt.Input] {
    let names = scope.registry.closure(of: [metric.id]).flatMap { $0.datasets }
    let files = Set(
      scope.datasets.filter { names.contains($0.name) }
        .flatMap { $0.fragment.relation.inputFiles })
    let own = inputs.filter { files.contains($0.name) }
    return own.isEmpty ? inputs : own
  }
}

extension Relation {
  /// The files that the rows come from, each once.
  var inputFiles: [String] {
    var files: [String] = []
    collectInputFiles(into: &files)
    return files
  }

  private func collectInputFiles(into files: inout [String]) {
    switch node {
    case .scan(.files(let source)):
      for file in source.files where !files.contains(file) { files.append(file) }
    case .scan(.fragment(let fragment)): fragment.relation.collectInputFiles(into: &files)
    case .values: break
    case .project(let input, _), .filter(let input, _), .check(let input, _),
      .aggregate(let input, _, _), .window(let input, _), .sort(let input, _),
      .limit(let input, _), .unnest(let input, _), .unpivot(let input, _):
      input.collectInputFiles(into: &files)
    case .join(let left, let right, _):
      left.collectInputFiles(into: &files)
      right.collectInputFiles(into: &files)
    case .union(let inputs):
      for input in inputs { input.collectInputFiles(into: &files) }
    }
  }
}
