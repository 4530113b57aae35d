import FupanMethods

/// The budget item that overran its plan by the most money.
package struct BudgetOverrun: Equatable, Sendable {
  /// Index in the lines.
  package let index: Int
  package let line: BudgetLine
  /// What was spent beyond the plan, or all of it where nothing was planned.
  package let excess: ScaledInteger
  /// The plan of all items.
  package let plan: ScaledInteger

  /// The worst item of those that the 15 % trigger (or spending without a plan) calls up.
  package static func find(_ lines: [BudgetLine]) -> BudgetOverrun? {
    guard let total = BudgetLine.total(of: lines) else { return nil }
    var worst: BudgetOverrun?
    for (index, line) in lines.enumerated() where line.isOverrun || line.isUnplanned {
      guard let excess = line.actual.subtracting(line.plan) else { continue }
      if worst.map({ excess > $0.excess }) ?? true {
        worst = BudgetOverrun(index: index, line: line, excess: excess, plan: total.plan)
      }
    }
    return worst
  }
}
