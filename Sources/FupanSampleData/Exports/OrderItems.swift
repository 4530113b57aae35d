/// What an order's lines say: amounts split so that they add up to the order's to the cent.
extension Order {
  /// One product of an order.
  struct Item {
    let product: Int
    let quantity: Int
    /// The goods less the line's part of the shop's discount.
    let payable: Int
    /// What was paid for it, the freight on the first line.
    let paid: Int
    let refund: Int
  }

  /// The lines, in the order in which the products were chosen.
  var items: [Item] {
    let values = zip(products, quantities).map { Product.all[$0].price * $1 }
    let discounts = Self.split(shopDiscount, by: values)
    let payables = zip(values, discounts).map { $0 - $1 }
    let less = Self.split(paymentDiscount, by: payables)
    var paid = self.paid == nil ? payables.map { _ in 0 } : zip(payables, less).map { $0 - $1 }
    if self.paid != nil { paid[0] += freight }
    let refunds = Self.split(refund, by: paid)
    return products.indices.map { place in
      Item(
        product: products[place], quantity: quantities[place], payable: payables[place],
        paid: paid[place], refund: refunds[place])
    }
  }

  /// Parts of a whole in proportion to weights, which add up to it.
  private static func split(_ whole: Int, by weights: [Int]) -> [Int] {
    let total = weights.reduce(0, +)
    guard total > 0 else { return weights.map { _ in 0 } }
    var (sum, given) = (0, 0)
    return weights.map { weight in
      sum += weight
      let part = whole * sum / total - given
      given += part
      return part
    }
  }
}

/// 有赞 订单商品: a row for each product of an order, on which the order's totals repeat.
enum YouzanItems {
  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    writer.text(
      """
      订单号,订单状态,订单创建时间,买家付款时间,商品名称,商品规格,商品编码,商品单价,商品数量,商品退款状态,\
      订单实付金额,订单已退款金额,收货人省份,买家手机号

      """)
  }

  static func rows(
    _ order: Order, of person: Person, in context: ExportContext, to writer: inout ByteWriter
  ) {
    for (place, item) in order.items.enumerated() {
      order.number(to: &writer, in: context.calendar)
      switch order.status {
      case .completed: writer.text(",交易成功,")
      case .shipped: writer.text(",已发货,")
      case .waiting: writer.text(",待发货,")
      case .closed: writer.text(",交易关闭,")
      }
      writer.dateTime(order.created, in: context.calendar)
      writer.comma()
      if let paid = order.paid {
        writer.dateTime(paid, in: context.calendar)
      } else {
        writer.text("——")
      }
      writer.comma()
      writer.field(context.products[item.product].name)
      writer.text(",——,")
      writer.sku(item.product)
      writer.comma()
      writer.money(context.products[item.product].price)
      writer.comma()
      writer.integer(item.quantity)
      if order.refund == order.paidAmount && order.refund > 0 {
        writer.text(",退款成功,")
      } else {
        writer.text(order.refund > 0 && place == 0 ? ",部分退款," : ",——,")
      }
      writer.money(order.paidAmount)
      writer.comma()
      writer.money(order.refund)
      writer.comma()
      writer.text(context.places[person.place].region)
      writer.comma()
      if let phone = person.phone { writer.integer(phone) } else { writer.text("——") }
      writer.line()
    }
  }
}

/// 淘宝 ExportOrderDetailList: GB18030, CRLF, a sub-order for each product with its own amounts.
enum TaobaoItems {
  static func header(to writer: inout ByteWriter) {
    writer.text(
      """
      子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,支付单号,\
      买家应付货款,买家实际支付金额,退款状态,退款金额,订单创建时间,订单付款时间
      """)
    writer.text("\r\n")
  }

  static func rows(
    _ order: Order, in context: ExportContext, to writer: inout ByteWriter
  ) {
    for (place, item) in order.items.enumerated() {
      writer.text("=\"")
      order.number(to: &writer, in: context.calendar)
      writer.padded(place + 1, 2)
      writer.text("\",=\"")
      order.number(to: &writer, in: context.calendar)
      writer.text("\",")
      writer.field(context.products[item.product].name)
      writer.comma()
      writer.money(context.products[item.product].price)
      writer.comma()
      writer.integer(item.quantity)
      writer.comma()
      writer.sku(item.product)
      writer.text(",,,'null,")
      switch order.status {
      case .completed: writer.text("交易成功,")
      case .shipped: writer.text("卖家已发货，等待买家确认,")
      case .waiting: writer.text("买家已付款，等待卖家发货,")
      case .closed: writer.text("交易关闭,")
      }
      writer.sku(item.product)
      writer.comma()
      if order.paid != nil {
        writer.text("2026")
        writer.padded(order.serial * 7 + place, 14)
      }
      writer.comma()
      writer.money(item.payable)
      writer.comma()
      writer.money(item.paid)
      writer.text(item.refund > 0 ? ",退款成功," : ",没有申请退款,")
      writer.money(item.refund)
      writer.comma()
      writer.dateTime(order.created, in: context.calendar)
      writer.comma()
      if let paid = order.paid { writer.dateTime(paid, in: context.calendar) }
      writer.text("\r\n")
    }
  }
}

extension CleanTwin {
  static let items: StaticString = """
    platform,order_id,person,paid_at,sku,name,category,qty,price,left_out

    """

  static func items(
    of order: Order, _ person: Person, in context: ExportContext, to writer: inout ByteWriter
  ) {
    for item in order.items {
      writer.text(order.platform == .youzan ? "youzan," : "taobao,")
      order.number(to: &writer, in: context.calendar)
      writer.comma()
      if person.phone != nil { self.person(person.number, to: &writer) }
      writer.comma()
      if let paid = order.paid { writer.utc(paid, in: context.calendar) }
      writer.comma()
      writer.sku(item.product)
      writer.comma()
      writer.field(context.products[item.product].name)
      writer.comma()
      writer.text(Product.category(of: item.product))
      writer.comma()
      writer.integer(item.quantity)
      writer.comma()
      writer.money(context.products[item.product].price)
      writer.text(person.leftOut ? ",true\n" : ",false\n")
    }
  }
}
