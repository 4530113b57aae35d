extension Report.Table {
  /// The table without columns in which no row says anything; what the rows are called stays.
  package var withoutEmptyColumns: Report.Table {
    guard !rows.isEmpty else { return self }
    let kept = columns.indices.filter { index in
      index == 0 || rows.contains { !$0.cells[index].saysNothing }
    }
    guard kept.count < columns.count else { return self }
    var copy = self
    copy.columns = kept.map { columns[$0] }
    for row in rows.indices { copy.rows[row].cells = kept.map { rows[row].cells[$0] } }
    return copy
  }
}

extension Report.Value {
  /// Whether a reader learns nothing from it, not even that something is lacking.
  fileprivate var saysNothing: Bool {
    switch self {
    case .text(let words): words.isEmpty
    case .missing(.notApplicable): true
    default: false
    }
  }
}
