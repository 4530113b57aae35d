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
    rejections.append(contentsOf: report.rejections)
  }

  /// Counts the right rows of joins that nobody found, once all streams are drained.
  mutating func countUnmatched() {
    for index in nodes.indices where nodes[index].kind == .join {
      let found = matched[index]?.count { $0 } ?? 0
      nodes[index].counts.unmatchedRight = nodes[index].counts.rightRows - found
    }
  }

  /// Names rows by the files opened so far.
  var places: RowPlaces { RowPlaces(files: files.map(\.path)) }

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
