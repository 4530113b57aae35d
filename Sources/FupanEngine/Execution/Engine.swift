import FupanData
import FupanDiagnostics
import FupanPlan

/// Runs a program on this machine.
///
///     let engine = Engine(options: EngineOptions(zone: shanghai))
///     let result = try await engine.run(Program(results: [orders]))
///     result.tables["orders"]
///
/// Results, rejections and the problem reported are the same for every number of threads, batch
/// size and chunk size.
package struct Engine: Sendable {
  package let options: EngineOptions
  private let readers: InputReaders

  package init(options: EngineOptions = EngineOptions(), readers: InputReaders = .formats()) {
    self.options = options
    self.readers = readers
  }

  /// Runs every fragment once.
  ///
  /// A run with rejected rows gives its result all the same: whether they are too many is for the
  /// caller to say.
  ///
  /// - Parameter waiting: the results whose rows are left where they are, to be read in pieces.
  /// - Throws: ``Problems`` with the earliest row that ends the run; `CancellationError`.
  package func run(
    _ asked: Program, leaving waiting: [String] = []
  ) async throws -> RunResult {
    let program = options.isRewriting ? asked.rewritten() : asked
    var clusterings = options.isRewriting ? program.clusterings : [:]
    var result = RunResult()
    result.results = program.results
    let budget = MemoryBudget(options)
    var tables: [String: (schema: Schema, rows: WaitingRows)] = [:]
    var ledger = RunLedger()
    var rows = 0
    let clock = ContinuousClock()
    for (position, fragment) in program.fragments.enumerated() {
      let start = clock.now
      var runner = FragmentRunner(
        name: fragment.name, options: options, readers: readers, budget: budget, tables: tables,
        clusterings: clusterings, ledger: ledger, rows: rows)
      let collected = try await runner.collect(fragment.relation)
      ledger = runner.ledger
      clusterings = runner.clusterings
      rows = runner.rows
      try ledger.checkColumns(of: fragment.name)
      let table = try finish(fragment, collected, &ledger, budget)
      tables[fragment.name] = table
      tables = tables.filter { name, _ in
        program.results.contains(name) || program.nextUse(of: name, after: position) != nil
      }
      try Engine.makeRoom(&tables, clusterings, program, after: position, budget)
      budget.settle()
      let seconds = (clock.now - start) / Duration.seconds(1)
      result.fragments.append(
        RunResult.Timing(name: fragment.name, rows: table.rows.count, seconds: seconds))
    }
    ledger.countUnmatched()
    result.totals = try ledger.checkTotals()
    let unlabelled = ledger.unlabelledTotals()
    ledger.warnings += (result.totals.flatMap(\.problems) + unlabelled).filter {
      $0.severity == .warning
    }
    try Problems.throwIfAny(unlabelled)
    try ledger.requireClosed()
    result.notable = ledger.notableColumns()
    for name in program.results {
      guard let table = tables.removeValue(forKey: name) else { continue }
      if waiting.contains(name) {
        result.waiting[name] = WaitingTable(table.schema, table.rows)
      } else {
        result.tables[name] = Table(table.schema, try table.rows.loaded())
      }
    }
    result.files = ledger.files
    result.nodes = ledger.nodes
    result.warnings = ledger.warnings + ledger.fileWarnings
    result.rejections = Engine.ordered(ledger.rejections)
    result.peakMemory = PeakMemory.bytes
    return result
  }

  private func finish(
    _ fragment: Fragment, _ rows: WaitingRows, _ ledger: inout RunLedger, _ budget: MemoryBudget
  ) throws -> (schema: Schema, rows: WaitingRows) {
    guard let finish = fragment.finish else { return (fragment.relation.schema, rows) }
    let origin = fragment.relation.origin
    guard rows.count <= Finish.maximumRows else {
      throw Problems(
        Diagnostic(
          .finishTooLarge, at: origin.place,
          [
            "rows": .integer(rows.count), "name": .text(finish.name),
            "maximum": .integer(Finish.maximumRows),
          ]))
    }
    let table = Table(fragment.relation.schema, try rows.loaded())
    let finished = try finish.run(table)
    ledger.warnings += finish.warnings(table)
    let node = ledger.open(.finish, origin, fragment: fragment.name)
    ledger.nodes[node].counts.rowsIn = table.count
    ledger.nodes[node].counts.rowsOut = finished.count
    return (finished.schema, WaitingRows(finished.batches, in: budget))
  }

  /// Writes tables to the spill file while they take more than their share of the memory: those that
  /// are needed last before the others.
  private static func makeRoom(
    _ tables: inout [String: (schema: Schema, rows: WaitingRows)],
    _ clusterings: [String: Clustering], _ program: Program, after position: Int,
    _ budget: MemoryBudget
  ) throws {
    guard budget.isExceeded(by: budget.limit / 2) else { return }
    var waiting: [(next: Int, name: String)] = []
    for (name, table) in tables where budget.isWorthSpilling(table.rows.bytesInMemory) {
      let next = program.nextUse(of: name, after: position)
      if next != position + 1 { waiting.append((next ?? .max, name)) }
    }
    for table in waiting.sorted(by: >) where budget.isExceeded(by: budget.limit / 2) {
      try tables[table.name]?.rows.spill(to: budget, isGrouped: clusterings[table.name] != nil)
    }
  }

  private static func ordered(_ rejections: [Rejection]) -> [Rejection] {
    rejections.enumerated().sorted { left, right in
      if left.element.file != right.element.file { return left.element.file < right.element.file }
      if left.element.line != right.element.line { return left.element.line < right.element.line }
      return left.offset < right.offset
    }.map(\.element)
  }
}
