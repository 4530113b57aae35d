import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanStages

/// What the rows of datasets are known by from run to run, as far as a pipeline says it.
struct RowIdentity {
  private let document: PipelineDocument
  /// Tables that people keep by hand.
  private static let ledgers = [
    "budget", "costs", "incidents", "kols", "prices", "spend", "targets",
  ]

  init(_ document: PipelineDocument) { self.document = document }

  /// The columns of a dataset's key: what `expect` calls unique, what rows were made one of, or the
  /// id of an order; empty where none is known.
  func keys(of dataset: String, _ schema: Schema) -> [String] {
    for candidate in declared(dataset, depth: 0) {
      let fields = candidate.compactMap { schema[$0] }
      if fields.count == candidate.count, !fields.contains(where: { $0.isPersonal }) {
        return candidate
      }
    }
    // Other tables may name an order too, but an order is what has been paid or placed.
    guard schema["order_id"] != nil, schema["paid_at"] ?? schema["created_at"] != nil else {
      return []
    }
    return ["platform", "order_id", "sub_order_id", "sku"].filter { schema[$0] != nil }
  }

  /// Keys from the last stage back.
  private func declared(_ dataset: String, depth: Int) -> [[String]] {
    guard depth < 20, let stages = document.datasets[dataset] else { return [] }
    var keys: [[String]] = []
    for use in stages.uses.reversed() {
      guard let stage = use.stage else { continue }
      let wanted = ["expect": "unique", "dedupe": "by", "aggregate": "by"][use.name]
      if let wanted,
        let written = stage.resolvedParameters.first(where: { $0.key == wanted })?.value
      {
        let columns = written.split { "[], ".contains($0) }.map { String($0) }
        if !columns.isEmpty { keys.append(columns) }
      }
      // What is counted together is known by nothing from before.
      if use.name == "aggregate" { return keys }
      if use.name == "from", let name = stage.datasets.first {
        keys += declared(name.text, depth: depth + 1)
      }
    }
    return keys
  }

  /// A dataset's rows with a column that says which were kept by hand: those of ledger tables that
  /// no export profile reads.
  func marked(_ dataset: String, _ relation: Relation) -> Relation {
    guard RowIdentity.ledgers.contains(dataset) else { return relation }
    func mark(_ relation: Relation, _ flag: Bool) throws(Problems) -> Relation {
      try relation.with(origin: Origin("facts")).extended([
        Projection(MetricRows.flag, Expression(literal: .bool(flag)))
      ])
    }
    do throws(Problems) {
      if let flag = isByHand(dataset, depth: 0) { return try mark(relation, flag) }
      guard let parts = union(of: dataset, relation) else { return relation }
      var marked: [Relation] = []
      for part in parts {
        guard let flag = isByHand(part.dataset, depth: 0) else { return relation }
        marked.append(try mark(part.relation, flag))
      }
      return try Relation.union(marked, origin: Origin("facts"))
    } catch {
      // A dataset that cannot be marked is taken as exported.
      return relation
    }
  }

  /// Nil where some of the rows are and some are not.
  private func isByHand(_ dataset: String, depth: Int) -> Bool? {
    guard depth < 20, let first = document.datasets[dataset]?.uses.first, let stage = first.stage
    else { return false }
    if stage is any ReadStage, first.name.hasPrefix("read_") {
      return !stage.resolvedParameters.contains { $0.key == "profile" && $0.place != nil }
    }
    let parts = stage.datasets.map { isByHand($0.text, depth: depth + 1) }
    guard let one = parts.first, parts.allSatisfy({ $0 == one }) else { return nil }
    return one
  }

  /// The parts of a dataset that is nothing but a union.
  private func union(
    of dataset: String, _ relation: Relation
  ) -> [(dataset: String, relation: Relation)]? {
    guard let uses = document.datasets[dataset]?.uses, uses.count == 1, uses[0].name == "union",
      case .scan(.fragment(let fragment)) = relation.node, fragment.finish == nil,
      case .union(let inputs) = fragment.relation.node,
      let names = uses[0].stage?.datasets, names.count == inputs.count
    else { return nil }
    return zip(names, inputs).map { ($0.text, $1) }
  }
}
