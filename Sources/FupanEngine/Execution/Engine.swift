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
  /// - Throws: ``Problems`` with the earliest row that ends the run; `CancellationError`.
  package func run(_ asked: Program) async throws -> RunResult {
    let program = options.isRewriting ? asked.rewritten() : asked
    var result = RunResult()
    result.results = program.results
    var tables: [String: Table] = [:]
    var ledger = RunLedger()
    var rows = 0
    let clock = ContinuousClock()
    for (position, fragment) in program.fragments.enumerated() {
      let start = clock.now
      var runner = FragmentRunner(
        name: fragment.name, options: options, readers: readers, tables: tables, ledger: ledger,
        rows: rows)
      let batches = try await runner.collect(fragment.relation)
      ledger = runner.ledger
      rows = runner.rows
      try ledger.checkColumns(of: fragment.name)
      let table = try finish(fragment, Table(fragment.relation.schema, batches), &ledger)
      tables[fragment.name] = table
      for name in Engine.finished(program, after: position) { tables[name] = nil }
      let seconds = (clock.now - start) / Duration.seconds(1)
      result.fragments.append(
        RunResult.Timing(name: fragment.name, rows: table.count, seconds: seconds))
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
    for name in program.results { result.tables[name] = tables[name] }
    result.files = ledger.files
    result.nodes = ledger.nodes
    result.warnings = ledger.warnings + ledger.fileWarnings
    result.rejections = Engine.ordered(ledger.rejections)
    result.peakMemory = PeakMemory.bytes
    return result
  }

  private func finish(
    _ fragment: Fragment, _ table: Table, _ ledger: inout RunLedger
  ) throws -> Table {
    guard let finish = fragment.finish else { return table }
    let origin = fragment.relation.origin
    guard table.count <= Finish.maximumRows else {
      throw Problems(
        Diagnostic(
          .finishTooLarge, at: origin.place,
          [
            "rows": .integer(table.count), "name": .text(finish.name),
            "maximum": .integer(Finish.maximumRows),
          ]))
    }
    let finished = try finish.run(table)
    ledger.warnings += finish.warnings(table)
    let node = ledger.open(.finish, origin, fragment: fragment.name)
    ledger.nodes[node].counts.rowsIn = table.count
    ledger.nodes[node].counts.rowsOut = finished.count
    return finished
  }

  /// Fragments that nobody needs after one of them is computed.
  private static func finished(_ program: Program, after position: Int) -> [String] {
    program.fragments[...position].map(\.name).filter { name in
      !program.results.contains(name)
        && !program.fragments[(position + 1)...].contains { later in
          later.relation.scannedFragments.contains { $0.name == name }
        }
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
