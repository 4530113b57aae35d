import FupanData
import FupanPlan

/// Rows for which a condition is true.
struct FilterOperator: StreamingOperator {
  let node: Int
  let condition: Expression
  let context: EvaluationContext
  let places: RowPlaces
  let origin: Origin

  func fate(of column: String) -> ColumnFate? {
    condition.columns.contains(column) ? .read : .passed(as: column)
  }

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    let vector = try condition.evaluate(batch, context, places, origin)
    guard case .bool(let flags) = vector.column else {
      preconditionFailure("conditions are bound to bool")
    }
    let values = flags.values
    let step = vector.step
    var kept: [Int32] = []
    kept.reserveCapacity(batch.count)
    var missing = 0
    if let validity = flags.validity {
      for row in 0..<batch.count {
        if !validity[row * step] {
          missing += 1
        } else if values[row * step] {
          kept.append(Int32(row))
        }
      }
    } else {
      for row in 0..<batch.count where values[row * step] { kept.append(Int32(row)) }
    }
    report.count(node) {
      $0.rowsIn += batch.count
      $0.rowsOut += kept.count
      $0.dropped += batch.count - kept.count
      $0.conditionMissing += missing
    }
    return kept.count == batch.count ? batch : batch.gathered(kept)
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
