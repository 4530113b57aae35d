import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// Where the money went and what it brought: budget against actual, costs by kind, the return.
///
///     - money: [budget_lines, spend]
struct MoneySection: ReportSection {
  static let kind = Report.Section.Kind.money
  static let summary = "Budget against actual with its triggers, the cost tree, the return on cost."

  @Parameter(
    "Datasets: one with item, planned and actual is a budget; one with amount and item is costs.",
    .principal, .nonEmpty)
  var datasets: [DatasetUse]

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let shown = try ShownDatasets(datasets, of: .money, in: scope)
    let budgets = shown.datasets.filter {
      !$0.isAbsent && !($0.lastStage is any PresentedStage) && BudgetTable.fits($0.fragment.schema)
    }
    var trees: [CostTree] = []
    for dataset in shown.datasets where !dataset.isAbsent {
      if let tree = try CostTree(dataset, in: scope) { trees.append(tree) }
    }
    let parts = (budgets: budgets, trees: trees)
    let roi = try ReturnTable(in: scope)
    let paid = try scope.registry["gross_paid"].map { metric throws(Problems) in
      try scope.query(MetricRequest("paid", [metric.id], during: scope.clock.period))
    }
    let own = Set(budgets.map { $0.name } + trees.map { $0.dataset })
    return PreparedSection(
      queries: (roi?.queries ?? []) + [paid].compactMap { $0 },
      fragments: shown.fragments + parts.trees.map { $0.fragment }
    ) { results in
      var book = ReceiptBook(scope, results)
      var blocks: [Report.Block] = []
      var findings: [ToldFinding] = []
      for dataset in parts.budgets {
        guard let table = results.tables[dataset.fragment.name] else { continue }
        let budget = BudgetTable(
          table, id: scope.stableName(of: dataset.name, in: .money), in: scope)
        findings += budget.told
        blocks += budget.blocks
      }
      let sum = paid.flatMap { results.figures($0).figure("gross_paid")?.value }
      findings += shown.told(results, paid: sum.flatMap { ScaledInteger($0) })
      if !findings.isEmpty { blocks.insert(.findings(findings.map { $0.inPlace }), at: 0) }
      for tree in parts.trees { blocks += tree.blocks(results) }
      if let roi { blocks += roi.blocks(results, &book) }
      blocks += shown.blocks(results, except: own)
      return BuiltSection(
        Report.Section(
          .money, blocks: blocks, missing: (shown.lacks + (roi?.lacks ?? [])).uniqued()),
        receipts: book.receipts, findings: findings)
    }
  }
}
