import FupanData
import FupanMethods
import FupanReports

extension Backflow: PresentedStage {
  /// Shares, visits and orders one after the other; of spreaders how many brought how much, never
  /// who they are.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard let row = result.rows.first else {
      return [.prose(context.say(sentence: "没有分享。", "Nobody shared."))]
    }
    return rows == .total ? [.table(total(row, context))] : [.table(spreaders(result, context))]
  }

  private func total(_ row: [Value], _ context: PresentationContext) -> Report.Table {
    func people(_ value: Value) -> Report.Value {
      value.whole > 0 && value.whole < context.minimumGroup ? .suppressed : .integer(value.whole)
    }
    let isShown = row[5].whole == 0 || row[5].whole >= context.minimumGroup
    let visits = Report.Value.integer(row[2].whole)
    return Report.Table(
      id: "\(context.dataset)_backflow", title: context.say("分享回流", "What shares brought back"),
      columns: [
        .init("what", context.say("环节", "What"), .text),
        .init("times", context.say("次数", "Times"), .integer),
        .init("people", context.say("人数", "People"), .integer),
        .init("rate", context.say("比上一环节", "Of the one before"), .number),
        .init("ci_lo", context.say("区间下限", "Low"), .number),
        .init("ci_hi", context.say("区间上限", "High"), .number),
      ],
      rows: [
        Report.Table.Row([
          .text(context.say("分享", "Shares")), .integer(row[1].whole), people(row[0]),
          .missing(.notApplicable), .missing(.notApplicable), .missing(.notApplicable),
        ]),
        Report.Table.Row([
          .text(context.say("回流访问", "Visits")), visits, people(row[3]),
          Report.Value(number: row[7], places: 2), .missing(.notApplicable),
          .missing(.notApplicable),
        ]),
        Report.Table.Row(
          [.text(context.say("回流订单", "Orders"))]
            + (isShown
              ? [
                .integer(row[4].whole), people(row[5]), Report.Value(number: row[8], places: 2),
                Report.Value(number: row[9], places: 2), Report.Value(number: row[10], places: 2),
              ] : Array(repeating: .suppressed, count: 5))),
      ],
      note: context.say(
        sentence: "订单算给下单前 \(.integer(windowDays)) 天内最近一次回流访问；区间按分享人聚类。",
        """
        An order counts for the latest visit of the \(.integer(windowDays)) days before it; the \
        interval is clustered by sharer.
        """))
  }

  /// Sharers by how many visits they brought.
  private func spreaders(_ result: Table, _ context: PresentationContext) -> Report.Table {
    let classes = [0, 1, 2, 5, 10, 50]
    let all = result.rows
    let lists = classes.indices.map { index in
      all.filter { row in
        let visits = row[2].whole
        return visits >= classes[index]
          && (index + 1 == classes.count || visits < classes[index + 1])
      }
    }
    let verdicts = SmallCells.list(
      lists.map { $0.count }, minimumGroup: context.minimumGroup)
    // Fewer orders than that are of fewer buyers, of whom the other table tells nothing.
    let orders = SmallCells.list(
      lists.map { list in list.reduce(0) { $0 + $1[4].whole } }, minimumGroup: context.minimumGroup)
    return Report.Table(
      id: "\(context.dataset)_spreaders", title: context.say("传播力分布", "How far sharers reach"),
      columns: [
        .init("visits", context.say("带来的访问", "Visits brought"), .text),
        .init("sharers", context.say("分享人数", "Sharers"), .integer),
        .init("shares", context.say("分享", "Shares"), .integer),
        .init("orders", context.say("订单", "Orders"), .integer),
      ],
      rows: classes.indices.map { index in
        let last = index + 1 < classes.count ? classes[index + 1] - 1 : nil
        let name =
          last.map { $0 == classes[index] ? "\($0)" : "\(classes[index])–\($0)" }
          ?? "≥ \(classes[index])"
        func sum(_ column: Int) -> Report.Value {
          .integer(lists[index].reduce(0) { $0 + $1[column].whole })
        }
        return Report.Table.Row(
          [.text(name)]
            + (verdicts[index] == .published
              ? [
                .integer(lists[index].count), sum(1),
                orders[index] == .published ? sum(4) : .suppressed,
              ]
              : Array(repeating: .suppressed, count: 3)))
      },
      note: context.say(
        sentence: "名单另存为文件，报告里不列出个人。",
        "Who they are stands in a list of its own, never in a report."))
  }
}
