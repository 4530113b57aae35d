import CLibCrypto
import FupanData
import FupanMetrics
import FupanPlan

extension RunFacts {
  /// What a run keeps, from the rows that were computed for it.
  init(_ pipeline: CompiledPipeline, _ tables: [String: Table]) {
    let digest = DefinitionDigest(
      pipeline.document, pipeline.registry,
      Dictionary(pipeline.parameters.map { ($0.name, $0.value) }) { first, _ in first })
    parameters = pipeline.parameters.compactMap { parameter in
      guard pipeline.document.parameters[parameter.name]?.isSecret != true,
        let text = parameter.value.text, let type = parameter.value.type
      else { return nil }
      return Parameter(name: parameter.name, type: type.description, value: text)
    }
    metrics = pipeline.registry.closure(of: pipeline.factMetrics).map { metric in
      let declaration = metric.declaration
      return Definition(
        id: metric.id, zh: declaration.label.zh, en: declaration.label.en, unit: declaration.unit,
        during: declaration.during.rawValue, interval: declaration.interval.rawValue,
        value: declaration.value?.text, numerator: declaration.numerator?.text,
        denominator: declaration.denominator?.text, filter: declaration.filter?.text,
        digest: digest.digest(of: metric))
    }
    passes = (pipeline.facts?.passes ?? []).map { pass in
      Pass(
        dataset: pass.dataset, metrics: pass.metrics,
        terms: pass.terms.map {
          Term(name: $0.name, function: $0.function.rawValue, type: $0.type.description)
        },
        rows: tables[pass.fragment.name].flatMap { RunFacts.rows(of: $0, pass) })
    }
  }

  /// The rows by their hashes, so that their order tells nothing.
  private static func rows(of table: Table, _ pass: MetricRows.Pass) -> [String]? {
    guard table.count <= mostRows else { return nil }
    let separator: UInt8 = 0x1F
    let missing: UInt8 = 0x1E
    var rows: [(key: String, values: [Value])] = []
    for row in table.rows {
      var bytes = Array(pass.dataset.utf8)
      for value in row[2..<(2 + pass.keys)] {
        bytes.append(separator)
        if let text = value.text { bytes += Array(text.utf8) } else { bytes.append(missing) }
      }
      rows.append((String(Hexadecimal.sha256(bytes).prefix(16)), row))
    }
    let firstArgument = 2 + pass.keys
    // Rows that are known by the same stand in the order of all they hold, whichever was read first.
    let sorted = rows.sorted { left, right in
      if left.key != right.key { return left.key.utf8.lexicographicallyPrecedes(right.key.utf8) }
      for (a, b) in zip(left.values, right.values) where a != b {
        guard let a = a.text else { return false }
        guard let b = b.text else { return true }
        return a.utf8.lexicographicallyPrecedes(b.utf8)
      }
      return false
    }
    var labels: [[Value: Int]] = pass.terms.map { _ in [:] }
    return sorted.map { row in
      var parts = [row.key, "-", "0"]
      if case .date(let day) = row.values[0] { parts[1] = String(day) }
      if row.values[1] == .bool(true) { parts[2] = "1" }
      for (index, term) in pass.terms.enumerated() {
        let value = row.values[firstArgument + index]
        guard !value.isMissing else {
          parts.append("-")
          continue
        }
        switch term.function {
        case .count: parts.append("1")
        case .distinct:
          let label = labels[index][value] ?? labels[index].count
          labels[index][value] = label
          parts.append(String(label))
        case .sum, .average: parts.append(value.text ?? "-")
        }
      }
      return parts.joined(separator: " ")
    }
  }
}

extension CompiledPipeline {
  /// The metrics of the whole period that the report shows: those whose rows are kept.
  var factMetrics: [String] {
    var names: [String] = []
    for (_, section) in sections {
      for query in section.queries where query.request.name == "period" {
        for name in query.request.metrics where !names.contains(name) { names.append(name) }
      }
    }
    return names
  }
}
