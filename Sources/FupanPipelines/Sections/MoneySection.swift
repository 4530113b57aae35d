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
    let returned = (trees.last?.dataset ?? budgets.last?.name) ?? shown.datasets.last?.name
    return PreparedSection(
      queries: (roi?.queries ?? []) + [paid].compactMap { $0 },
      fragments: shown.fragments + parts.trees.map { $0.fragment }
    ) { results in
      var book = ReceiptBook(scope, results)
      var blocks: [Report.Block] = []
      var findings: [ToldFinding] = []
      for dataset in shown.datasets {
        if let tree = parts.trees.first(where: { $0.dataset == dataset.name }) {
          blocks += shown.heading(of: dataset) + tree.blocks(results)
        } else if parts.budgets.contains(where: { $0.name == dataset.name }) {
          if let table = results.tables[dataset.fragment.name] {
            let budget = BudgetTable(
              table, id: scope.stableName(of: dataset.name, in: .money), in: scope)
            findings += budget.told
            blocks += shown.heading(of: dataset) + budget.blocks
          }
        } else if !dataset.isAbsent {
          blocks += shown.blocks(of: dataset, results)
        }
        // What the money returned stands below what was spent.
        if dataset.name == returned, let roi { blocks += roi.blocks(results, &book) }
      }
      let sum = paid.flatMap { results.figures($0).figure("gross_paid")?.value }
      findings += shown.told(results, paid: sum.flatMap { ScaledInteger($0) })
      if !findings.isEmpty { blocks.insert(.findings(findings.map { $0.inPlace }), at: 0) }
      return BuiltSection(
        Report.Section(
          .money, blocks: blocks, missing: (shown.lacks + (roi?.lacks ?? [])).uniqued()),
        receipts: book.receipts, findings: findings)
    }
  }
}
