import FupanData
import FupanMethods
import FupanReports

extension Products: PresentedStage {
  private static let mostProducts = 20
  private static let charted = 10

  /// The products by revenue, items per order over all of them, the whole board, and what of the
  /// list sold nothing; buyers are withheld where there are too few.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let columns = ResultColumns(result.schema)
    guard let total = result.rows.first(where: { columns.isTotal($0) }) else {
      return [.prose(context.say(sentence: "没有卖出商品。", "Nothing was sold."))]
    }
    let products = result.rows.filter { !columns.isTotal($0) }
    let sold = products.filter { columns["units", of: $0].double != 0 }
    let isMoney = result.schema["revenue"]?.unit?.isCurrency ?? true
    func amount(_ row: [Value]) -> Report.Value {
      Report.Value(exact: columns["revenue", of: row], isMoney: isMoney)
    }
    var blocks: [Report.Block] = [
      .prose(
        context.say(
          sentence: """
            卖出 \(.integer(sold.count)) 种商品，\(amount(total))；连带率（每单件数）\
            \(Report.Value(number: columns["items_per_order", of: total], places: 2))。
            """,
          """
          \(.integer(sold.count)) products were sold for \(amount(total)), \
          \(Report.Value(number: columns["items_per_order", of: total], places: 2)) items per order.
          """))
    ]
    if sold.count > 1 {
      let shown = sold.prefix(Products.charted)
      blocks.append(
        .chart(
          Report.Chart(
            id: "\(context.dataset)_revenue",
            title: context.say(
              "“\(name(of: sold[0], context))”卖得最多",
              "\(name(of: sold[0], context)) sold most"),
            unit: isMoney ? .money : .number,
            alt: context.say("各商品销售额条形图，由高到低。", "Bars of revenue by product, highest first."),
            .bars(
              .init(
                categories: shown.map { name(of: $0, context) },
                series: [.init(context.say("销售额", "Revenue"), shown.map(amount))])))))
    }
    blocks.append(.table(board(sold, total, columns, isMoney, context)))
    if let unsold = unsold(products, columns, context) { blocks.append(.prose(unsold)) }
    return blocks
  }

  /// A product as readers call it: all that says which it is.
  private func name(of row: [Value], _ context: PresentationContext) -> String {
    row.prefix(by.count).map { context.name(of: $0) }.joined(separator: " · ")
  }

  private func board(
    _ products: [[Value]], _ total: [Value], _ columns: ResultColumns, _ isMoney: Bool,
    _ context: PresentationContext
  ) -> Report.Table {
    let hasRefund = columns.has("refunded")
    let hasList = columns.has("listed")
    let money: Report.Table.Column.Kind = isMoney ? .money : .number
    func cells(_ row: [Value]) -> [Report.Value] {
      // How many people bought a product may tell who they are; what was sold does not.
      let buyers = columns["buyers", of: row].whole
      let isSmall = buyers > 0 && buyers < context.minimumGroup
      var cells: [Report.Value] = [
        Report.Value(exact: columns["revenue", of: row], isMoney: isMoney),
        Report.Value(ratio: columns["share", of: row]),
        Report.Value(exact: columns["units", of: row], isMoney: false),
        .integer(columns["orders", of: row].whole), isSmall ? .suppressed : .integer(buyers),
        Report.Value(number: columns["items_per_order", of: row], places: 2),
        isSmall ? .suppressed : Report.Value(ratio: columns["repeat_rate", of: row]),
      ]
      if hasRefund { cells.append(Report.Value(ratio: columns["refund_rate", of: row])) }
      if hasList {
        let listed = columns["listed", of: row]
        cells.append(
          .text(listed == .bool(false) ? context.say("不在清单", "not on the list") : ""))
      }
      return cells
    }
    var heads: [Report.Table.Column] = by.enumerated().map { index, column in
      .init("product_\(index + 1)", context.label(of: column), .text)
    }
    heads += [
      .init("revenue", context.say("销售额", "Revenue"), money, bar: true),
      .init("share", context.say("占比", "Share"), .ratio),
      .init("units", context.say("件数", "Units"), .integer),
      .init("orders", context.say("订单数", "Orders"), .integer),
      .init("buyers", context.say("购买人数", "Buyers"), .integer),
      .init("items_per_order", context.say("连带率", "Items per order"), .number),
      .init("repeat_rate", context.say("复购率", "Bought again"), .ratio),
    ]
    if hasRefund { heads.append(.init("refund_rate", context.say("退款率", "Refund rate"), .ratio)) }
    if hasList { heads.append(.init("listed", context.say("清单", "List"), .text)) }
    var note: Report.Sentence = context.say(
      sentence: "连带率：含该商品的订单平均有几件商品。复购率：买过两单及以上的人占购买人数。",
      """
      Items per order: of the orders with the product, all their items. Bought again: buyers with \
      two orders of it or more.
      """)
    if products.count > Products.mostProducts {
      note.spans +=
        context.say(
          sentence:
            "共 \(.integer(products.count)) 种，这里列出前 \(.integer(Products.mostProducts)) 种。",
          " The first \(.integer(Products.mostProducts)) of \(.integer(products.count)) are listed."
        ).spans
    }
    let rest = Array(repeating: Report.Value.text(""), count: by.count - 1)
    return Report.Table(
      id: "\(context.dataset)_board", title: context.say("商品榜", "Products"),
      columns: heads,
      rows: products.prefix(Products.mostProducts).map { row in
        Report.Table.Row(
          row.prefix(by.count).map { .text(context.name(of: $0)) } + cells(row))
      } + [
        Report.Table.Row(
          [.text(context.say("合计", "Total"))] + rest + cells(total), isTotal: true)
      ], sortedBy: .init(by: "revenue"), note: note)
  }

  /// What of the list sold nothing, the first of them by name.
  private func unsold(
    _ products: [[Value]], _ columns: ResultColumns, _ context: PresentationContext
  ) -> Report.Sentence? {
    guard columns.has("listed") else { return nil }
    let unsold = products.filter {
      columns["listed", of: $0] == .bool(true) && columns["units", of: $0].double == 0
    }
    guard !unsold.isEmpty else {
      return context.say(sentence: "清单里的商品都有卖出。", "Everything on the list sold.")
    }
    let shown = unsold.prefix(Products.charted).map { name(of: $0, context) }
    let names = shown.joined(separator: context.say("、", ", "))
    let more = unsold.count > shown.count ? context.say("等", " and others") : ""
    return context.say(
      sentence: "清单里有 \(.integer(unsold.count)) 种商品没有卖出：\(names)\(more)。",
      "\(.integer(unsold.count)) products of the list sold nothing: \(names)\(more).")
  }
}

/// The cells of a result by the names of its columns.
private struct ResultColumns {
  private let schema: Schema

  init(_ schema: Schema) { self.schema = schema }

  func has(_ name: String) -> Bool { schema.index(of: name) != nil }

  subscript(name: String, of row: [Value]) -> Value {
    schema.index(of: name).map { row[$0] } ?? .missing
  }

  func isTotal(_ row: [Value]) -> Bool { self["is_total", of: row] == .bool(true) }
}
