import FupanData
import FupanMethods
import FupanReports

extension Leaders: PresentedStage {
  private static let mostLeaders = 20
  private static let charted = 10

  /// The leaders by what they brought, the commission due in all, and the whole board; leaders of
  /// too few buyers are withheld.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    func index(_ name: String) -> Int? { result.schema.index(of: name) }
    guard let isTotal = index("is_total"), let buyers = index("buyers"), let net = index("net"),
      let total = result.rows.first(where: { $0[isTotal] == .bool(true) })
    else {
      return [
        .prose(context.say(sentence: "没有人带来订单。", "Nobody brought an order."))
      ]
    }
    let leaders = Array(result.rows.filter { $0[isTotal] == .bool(false) })
    let verdicts = SmallCells.list(
      leaders.map { $0[buyers].whole }, minimumGroup: context.minimumGroup)
    let isMoney = result.schema.fields[net].unit?.isCurrency ?? true
    var blocks: [Report.Block] = []
    if let commission = index("commission") {
      let due = Report.Value(exact: total[commission], isMoney: isMoney)
      blocks.append(
        .prose(
          context.say(
            sentence: "\(.integer(leaders.count)) 位带来订单，应付佣金合计 \(due)。",
            "\(.integer(leaders.count)) leaders brought orders; \(due) of commission is due.")))
    }
    let shown = leaders.indices.filter { verdicts[$0] == .published }.prefix(Leaders.charted)
    if shown.count > 1 {
      let best = context.name(of: leaders[shown[0]][0])
      blocks.append(
        .chart(
          Report.Chart(
            id: "\(context.dataset)_net",
            title: context.say("“\(best)”带来最多", "\(best) brought most"), unit: .money,
            alt: context.say(
              "各\(context.label(of: by))净额条形图，由高到低。", "Bars of net amounts, highest first."),
            .bars(
              .init(
                categories: shown.map { context.name(of: leaders[$0][0]) },
                series: [
                  .init(
                    context.label(of: of),
                    shown.map { Report.Value(exact: leaders[$0][net], isMoney: isMoney) })
                ])))))
    }
    blocks.append(.table(board(leaders, verdicts, total, result.schema, isMoney, context)))
    return blocks
  }

  private func board(
    _ leaders: [[Value]], _ verdicts: [Suppression], _ total: [Value], _ schema: Schema,
    _ isMoney: Bool, _ context: PresentationContext
  ) -> Report.Table {
    let hasCommission = schema.index(of: "commission") != nil
    func cells(_ row: [Value], _ name: String, isShown: Bool) -> [Report.Value] {
      guard isShown else {
        return [.text(name)] + Array(repeating: .suppressed, count: hasCommission ? 6 : 5)
      }
      return [.text(name)] + row[1...3].map { .integer($0.whole) }
        + [Report.Value(exact: row[4], isMoney: isMoney), Report.Value(ratio: row[5])]
        + (hasCommission ? [Report.Value(exact: row[6], isMoney: isMoney)] : [])
    }
    var columns: [Report.Table.Column] = [
      .init("leader", context.label(of: by), .text),
      .init("orders", context.say("订单数", "Orders"), .integer),
      .init("buyers", context.say("购买人数", "Buyers"), .integer),
      .init("new_customers", context.say("新客数", "New customers"), .integer),
      .init("net", context.label(of: of), isMoney ? .money : .number, bar: true),
      .init("share", context.say("占比", "Share"), .ratio),
    ]
    if hasCommission {
      columns.append(
        .init("commission", context.say("应付佣金", "Commission due"), isMoney ? .money : .number))
    }
    let listed = leaders.indices.prefix(Leaders.mostLeaders)
    var note: Report.Sentence = context.say(
      sentence: "新客：第一笔订单就由其带来的人，回看数据里的全部订单。",
      "New customers: people whose first order of all known was brought by the leader. ")
    if leaders.count > listed.count {
      note.spans +=
        context.say(
          sentence: "共 \(.integer(leaders.count)) 位，这里列出前 \(.integer(listed.count)) 位。",
          "The first \(.integer(listed.count)) of \(.integer(leaders.count)) are listed. "
        ).spans
    }
    if listed.contains(where: { verdicts[$0] != .published }) {
      note.spans +=
        context.say(
          sentence: "购买人数不足 \(.integer(context.minimumGroup)) 人的已隐去。",
          "Leaders of fewer than \(.integer(context.minimumGroup)) buyers are withheld."
        ).spans
    }
    return Report.Table(
      id: "\(context.dataset)_board", title: context.say("带来订单的人", "Who brought orders"),
      columns: columns,
      rows: listed.map { index in
        Report.Table.Row(
          cells(
            leaders[index], context.name(of: leaders[index][0]),
            isShown: verdicts[index] == .published))
      } + [
        Report.Table.Row(cells(total, context.say("合计", "Total"), isShown: true), isTotal: true)
      ],
      sortedBy: .init(by: "net"), note: note)
  }
}
