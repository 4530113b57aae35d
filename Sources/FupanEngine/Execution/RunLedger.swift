import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// The accounts of a run while it is going on.
struct RunLedger: Sendable {
  var nodes: [NodeAccount] = []
  var files: [RunResult.File] = []
  var rejections: [Rejection] = []
  /// For each join node, which right rows were found.
  var matched: [Int: [Bool]] = [:]
  /// The first row that each join refused, where rows came in another order than their own.
  var refusals: [Int: RowRefusal] = [:]

  /// Conversions whose columns are looked at as a whole.
  var conversions: [ConvertedColumn: Conversion] = [:]
  var tallies: [ConvertedColumn: ColumnTally] = [:]
  var sums: [ConvertedColumn: ColumnSums] = [:]
  /// Columns to be compared with total rows, in the order of the checks.
  var totals: [TotalsPlan] = []
  var warnings: [Diagnostic] = []

  /// A column to be compared with the total rows of a scan's files.
  struct TotalsPlan: Sendable {
    var column: ConvertedColumn
    /// Its position in the cells of total rows.
    var cell: Int
    var files: Range<Int>
    /// Whether total rows are kept apart; otherwise the last row is looked at.
    var hasTotals: Bool
  }

  /// A new node's position.
  mutating func open(
    _ kind: NodeAccount.Kind, _ origin: Origin, fragment: String, inputs: [Int] = []
  ) -> Int {
    nodes.append(NodeAccount(fragment: fragment, kind: kind, origin: origin, inputs: inputs))
    return nodes.count - 1
  }

  /// Adds what the workers noticed.
  mutating func add(_ report: RunReport) {
    for (node, counts) in report.counts { nodes[node].counts.add(counts) }
    for (file, account) in report.accounts { files[file].account = files[file].account + account }
    for total in report.totals { files[Int(total.file)].totals.append(total) }
    for (node, flags) in report.matched { matched[node] = flags }
    refusals.merge(report.refusals) { $0.earlier($1) }
    for (file, input) in report.inputs.sorted(by: { $0.key < $1.key }) {
      files[file].input = input
      warnings += input.warnings
    }
    tallies.merge(report.tallies) { $0 + $1 }
    for (column, sums) in report.sums { self.sums[column, default: ColumnSums()].merge(sums) }
    rejections.append(contentsOf: report.rejections)
  }

  /// Counts the right rows of joins that nobody found, once all streams are drained.
  mutating func countUnmatched() {
    for index in nodes.indices where nodes[index].kind == .join {
      let found = matched[index]?.count { $0 } ?? 0
      nodes[index].counts.unmatchedRight = nodes[index].counts.rightRows - found
    }
  }

  /// - Throws: what whole columns of a fragment show to be wrong, such as shares on two scales.
  mutating func checkColumns(of fragment: String) throws(Problems) {
    var found: [Diagnostic] = []
    for column in convertedColumns where nodes[column.node].fragment == fragment {
      guard let tally = tallies[column], let conversion = conversions[column] else { continue }
      found += tally.problems(
        column: conversion.column, with: conversion.companions,
        at: nodes[column.node].origin.place)
    }
    warnings += found.filter { $0.severity == .warning }
    try Problems.throwIfAny(found)
  }

  /// The columns of ``conversions`` in the order of the checks.
  private var convertedColumns: [ConvertedColumn] {
    conversions.keys.sorted { ($0.node, $0.conversion) < ($1.node, $1.conversion) }
  }

  /// Columns that a reader of results should know something of, in the order of checks.
  func notableColumns() -> [RunResult.NotableColumn] {
    convertedColumns.compactMap { column in
      guard let tally = tallies[column], tally.isNotable, let conversion = conversions[column]
      else { return nil }
      return RunResult.NotableColumn(
        column: conversion.column, fragment: nodes[column.node].fragment,
        origin: nodes[column.node].origin, tally: tally)
    }
  }

  /// Every planned comparison with total rows.
  func checkTotals() throws(Problems) -> [RunResult.ColumnTotals] {
    let refused = Dictionary(grouping: rejections, by: \.file).mapValues(\.count)
    var result: [RunResult.ColumnTotals] = []
    for plan in totals where plan.hasTotals {
      guard let conversion = conversions[plan.column] else { continue }
      let check = try TotalsCheck(column: conversion.column, at: plan.cell, conversion.format)
      var found = RunResult.ColumnTotals(
        column: conversion.column, origin: nodes[plan.column.node].origin, checked: 0)
      for file in plan.files {
        let comparisons = check.comparisons(
          of: sums[plan.column], with: files[file].totals, file: Int32(file))
        found.checked += comparisons.count { $0.outcome == .equal }
        found.comparisons += comparisons.map { (files[file].path, $0) }
        found.problems += check.problems(
          of: comparisons, file: files[file].path, sheet: files[file].sheet?.name,
          refused: refused[Int32(file)] ?? 0)
      }
      result.append(found)
    }
    return result
  }

  /// What is worth telling of whole files and sheets, once of each.
  var fileWarnings: [Diagnostic] {
    var seen: Set<Place> = []
    return files.filter { seen.insert($0.place).inserted }.flatMap { $0.warnings }
  }

  /// Files whose last row looks like a total that nothing calls so, each once.
  func unlabelledTotals() -> [Diagnostic] {
    var found: [Diagnostic] = []
    let plans = totals.filter { !$0.hasTotals }
    for node in Set(plans.map(\.column.node)).sorted() {
      let columns = plans.filter { $0.column.node == node }
      let amounts = columns.map { plan in
        UnlabelledTotal.Amount(
          column: conversions[plan.column]?.column ?? "", sums: sums[plan.column])
      }
      for file in columns.first?.files ?? 0..<0 {
        if let problem = UnlabelledTotal.problem(
          of: amounts, file: Int32(file), named: files[file].path,
          sheet: files[file].sheet?.name),
          !found.contains(where: { $0.place == problem.place })
        {
          found.append(problem)
        }
      }
    }
    return found
  }

  /// Names rows by the files opened so far.
  var places: RowPlaces {
    RowPlaces(files: files.map { RowPlaces.File(path: $0.path, sheet: $0.sheet) })
  }

  /// - Throws: `accounting_open` where a row is not in any result.
  func requireClosed() throws(Problems) {
    for file in files where !file.account.isClosed {
      throw RunLedger.open(
        file.path, rowsIn: file.account.records, rowsOut: file.account.read, at: nil)
    }
    for node in nodes {
      let arrived = node.inputs.reduce(0) { $0 + nodes[$1].counts.rowsOut }
      let expected = node.counts.rowsIn + (node.kind == .join ? node.counts.rightRows : 0)
      guard node.isClosed, node.inputs.isEmpty || arrived == expected else {
        throw RunLedger.open(
          "\(node.fragment) \(node.origin.stage) \(node.kind.rawValue)",
          rowsIn: node.inputs.isEmpty ? node.counts.rowsIn : arrived,
          rowsOut: node.counts.rowsOut + node.counts.dropped + node.counts.rejected,
          at: node.origin.place)
      }
    }
  }

  private static func open(
    _ name: String, rowsIn: Int, rowsOut: Int, at place: Place?
  ) -> Problems {
    Problems(
      Diagnostic(
        .accountingOpen, at: place,
        ["where": .text(name), "rows_in": .integer(rowsIn), "rows_out": .integer(rowsOut)]))
  }
}
