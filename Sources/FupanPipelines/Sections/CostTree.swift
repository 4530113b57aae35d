import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports
import FupanStages

/// Costs added up by kind, phase and item.
struct CostTree: Sendable {
  let dataset: String
  /// The sums by the columns that are there.
  let fragment: Fragment
  private let scope: ReportScope
  private let levels: [String]

  /// Nil for a dataset without an amount and an item.
  init?(_ dataset: CompiledDataset, in scope: ReportScope) throws(Problems) {
    let schema = dataset.fragment.schema
    guard let amount = schema["amount"], amount.type.isExactNumeric, schema["item"] != nil,
      !BudgetTable.fits(schema), !(dataset.lastStage is any PresentedStage)
    else { return nil }
    self.scope = scope
    self.dataset = dataset.name
    levels = ["cost_type", "phase", "item"].filter { schema[$0]?.type == .text }
    fragment = Fragment(
      "money.\(dataset.name)",
      try Relation(scanning: dataset.fragment, origin: Origin("money"))
        .aggregated([Aggregation("amount", .sum, of: "amount")], by: levels))
  }

  func blocks(_ results: ReportResults) -> [Report.Block] {
    guard let table = results.tables[fragment.name] else { return [] }
    let rows = table.rows.compactMap { row in
      row.last.flatMap { ScaledInteger($0) }.map { (path: Array(row.dropLast()), amount: $0) }
    }
    guard let total = sum(rows.map { $0.amount }) else { return [] }
    let text = scope.text
    let root = Report.Chart.Tree.Node(
      text[.allCosts], money(total), parts: parts(rows, level: 0, total))
    let kinds = root.parts.map { $0.label }
    let largest = root.parts.first?.label ?? ""
    let title = kinds.count > 1 ? text(.treeTitle, ["kind": largest]) : text[.costs]
    return [
      .chart(
        Report.Chart(
          id: "\(scope.stableName(of: dataset, in: .money))_tree", title: title, unit: .money,
          alt: title, .tree(.init(root))))
    ]
  }

  /// The parts one level down, the largest first; equal ones by name.
  private func parts(
    _ rows: [(path: [Value], amount: ScaledInteger)], level: Int, _ total: ScaledInteger
  ) -> [Report.Chart.Tree.Node] {
    guard level < levels.count else { return [] }
    var groups: [(name: Value, rows: [(path: [Value], amount: ScaledInteger)])] = []
    for row in rows {
      if let index = groups.firstIndex(where: { $0.name == row.path[level] }) {
        groups[index].rows.append(row)
      } else {
        groups.append((row.path[level], [row]))
      }
    }
    let summed = groups.compactMap { group in
      sum(group.rows.map { $0.amount }).map { (group: group, amount: $0) }
    }.sorted { left, right in
      if left.amount != right.amount { return left.amount > right.amount }
      return (left.group.name.text ?? "").utf8.lexicographicallyPrecedes(
        (right.group.name.text ?? "").utf8)
    }
    return summed.map { group, amount in
      Report.Chart.Tree.Node(
        group.name.text ?? scope.text[.unknownGroup], money(amount), share: share(amount, total),
        parts: parts(group.rows, level: level + 1, total))
    }
  }

  private func money(_ amount: ScaledInteger) -> Report.Value {
    FigureFormat(unit: scope.document.currency).value(amount)
  }

  private func share(_ part: ScaledInteger, _ whole: ScaledInteger) -> Report.Value? {
    guard let part = Report.ExactNumber(part), let whole = Report.ExactNumber(whole) else {
      return nil
    }
    return .share(part, of: whole)
  }

  private func sum(_ amounts: [ScaledInteger]) -> ScaledInteger? {
    var total: ScaledInteger? = 0
    for amount in amounts { total = total?.adding(amount) }
    return amounts.isEmpty ? nil : total
  }
}

extension SectionPhrase {
  fileprivate static let allCosts = SectionPhrase("全部费用", "All costs")
  fileprivate static let costs = SectionPhrase("费用构成", "What the costs are made of")
  fileprivate static let treeTitle = SectionPhrase(
    "费用构成：{kind}最多", "Costs: {kind} is the largest part")
}
