import FupanConfig
import FupanDiagnostics
import FupanPlan

/// Every metric of a pipeline, by name.
package struct MetricRegistry: Sendable {
  /// The metrics in the order of their declaration.
  package let metrics: [Metric]
  /// The names of metrics that are counted in several ways, with those ways.
  package let families: [(name: String, modes: [MetricDeclaration.Mode])]
  /// What is doubtful about definitions without being wrong.
  package let warnings: [Diagnostic]

  /// - Throws: definitions that are incomplete, mix datasets in one aggregate, or go in circles.
  package init(_ declarations: OrderedMap<MetricDeclaration>) throws(Problems) {
    var found: [Diagnostic] = []
    var metrics: [Metric] = []
    var entries: [OrderedMap<MetricDeclaration>.Entry] = []
    for entry in declarations.entries {
      entries += found.gather { () throws(Problems) in try MetricDeclaration.expanded(entry) } ?? []
    }
    let names = entries.map { $0.name }
    for entry in entries {
      let metric = found.gather { () throws(Problems) in
        try MetricRegistry.metric(entry, among: names)
      }
      if let metric { metrics.append(metric) }
    }
    self.metrics = metrics
    families = declarations.entries.filter { !$0.value.modes.isEmpty }
      .map { ($0.name, $0.value.modes) }
    warnings = MetricLint.warnings(of: metrics)
    found += MetricLint.problems(of: metrics)
    for metric in metrics {
      if let circle = circle(from: metric.id, path: []) {
        found.append(
          Diagnostic(.metricCycle, at: metric.place, ["names": .list(circle)]))
        break
      }
    }
    if let problems = Problems(found) { throw problems }
  }

  /// The metric with this name or alias.
  package subscript(_ name: String) -> Metric? {
    metrics.first { $0.id == name }
      ?? metrics.first { metric in
        metric.declaration.aliases.contains { MetricLint.folded($0) == MetricLint.folded(name) }
      }
  }

  /// The metric with this name.
  ///
  /// - Throws: an unknown metric, with the nearest name.
  package func metric(_ name: String, at place: Place?) throws(Problems) -> Metric {
    guard let metric = self[name] else { throw unknown(name, at: place) }
    return metric
  }

  /// The metric with this name, counted in one way where there are several.
  ///
  /// - Throws: an unknown metric, or several ways of which none is said.
  package func metric(
    _ name: String, mode: MetricDeclaration.Mode?, at place: Place?
  ) throws(Problems) -> Metric {
    guard let mode, families.contains(where: { $0.name == name }) else {
      return try metric(name, at: place)
    }
    return try metric(MetricDeclaration.name(name, mode), at: place)
  }

  /// The metric that people mean by a word: by its name, or by a label that no other metric has.
  package func metric(called word: String) -> Metric? {
    if let metric = self[word] { return metric }
    let labelled = metrics.filter { metric in
      Language.allCases.contains { metric.label(in: $0).utf8.elementsEqual(word.utf8) }
    }
    return labelled.count == 1 ? labelled[0] : nil
  }

  /// The metric that people mean by a word.
  ///
  /// - Throws: an unknown metric, with the nearest name or label.
  package func metric(called word: String, at place: Place?) throws(Problems) -> Metric {
    guard let metric = metric(called: word) else {
      let labels = metrics.flatMap { metric in Language.allCases.map { metric.label(in: $0) } }
      throw unknown(word, at: place, or: labels)
    }
    return metric
  }

  private func unknown(_ name: String, at place: Place?, or labels: [String] = []) -> Problems {
    if let family = families.first(where: { $0.name == name }) {
      return Problems(
        Diagnostic(
          .modeMissing, at: place,
          [
            "name": .text(name), "modes": .list(family.modes.map { $0.rawValue }),
            "example": .text(
              family.modes.first.map { MetricDeclaration.name(name, $0) } ?? name),
          ]))
    }
    let names = metrics.map { $0.id }
    var diagnostic = Diagnostic(.unknownMetric, at: place, ["name": .text(name)])
    if let nearest = NearestName.to(name, among: names + labels) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    return Problems(diagnostic.with("metrics", .list(names)))
  }

  /// The metric and all it is composed of, each once, parts first.
  package func closure(of names: [String]) -> [Metric] {
    var result: [Metric] = []
    func visit(_ name: String) {
      guard let metric = self[name], !result.contains(where: { $0.id == metric.id }) else { return }
      if case .composed(_, let parts) = metric.form { parts.forEach(visit) }
      result.append(metric)
    }
    names.forEach(visit)
    return result
  }

  /// Whether a metric, or one it is made of, counts all there is whatever the days: such a figure
  /// has no baseline to be compared with and no course over the days.
  package func looksAtAllDays(_ name: String) -> Bool {
    closure(of: [name]).contains { $0.declaration.during == .all }
  }

  private func circle(from name: String, path: [String]) -> [String]? {
    if path.contains(name) { return path + [name] }
    guard let metric = self[name], case .composed(_, let parts) = metric.form else { return nil }
    for part in parts {
      if let found = circle(from: part, path: path + [name]) { return found }
    }
    return nil
  }

  private static func metric(
    _ entry: OrderedMap<MetricDeclaration>.Entry, among names: [String]
  ) throws(Problems) -> Metric {
    let declaration = entry.value
    if let numerator = declaration.numerator, let denominator = declaration.denominator,
      declaration.value == nil
    {
      var splitter = TermSplitter(metric: entry.name)
      let upper = try splitter.split(numerator)
      let lower = try splitter.split(denominator)
      return Metric(
        id: entry.name, place: entry.place, declaration: declaration,
        form: .ratio(numerator: upper, denominator: lower))
    }
    guard let value = declaration.value, declaration.numerator == nil,
      declaration.denominator == nil
    else {
      throw Problems(Diagnostic(.metricIncomplete, at: entry.place, ["name": .text(entry.name)]))
    }
    var splitter = TermSplitter(metric: entry.name)
    let expression = try splitter.split(value)
    if expression.terms.isEmpty {
      let parts = splitter.bareNames
      for (name, offset) in parts where !names.contains(name) {
        var diagnostic = Diagnostic(
          .unknownMetric, at: value.place(at: offset), ["name": .text(name)])
        if let nearest = NearestName.to(name, among: names) {
          diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
        }
        throw Problems(diagnostic.with("metrics", .list(names)))
      }
      return Metric(
        id: entry.name, place: entry.place, declaration: declaration,
        form: .composed(value, of: parts.map { $0.name }))
    }
    if let (name, offset) = splitter.bareNames.first {
      throw Problems(
        Diagnostic(.metricMixed, at: value.place(at: offset), ["name": .text(name)]))
    }
    return Metric(
      id: entry.name, place: entry.place, declaration: declaration, form: .value(expression))
  }
}
