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

  /// Conversions whose columns are looked at as a whole.
  var conversions: [ConvertedColumn: Conversion] = [:]
  var tallies: [ConvertedColumn: ColumnTally] = [:]
  var sums: [ConvertedColumn: [Int32: Int128]] = [:]
  /// Columns to be compared with total rows, in the order of the checks.
  var totals: [TotalsPlan] = []
  var warnings: [Diagnostic] = []

  /// A column to be compared with the total rows of a scan's files.
  struct TotalsPlan: Sendable {
    var column: ConvertedColumn
    /// Its position in the cells of total rows.
    var cell: Int
    var files: Range<Int>
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
    for (file, input) in report.inputs.sorted(by: { $0.key < $1.key }) {
      files[file].input = input
      warnings += input.warnings
    }
    tallies.merge(report.tallies) { $0 + $1 }
    sums.merge(report.sums) { $0.merging($1) { $0 + $1 } }
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
    let columns = conversions.keys.sorted {
      ($0.node, $0.conversion) < ($1.node, $1.conversion)
    }
    for column in columns where nodes[column.node].fragment == fragment {
      guard let tally = tallies[column], let conversion = conversions[column] else { continue }
      found += tally.problems(column: conversion.column, at: nodes[column.node].origin.place)
    }
    warnings += found.filter { $0.severity == .warning }
    try Problems.throwIfAny(found)
  }

  /// Every planned comparison with total rows.
  func checkTotals() throws(Problems) -> [RunResult.ColumnTotals] {
    var result: [RunResult.ColumnTotals] = []
    let paths = files.map(\.path)
    for plan in totals {
      guard let conversion = conversions[plan.column] else { continue }
      var check = try TotalsCheck(column: conversion.column, at: plan.cell, conversion.format)
      for file in plan.files {
        if let sum = sums[plan.column]?[Int32(file)] { check.add(sum: sum, file: Int32(file)) }
        for total in files[file].totals { check.add(total) }
      }
      let (problems, checked) = check.finish(files: paths, sheets: files.map(\.sheet))
      result.append(
        RunResult.ColumnTotals(
          column: conversion.column, origin: nodes[plan.column.node].origin, checked: checked,
          problems: problems))
    }
    return result
  }

  /// What is worth telling of whole files, once of each.
  var fileWarnings: [Diagnostic] {
    var seen: Set<String> = []
    return files.filter { seen.insert($0.path).inserted }.flatMap { $0.warnings }
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
