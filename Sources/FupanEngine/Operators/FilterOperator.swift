import FupanData
import FupanPlan

/// Rows for which a condition is true, and of those the rows for which the next one is.
struct FilterOperator: StreamingOperator {
  /// One for each filter, in their order.
  private var conditions: [Condition]
  let context: EvaluationContext
  let places: RowPlaces

  private struct Condition: Sendable {
    var node: Int
    var expression: Expression
    var origin: Origin
  }

  init(
    node: Int, condition: Expression, context: EvaluationContext, places: RowPlaces, origin: Origin
  ) {
    conditions = [Condition(node: node, expression: condition, origin: origin)]
    self.context = context
    self.places = places
  }

  /// Both filters in one step, so that rows are copied once.
  func then(_ next: FilterOperator) -> FilterOperator {
    var both = next
    both.conditions = conditions + next.conditions
    return both
  }

  func fate(of column: String) -> ColumnFate? {
    conditions.contains { $0.expression.columns.contains(column) } ? .read : .passed(as: column)
  }

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    // The rows kept so far; nil for all.
    var kept: [Int32]?
    for condition in conditions {
      let rows = kept?.count ?? batch.count
      if rows == 0 { break }
      let vector = try evaluate(condition, batch, kept)
      let holding = vector.holds(rows)
      let left = holding.presentCount
      let missing = vector.known(rows)?.missingCount ?? 0
      report.count(condition.node) {
        $0.rowsIn += rows
        $0.rowsOut += left
        $0.dropped += rows - left
        $0.conditionMissing += missing
      }
      if left == rows { continue }
      let chosen = holding.rows
      kept = kept.map { kept in chosen.map { kept[Int($0)] } } ?? chosen
    }
    return kept.map { batch.gathered($0) } ?? batch
  }

  /// A condition's values for the rows that are left.
  private func evaluate(
    _ condition: Condition, _ batch: Batch, _ kept: [Int32]?
  ) throws(RowFailure) -> Vector {
    guard let kept else {
      return try condition.expression.evaluate(batch, context, places, condition.origin)
    }
    do {
      return try condition.expression.evaluate(
        batch.narrowed(to: condition.expression.columns).gathered(kept), context)
    } catch {
      let row = Int(kept[error.row])
      throw RowFailure(
        row: row,
        diagnostic: places.diagnostic(
          error.message, error.facts, batch.provenance, row, stage: condition.origin))
    }
  }
}

extension Expression {
  /// As `evaluate(_:_:)`, with an error located at the line its row was read from.
  func evaluate(
    _ batch: Batch, _ context: EvaluationContext, _ places: RowPlaces, _ origin: Origin
  ) throws(RowFailure) -> Vector {
    do {
      return try evaluate(batch, context)
    } catch {
      throw RowFailure(
        row: error.row,
        diagnostic: places.diagnostic(
          error.message, error.facts, batch.provenance, error.row, stage: origin))
    }
  }
}
