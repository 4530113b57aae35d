import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

extension Metric {
  /// The rows of a dataset that count: those of its filter, without orders refunded in full where it
  /// says so.
  ///
  /// - Throws: a filter that does not fit, or a dataset without the amounts of orders.
  func rows(
    of relation: Relation, _ parameters: [String: Value]
  ) throws(Problems) -> Relation {
    var rows = relation
    if let filter = declaration.filter {
      rows = rows.filtered(where: try rows.binder(parameters: parameters).condition(filter))
    }
    if declaration.refunded == .excluded {
      let condition = try ParsedExpression(
        "not coalesce(paid_amount > 0 and refund_amount >= paid_amount, false)", at: place)
      rows = rows.filtered(where: try rows.binder(parameters: parameters).condition(condition))
    }
    return rows
  }
}

extension MetricDeclaration {
  /// Whether the same rows of a dataset count for both, so that they can share a pass.
  func looksAtTheSameRows(as other: MetricDeclaration) -> Bool {
    filter?.text == other.filter?.text && refunded == other.refunded && at == other.at
      && during == other.during
  }
}
