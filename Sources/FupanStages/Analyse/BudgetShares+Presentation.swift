import FupanData
import FupanReports

extension BudgetShares: PresentedStage {
  /// Planned and actual shares beside the scheme's.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard !result.rows.isEmpty else {
      return [.prose(context.say(sentence: "没有预算。", "There is no budget."))]
    }
    let name = scheme?.value ?? context.say("自定", "own")
    func points(_ value: Value) -> Report.Value {
      value.double.map { .points($0 / 100) } ?? .missing(.notApplicable)
    }
    let hasStray = result.rows.contains { $0[1].isMissing && $0[8] != .bool(true) }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_shares",
          title: context.say("预算分配与方案（\(name)）", "The budget against its scheme (\(name))"),
          columns: [
            .init("part", context.label(of: by), .text),
            .init("scheme", context.say("方案", "Scheme"), .ratio),
            .init("planned", context.say("预算", "Planned"), .money),
            .init("planned_share", context.say("预算占比", "Planned share"), .ratio),
            .init("planned_gap", context.say("与方案差", "Gap"), .points, signed: true),
            .init("actual", context.say("实际", "Actual"), .money),
            .init("actual_share", context.say("实际占比", "Actual share"), .ratio),
            .init("actual_gap", context.say("与方案差", "Gap"), .points, signed: true),
          ],
          rows: result.rows.map { row in
            let part = context.name(of: row[0])
            let isOnTop = row[8] == .bool(true)
            return Report.Table.Row([
              .text(isOnTop ? context.say("\(part)（另计）", "\(part) (on top)") : part),
              row[1].isMissing ? .missing(.notApplicable) : Report.Value(ratio: row[1]),
              Report.Value(exact: row[2], isMoney: true),
              isOnTop ? .missing(.notApplicable) : Report.Value(ratio: row[3]), points(row[4]),
              Report.Value(exact: row[5], isMoney: true),
              isOnTop ? .missing(.notApplicable) : Report.Value(ratio: row[6]), points(row[7]),
            ])
          },
          note: hasStray
            ? context.say(
              sentence: "没有方案占比的行不属于任何部分，但算在总额里。",
              "Lines without a scheme's share belong to no part, and are in the total all the same."
            )
            : nil))
    ]
  }
}
