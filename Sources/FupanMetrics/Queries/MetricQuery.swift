import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// A request as a plan: the reductions to run, and how figures are finished from their results.
package struct MetricQuery: Sendable {
  package let request: MetricRequest
  /// One reduction for each dataset, filter and time column.
  package let fragments: [Fragment]
  /// Metrics that cannot be computed here, with the datasets or columns they lack.
  package let unavailable: [(metric: String, lacks: [String])]
  private let metrics: [Metric]
  private let parts: [Part]
  private let parameters: [String: Value]

  /// What a metric takes of a reduction: which dataset, which terms.
  private struct Part: Sendable {
    let fragment: String
    let dataset: String
    let metric: String
    let terms: [String]
    let countsPersons: Bool
  }

  /// Metrics that look at the same rows of a dataset: they share one pass over them.
  private struct Pass {
    let dataset: String
    let relation: Relation
    /// Any of the metrics: filter, time column and days are the same for all.
    let metric: Metric
    var terms: [Metric.Term] = []
    var metrics: [String] = []

    /// Requests of one name that ask for the same metrics share it.
    func fragment(of request: MetricRequest) -> String {
      "figures.\(request.name).\(metrics.joined(separator: "+")).\(dataset)"
    }

    func holds(_ other: Metric, of dataset: String) -> Bool {
      let (mine, others) = (metric.declaration, other.declaration)
      return self.dataset == dataset && mine.looksAtTheSameRows(as: others)
    }
  }

  /// What the query needs to know of the pipeline.
  package struct Surroundings: Sendable {
    /// The relations of datasets by name; absent ones are left out.
    package var relations: [String: Relation]
    package var parameters: [String: Value]
    /// The zone of its days.
    package var zone: TimeZoneRules
    /// The time columns of canonical tables, in order of preference.
    package var timeColumns: [String]

    package init(
      relations: [String: Relation], parameters: [String: Value], zone: TimeZoneRules,
      timeColumns: [String]
    ) {
      self.relations = relations
      self.parameters = parameters
      self.zone = zone
      self.timeColumns = timeColumns
    }
  }

  /// Plans a request.
  ///
  /// - Throws: expressions that do not fit their datasets.
  package init(
    _ request: MetricRequest, _ registry: MetricRegistry, _ surroundings: Surroundings
  ) throws(Problems) {
    self.request = request
    parameters = surroundings.parameters
    let wanted = registry.closure(of: request.metrics)
    var found: [Diagnostic] = []
    var passes: [Pass] = []
    var parts: [Part] = []
    var unavailable: [(metric: String, lacks: [String])] = []
    var available: [Metric] = []
    for metric in wanted {
      if case .composed(_, let needed) = metric.form {
        let lacking = needed.filter { name in unavailable.contains { $0.metric == name } }
        if lacking.isEmpty {
          available.append(metric)
        } else {
          unavailable.append(
            (metric.id, unavailable.filter { lacking.contains($0.metric) }.flatMap { $0.lacks }))
        }
        continue
      }
      var lacks: [String] = []
      for dataset in metric.datasets {
        guard let relation = surroundings.relations[dataset] else {
          lacks.append(dataset)
          continue
        }
        for column in request.by where relation.schema[column] == nil {
          lacks.append("\(dataset).\(column)")
        }
      }
      guard lacks.isEmpty else {
        unavailable.append((metric.id, lacks))
        continue
      }
      available.append(metric)
      for dataset in metric.datasets {
        guard let relation = surroundings.relations[dataset] else { continue }
        let terms = metric.terms.filter { $0.dataset == dataset }
        let shared = passes.firstIndex { $0.holds(metric, of: dataset) }
        let index = shared ?? passes.count
        if shared == nil {
          passes.append(Pass(dataset: dataset, relation: relation, metric: metric))
        }
        passes[index].terms += terms
        passes[index].metrics.append(metric.id)
      }
    }
    var fragments: [Fragment] = []
    for pass in passes {
      found.gather { () throws(Problems) in
        let reduced = try MetricQuery.reduce(
          pass.relation, pass.metric, pass.terms, request, surroundings)
        fragments.append(Fragment(pass.fragment(of: request), reduced))
      }
      for metric in available where pass.metrics.contains(metric.id) {
        let terms = metric.terms.filter { $0.dataset == pass.dataset }
        parts.append(
          Part(
            fragment: pass.fragment(of: request), dataset: pass.dataset, metric: metric.id,
            terms: terms.map { $0.name },
            countsPersons: terms.contains { $0.countsPersons }))
      }
    }
    if let problems = Problems(found) { throw problems }
    self.fragments = fragments
    self.parts = parts
    self.unavailable = unavailable
    metrics = available
  }

  private static func reduce(
    _ relation: Relation, _ metric: Metric, _ terms: [Metric.Term], _ request: MetricRequest,
    _ surroundings: Surroundings
  ) throws(Problems) -> Relation {
    var rows = try metric.rows(
      of: relation.with(origin: Origin("metrics", at: metric.place)), surroundings.parameters)
    var by = request.by
    let counted = try ParsedExpression("count(*)")
    var into = terms.map { ($0.name, $0.expression) }
    if terms.contains(where: { $0.countsPersons }), rows.schema["person_id"] != nil {
      into.append((knownColumn, try ParsedExpression("count(person_id)")))
    }
    into.append((rowsColumn, counted))
    let days = metric.declaration.during == .all && !request.isDaily ? nil : request.days
    if days != nil || request.isDaily {
      guard let time = try timeField(of: rows, metric, surroundings) else {
        // A dataset without a time, such as a budget, is the same on every day.
        return try rows.aggregated(into, by: by, parameters: surroundings.parameters)
      }
      if let days {
        rows = rows.filtered(
          where: try Expression(time).lies(within: days.daysSince1970, in: surroundings.zone))
      }
      if request.isDaily {
        rows = try rows.extended([Projection("_day", Expression(time).cast(to: .date))])
        by.append("_day")
      }
    }
    return try rows.aggregated(into, by: by, parameters: surroundings.parameters)
  }

  /// The column of a reduction that counts the rows behind it.
  private static let rowsColumn = "_rows"
  /// The column that counts those of somebody known.
  private static let knownColumn = "_known"

  /// The column that says when the rows of a metric happened; nil where they have no time.
  package static func timeField(
    of rows: Relation, _ metric: Metric, _ surroundings: Surroundings
  ) throws(Problems) -> Field? {
    let field: Field?
    if let at = metric.declaration.at {
      field = try rows.binder().field(at)
    } else {
      field = surroundings.timeColumns.lazy.compactMap { rows.schema[$0] }.first
    }
    return field.flatMap { $0.type == .date || $0.type == .timestamp ? $0 : nil }
  }

  /// The figures, once the reductions have run.
  ///
  /// Rows are ordered by their scope. A scope that one dataset has and another lacks takes 0 for
  /// counts and sums of the one that lacks it.
  package func figures(_ tables: [String: Table]) -> MetricTable {
    var scopes = KeyedScopes()
    var held: [Held] = []
    for part in parts {
      guard let table = tables[part.fragment] else { continue }
      let columns = part.terms.map { (name: $0, column: table.schema.index(of: $0)) }
      // A dataset without a time is the same on every day.
      let width = request.by.count + (table.schema["_day"] == nil ? 0 : 1)
      let known = part.countsPersons ? table.schema.index(of: MetricQuery.knownColumn) : nil
      for row in table.rows {
        let index = scopes.index(of: Array(row[..<width]))
        if index == held.count { held.append(Held()) }
        for (term, column) in columns {
          if let column { held[index].terms[term] = row[column] }
        }
        held[index].rows[part.metric, default: [:]][part.dataset] = row.last?.count ?? 0
        if let known {
          held[index].known[part.metric, default: [:]][part.dataset] = row[known].count ?? 0
        }
      }
    }
    if request.by.isEmpty && !request.isDaily && held.isEmpty {
      _ = scopes.index(of: [])
      held.append(Held())
    }
    let order = scopes.sortedIndices
    return MetricTable(
      by: request.by + (request.isDaily ? ["_day"] : []), metrics: metrics.map { $0.id },
      rows: order.map { index in
        MetricTable.Row(scope: scopes.scopes[index], figures: figures(of: held[index]))
      }, unavailable: unavailable.map { ($0.metric, $0.lacks) })
  }

  /// What the reductions say of one scope.
  private struct Held {
    var terms: [String: Value] = [:]
    /// Rows by metric, then by dataset.
    var rows: [String: [String: Int]] = [:]
    /// Of those the rows of somebody known.
    var known: [String: [String: Int]] = [:]
  }

  private func figures(of held: Held) -> [String: MetricFigure] {
    var result: [String: MetricFigure] = [:]
    for metric in metrics {
      result[metric.id] = MetricFinish(metric, parameters: parameters).figure(
        held.terms, rows: held.rows[metric.id] ?? [:], known: held.known[metric.id] ?? [:],
        others: result)
    }
    return result
  }
}

/// Scopes in the order they were met, each once.
private struct KeyedScopes {
  private(set) var scopes: [[Value]] = []
  private var indices: [[Value]: Int] = [:]

  mutating func index(of scope: [Value]) -> Int {
    if let index = indices[scope] { return index }
    indices[scope] = scopes.count
    scopes.append(scope)
    return scopes.count - 1
  }

  /// Positions by scope: missing values last, text by its bytes.
  var sortedIndices: [Int] {
    scopes.indices.sorted { left, right in
      for (a, b) in zip(scopes[left], scopes[right]) where a != b {
        guard let x = a.text else { return false }
        guard let y = b.text else { return true }
        return x.utf8.lexicographicallyPrecedes(y.utf8)
      }
      return left < right
    }
  }
}
