import Foundation
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// Turns a pipeline file into a plan, finding every problem on the way.
///
/// `check`, `plan` and `run` all compile here, so what passes a check is what runs.
package struct PipelineCompiler: Sendable {
  /// What the command line says beside the file.
  package struct Options: Sendable {
    /// `--param name=value`.
    package var parameters: [(name: String, value: String)] = []
    /// `--as-of`: the last day to know, or nil for the campaign's own.
    package var asOf: CivilDate?
    /// Today in the report's zone, for documents without a campaign.
    package var today: CivilDate

    package init(today: CivilDate) { self.today = today }
  }

  private let loader: DocumentLoader
  private let inputs: @Sendable (_ folder: String, _ settle: Int) -> any InputInspector

  /// - Parameter inputs: makes an inspector for files named relative to a folder, which must have
  ///   been left alone for so many seconds.
  package init(
    loader: DocumentLoader,
    inputs: @escaping @Sendable (_ folder: String, _ settle: Int) -> any InputInspector
  ) {
    self.loader = loader
    self.inputs = inputs
  }

  /// The lines of the document's files, for rendering problems; empty where it cannot be read.
  package func sources(of path: String) -> [SourceFile] {
    if let loaded = try? loader.load(path) { return loaded.sources }
    // A file that is no YAML has lines all the same.
    return FileManager.default.contents(atPath: path).map { bytes in
      [SourceFile(name: path, text: String(decoding: bytes, as: UTF8.self))]
    } ?? []
  }

  /// What a document says of itself before it is compiled: the language and the zone, nil where it
  /// says none or cannot be read.
  package func declared(by path: String) -> (language: Language?, zone: TimeZoneRules?) {
    guard let root = try? loader.load(path).root else { return (nil, nil) }
    return (
      root["locale"]?.scalar.flatMap { Language(rawValue: $0) },
      root["timezone"]?.scalar.flatMap { TimeZoneRules(identifier: $0) }
    )
  }

  /// The document at `path` and the scope that its datasets are compiled in, for its tests.
  ///
  /// - Throws: every problem of the document's settings.
  func scoped(
    _ path: String, _ options: Options
  ) throws(Problems) -> (document: PipelineDocument, scope: Scope) {
    let loaded = try loader.load(path)
    var found: [Diagnostic] = []
    let document = PipelineDocument(
      from: loaded.root,
      in: DecodingContext(
        parameter: "pipeline", substitutions: substitutions(in: loaded.root, options)),
      gathering: &found)
    guard let document else { throw ordered(found, path) }
    let folder = (path as NSString).deletingLastPathComponent
    let parameters = try self.parameters(document, options, of: path)
    let campaign = document.days
    let scope = Scope(
      origin: Origin("pipeline"), dataset: "",
      parameters: Dictionary(
        parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }),
      campaign: campaign, zone: try zone(document), currency: document.currency,
      asOf: options.asOf ?? endOfPeriod(campaign) ?? options.today.adding(days: -1),
      minimumGroup: document.minimumGroup, inputs: inputs(folder, 0))
    return (document, scope)
  }

  /// Compiles the document at `path`.
  ///
  /// - Throws: every problem of the document, in the order of the file.
  package func compile(_ path: String, _ options: Options) throws(Problems) -> CompiledPipeline {
    let loaded = try loader.load(path)
    var found: [Diagnostic] = []
    let substitutions = substitutions(in: loaded.root, options)
    let decoded = PipelineDocument(
      from: loaded.root, in: DecodingContext(parameter: "pipeline", substitutions: substitutions),
      gathering: &found)
    guard let document = decoded else { throw ordered(found, path) }
    let folder = (path as NSString).deletingLastPathComponent
    let parameters = found.gather { () throws(Problems) in
      try self.parameters(document, options, of: path)
    }
    let zone = found.gather { () throws(Problems) in try self.zone(document) } ?? nil
    let campaign = document.days
    let asOf = options.asOf ?? endOfPeriod(campaign) ?? options.today.adding(days: -1)
    // Datasets see no day of the period that the report may not know.
    var known = campaign
    if let days = ReportClock(campaign, asOf: asOf).period { known?.period = days }
    let scope = Scope(
      origin: Origin("pipeline"), dataset: "",
      parameters: Dictionary(
        (parameters ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }),
      campaign: known, zone: zone, currency: document.currency, asOf: asOf,
      minimumGroup: document.minimumGroup, inputs: inputs(folder, document.settle?.seconds ?? 0))
    var compiler = DatasetCompiler(
      document.datasets, scope: scope, settings: DatasetCompiler.Settings(document))
    compiler.compile()
    found += compiler.problems
    found += compiler.datasets.flatMap { dataset in
      dataset.absentFiles.map { file in
        Diagnostic(
          .inputAbsent, at: dataset.place, ["dataset": .text(dataset.name), "file": .text(file)],
          severity: .warning)
      }
    }
    found.gather { () throws(Problems) in
      try Program(results: compiler.datasets.map { $0.fragment }).requireReadableFormats()
    }
    let registry = found.gather { () throws(Problems) in try MetricRegistry(document.metrics) }
    guard let registry else { throw ordered(found, path) }
    let plan = PlanFiles(of: path)
    let wanted = found.gather { () throws(Problems) in
      try plan.targets(document.targets, registry)
    }
    let margin = scope.parameters["gross_margin"]?.double
    let targets = (wanted ?? []).compactMap { target in
      found.gather { () throws(Problems) in
        try TargetPlan(target, registry, grossMargin: margin)
      }
    }
    found += registry.warnings
    found += TargetLint(targets, registry, parameters: scope.parameters)
      .warnings(in: document.locale.language)
    for benchmark in document.benchmarks {
      found.gather { () throws(Problems) in
        _ = try registry.metric(benchmark.name, at: benchmark.place)
      }
    }
    if let campaign, let baseline = campaign.baseline {
      found += HolidayCalendar(document.calendar).warnings(
        period: campaign.planned, baseline: baseline, at: document.campaign?.$baseline.place)
    }
    let alerts = document.alerts.compactMap { alert in
      found.gather { () throws(Problems) in
        try AlertPlan(alert, preset: document.thresholds[alert.name], registry)
      }
    }
    let ledgers = found.gather { () throws(Problems) in
      try plan.ledgers(document.ledgers)
    }
    let earlier = found.gather { () throws(Problems) in
      try EarlierCampaign(of: document, at: path)
    }
    let past = found.gather { () throws(Problems) in try PastCampaigns(of: document, at: path) }
    let surroundings = self.surroundings(compiler.datasets, scope)
    let people =
      found.gather { () throws(Problems) in
        try PeopleReport(compiler, registry, surroundings, campaign, asOf: asOf)
      } ?? nil
    let tagLint =
      found.gather { () throws(Problems) in
        try compiler.tagLint(origin: Origin("channels"))
      } ?? nil
    let alertQueries = alerts.compactMap { alert in
      found.gather { () throws(Problems) in
        try MetricQuery(
          alert.request(during: ReportClock(campaign, asOf: asOf).period), registry, surroundings)
      }
    }
    var sections: [(kind: Report.Section.Kind, section: PreparedSection)] = []
    for use in document.report?.sections ?? [] {
      let reportScope = ReportScope(
        document: document, language: document.locale.language, registry: registry,
        targets: targets, alerts: alerts, datasets: compiler.datasets, surroundings: surroundings,
        campaign: campaign, asOf: asOf, place: use.place, ledgers: ledgers ?? Ledgers(),
        earlier: earlier ?? nil, past: past ?? PastCampaigns(), people: people,
        channels: compiler.channels, tagLint: tagLint)
      let kind = type(of: use.section).kind
      let prepared = found.gather { () throws(Problems) in
        let section = try use.section.prepare(in: reportScope)
        // Cards say it themselves, and the appendix accounts for everybody.
        return [.verdict, .appendix].contains(kind)
          ? section : try section.tellingCoverage(in: reportScope)
      }
      if let prepared { sections.append((kind, prepared)) }
    }
    found.gather { () throws(Problems) in
      _ = try ReportOutputs(document.report, sinks: compiler.sinks)
    }
    for hidden in document.report?.write.flatMap({ $0.settings.hide }) ?? [] {
      // What is misspelt would be told.
      found.gather { () throws(Problems) in
        _ = try registry.metric(hidden.value, at: hidden.place)
      }
    }
    if found.contains(where: { $0.severity == .error }) { throw ordered(found, path) }
    var compiled = CompiledPipeline(
      document: document, path: path, documentFiles: loaded.files + plan.files(of: document),
      datasets: compiler.datasets,
      sinks: compiler.sinks, registry: registry, targets: targets, alerts: alerts,
      alertQueries: alertQueries, sections: sections, zone: zone, asOf: asOf,
      parameters: parameters ?? [], warnings: found + alerts.flatMap { $0.remarks })
    compiled.people = compiler.people
    compiled.facts = try facts(compiled, surroundings)
    return compiled
  }

  /// The problems in the order of the file; those that follow from others are left out.
  private func ordered(_ found: [Diagnostic], _ path: String) -> Problems {
    // What only warns is no news where the run cannot start.
    let found = found.filter { $0.severity == .error }
    let own = found.filter { $0.code != Message.dependsOnEarlierProblem.code }
    let sorted = (own.isEmpty ? found : own).enumerated().sorted { left, right in
      guard let a = left.element.place, let b = right.element.place, a != b else {
        return left.offset < right.offset
      }
      return a < b
    }
    guard let problems = Problems(sorted.map { $0.element }) else {
      return Problems(Diagnostic(.documentMissing, ["path": .text(path), "reason": "empty"]))
    }
    return problems
  }

  private func endOfPeriod(_ campaign: CampaignDays?) -> CivilDate? {
    campaign.map { CivilDate(daysSinceEpoch: $0.period.last.daysSince1970) }
  }

  private func zone(_ document: PipelineDocument) throws(Problems) -> TimeZoneRules? {
    guard let timezone = document.timezone else { return nil }
    guard let zone = TimeZoneRules(identifier: timezone.value) else {
      throw Problems(
        Diagnostic(.unknownTimezone, at: timezone.place, ["name": .text(timezone.value)]))
    }
    return zone
  }

  /// `${name}` as text, known before anything else is read.
  private func substitutions(in root: Node, _ options: Options) -> [String: String] {
    var result: [String: String] = [:]
    for entry in root["parameters"]?.mapping ?? [] {
      let fallback = entry.value["default"]?.scalar ?? entry.value.scalar
      let given = options.parameters.last { $0.name == entry.key }?.value
      let environment = entry.value["env"]?.scalar.flatMap {
        ProcessInfo.processInfo.environment[$0]
      }
      if let text = given ?? environment ?? fallback { result[entry.key] = text }
    }
    return result
  }

  private func parameters(
    _ document: PipelineDocument, _ options: Options, of pipeline: String
  ) throws(Problems) -> [(name: String, value: Value)] {
    var found: [Diagnostic] = []
    let names = document.parameters.names
    for (name, _) in options.parameters where !names.contains(name) {
      var diagnostic = Diagnostic(.parameterUnknown, ["name": .text(name)])
      if let nearest = NearestName.to(name, among: names) {
        diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
      }
      found.append(diagnostic)
    }
    var result: [(name: String, value: Value)] = []
    for entry in document.parameters.entries {
      let given = options.parameters.last { $0.name == entry.name }?.value
      let environment = entry.value.env.flatMap { ProcessInfo.processInfo.environment[$0] }
      var kept: String?
      if given == nil, environment == nil, let file = entry.value.file {
        let content = found.gather { () throws(Problems) in
          try SecretFile.text(of: file, for: entry.name, in: pipeline)
        }
        guard let content else { continue }
        kept = content
      }
      guard let text = given ?? environment ?? kept ?? entry.value.default?.value else {
        found.append(
          Diagnostic(.parameterWithoutValue, at: entry.place, ["name": .text(entry.name)]))
        continue
      }
      guard let value = entry.value.value(of: text) else {
        found.append(
          Diagnostic(
            .parameterValue, at: given == nil ? entry.value.default?.place : nil,
            [
              "name": .text(entry.name), "text": .text(text),
              "type": .text(entry.value.type.rawValue),
            ]))
        continue
      }
      result.append((entry.name, value))
    }
    if let problems = Problems(found) { throw problems }
    return result
  }

  private func surroundings(
    _ datasets: [CompiledDataset], _ scope: Scope
  ) -> MetricQuery.Surroundings {
    var relations: [String: Relation] = [:]
    for dataset in datasets where !dataset.isAbsent {
      relations[dataset.name] = Relation(scanning: dataset.fragment, origin: Origin("metrics"))
    }
    return MetricQuery.Surroundings(
      relations: relations, parameters: scope.parameters, zone: scope.zone ?? .utc,
      timeColumns: TimeColumn.canonical)
  }

  /// The rows that a published run keeps, so that the next one can be compared with it.
  private func facts(
    _ compiled: CompiledPipeline, _ surroundings: MetricQuery.Surroundings
  ) throws(Problems) -> MetricRows? {
    guard compiled.document.report != nil else { return nil }
    let identity = RowIdentity(compiled.document)
    var marked = surroundings
    for dataset in compiled.datasets {
      marked.relations[dataset.name] = marked.relations[dataset.name].map {
        identity.marked(dataset.name, $0)
      }
    }
    return try MetricRows(
      of: compiled.factMetrics,
      during: ReportClock(compiled.document.campaign?.days, asOf: compiled.asOf).period,
      limit: RunFacts.mostRows + 1, compiled.registry, marked
    ) { identity.keys(of: $0, $1) }
  }
}

extension CivilDate {
  /// The day so many days later.
  func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }
}
