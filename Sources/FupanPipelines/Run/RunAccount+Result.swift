import FupanEngine

extension RunAccount {
  /// The account of a run of these datasets that is done.
  init(_ result: RunResult, of datasets: [CompiledDataset]) {
    let names = datasets.map { $0.name }
    /// The dataset that rows on their way are of: those of `youzan` wait for their persons as
    /// `youzan.people`.
    func dataset(of fragment: String) -> String {
      var parts = fragment.split(separator: ".", omittingEmptySubsequences: false)
      while parts.count > 1, !names.contains(parts.joined(separator: ".")) { parts.removeLast() }
      let name = parts.joined(separator: ".")
      return names.contains(name) ? name : fragment
    }

    self.init()
    nodes = result.nodes
    superseded = nodes.filter {
      $0.kind == .filter && $0.origin.stage == "overlap" && $0.counts.dropped > 0
    }.map { (dataset(of: $0.fragment), $0.counts.dropped) }
    rejected = result.rejectedRows
    checkedTotals = result.totals.reduce(0) { $0 + $1.checked }
    totals = result.totals.flatMap { column in
      column.comparisons.map { CheckedTotal(file: $0, column: column.column, comparison: $1) }
    }
    notable = result.notable.map {
      NotableColumn(dataset: dataset(of: $0.fragment), column: $0.column, tally: $0.tally)
    }
    for file in result.files {
      let name = file.sheet.map { "\(file.path):\($0.name)" } ?? file.path
      // A file that two datasets read is one input.
      if files.contains(where: { $0.name == name }) { continue }
      let input = file.input
      files.append(
        InputAccount(
          name: name, account: file.account, sha256: input.map { $0.sha256 ?? "none" } ?? "",
          bytes: input?.identity.size ?? 0, encoding: input?.encoding.rawValue ?? "",
          inode: input?.identity.inode ?? 0, isCompressed: input?.isCompressed ?? false,
          structure: input?.structure, isAtCap: file.isAtCap))
    }
  }
}
