import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Rows that can be read and keep the rules. A row is rejected for the first thing that is wrong
/// with it: conversions in order, then rules in order.
struct CheckOperator: StreamingOperator {
  let node: Int
  let check: Check
  let schema: Schema
  /// One for each conversion.
  let converters: [InputReaders.Converter]
  /// Positions of conversions whose values are summed, to be compared with total rows.
  let summed: [Int]
  let context: EvaluationContext
  let places: RowPlaces
  let origin: Origin

  func fate(of column: String) -> ColumnFate? {
    let isRead =
      check.conversions.contains { $0.column == column }
      || check.rules.contains {
        $0.columns.contains(column) || $0.condition.columns.contains(column)
      }
    return isRead ? .read : .passed(as: column)
  }

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    var state = State(batch)
    for index in check.conversions.indices { convert(index, &state, &report) }
    if !check.conversions.isEmpty {
      state.current = Batch(schema, state.columns, count: batch.count, provenance: batch.provenance)
    }
    for rule in check.rules { try apply(rule, &state) }
    if let failure = state.failure { throw failure }
    report.rejections.append(contentsOf: state.rejected.sorted { $0.row < $1.row }.map(\.rejection))
    report.count(node) {
      $0.rowsIn += batch.count
      $0.rejected += state.rejected.count
      $0.rowsOut += batch.count - state.rejected.count
      $0.replaced += state.replaced
    }
    let result = Batch(
      schema, state.current.columns, count: batch.count, provenance: batch.provenance)
    for index in summed { sum(index, result, state, &report) }
    return state.rejected.isEmpty ? result : result.gathered(state.left)
  }

  /// Adds the values of a column to the sums of their files.
  private func sum(_ index: Int, _ rows: Batch, _ state: State, _ report: inout MorselReport) {
    guard let provenance = rows.provenance, let column = rows[check.conversions[index].column]
    else { return }
    switch column {
    case .integer(let values), .decimal(let values, _):
      report.sums[ConvertedColumn(node: node, conversion: index), default: ColumnSums()].add(
        values, provenance, isRefused: state.rejected.isEmpty ? nil : state.rejections,
        between: report.totals)
    default: break
    }
  }

  private struct State {
    let original: Batch
    var current: Batch
    var columns: [Column]
    /// One flag a row, from the first rejection on.
    private(set) var rejections: [Bool] = []
    var rejected: [(row: Int, rejection: Rejection)] = []
    var replaced = 0
    var failure: RowFailure?

    init(_ batch: Batch) {
      original = batch
      current = batch
      columns = batch.columns
    }

    func isRejected(_ row: Int) -> Bool { !rejections.isEmpty && rejections[row] }

    mutating func reject(_ row: Int, _ rejection: Rejection) {
      if rejections.isEmpty { rejections = Array(repeating: false, count: original.count) }
      rejections[row] = true
      rejected.append((row, rejection))
    }

    /// The rows that are not rejected.
    var left: [Int32] { Validity(rejections).inverted.rows }
  }

  private func convert(_ position: Int, _ state: inout State, _ report: inout MorselReport) {
    let conversion = check.conversions[position]
    guard let index = state.original.schema.index(of: conversion.column),
      case .text(let text) = state.original.columns[index]
    else { preconditionFailure("conversions read columns of text") }
    let converted = converters[position](text)
    let column = ConvertedColumn(node: node, conversion: position)
    report.tallies[column] = report.tallies[column, default: ColumnTally()] + converted.tally
    state.columns[index] = converted.column
    state.columns += converted.companions
    let field = state.original.schema.fields[index]
    for failure in converted.failures where !state.isRejected(failure.row) {
      var facts = failure.facts
      facts.append(Fact("column", .text(field.originalName ?? field.name)))
      refuse(
        failure.row, conversion.onError, failure.message, facts, column: field.name,
        header: field.originalName ?? field.name, isOfOneColumn: true,
        value: Array(text.slice(failure.row)), &state)
    }
  }

  private func apply(_ rule: Check.Rule, _ state: inout State) throws(RowFailure) {
    let batch = state.current
    guard !state.rejected.isEmpty else {
      let vector = try rule.condition.evaluate(batch, context, places, origin)
      return refuse(vector.holds(batch.count).inverted.rows, by: rule, &state)
    }
    let left = state.left
    let vector: Vector
    do {
      vector = try rule.condition.evaluate(batch.gathered(left), context, places, origin)
    } catch {
      throw RowFailure(row: Int(left[error.row]), diagnostic: error.diagnostic)
    }
    refuse(vector.holds(left.count).inverted.rows.map { left[Int($0)] }, by: rule, &state)
  }

  private func refuse(_ broken: [Int32], by rule: Check.Rule, _ state: inout State) {
    guard !broken.isEmpty else { return }
    let column = rule.columns.first.flatMap { state.current.schema.index(of: $0) }
    let field = column.map { state.current.schema.fields[$0] }
    for row in broken.lazy.map({ Int($0) }) {
      let value = column.flatMap { state.current.columns[$0].value(at: row).text } ?? ""
      refuse(
        row, rule.onError, .ruleBroken, [Fact("rule", .text(rule.label))],
        column: rule.columns.first, header: field.map { $0.originalName ?? $0.name },
        isOfOneColumn: false, value: Array(value.utf8), &state)
    }
    if rule.onError == .missing { blank(rule.columns, broken, &state) }
  }

  private func refuse(
    _ row: Int, _ onError: OnError, _ message: Message, _ facts: [Fact], column: String?,
    header: String?, isOfOneColumn: Bool, value: [UInt8], _ state: inout State
  ) {
    let provenance = state.original.provenance
    let diagnostic = places.diagnostic(
      message, facts, provenance, row, header: header, column: isOfOneColumn ? header : nil,
      stage: origin)
    switch onError {
    case .missing: state.replaced += 1
    case .fail:
      guard state.failure.map({ row < $0.row }) ?? true else { return }
      state.failure = RowFailure(row: row, diagnostic: diagnostic)
    case .reject:
      state.reject(
        row,
        Rejection(
          diagnostic, file: provenance?.file(row) ?? -1, line: provenance?.line(row) ?? 0,
          column: column, stage: origin.stage, value: value))
    }
  }

  private func blank(_ names: [String], _ rows: [Int32], _ state: inout State) {
    var indices = (0..<state.current.count).map { Int32($0) }
    for row in rows { indices[Int(row)] = -1 }
    var columns = state.current.columns
    for name in names {
      guard let index = state.current.schema.index(of: name) else { continue }
      columns[index] = columns[index].gathered(indices)
    }
    state.current = Batch(
      state.current.schema, columns, count: state.current.count,
      provenance: state.current.provenance)
  }
}
