/// 淘宝 ExportOrderList: GB18030, CRLF, `="id"`, `'phone`, header names that end in spaces.
enum TaobaoOrders {
  static func header(to writer: inout ByteWriter) {
    writer.text(
      """
      订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,\
      买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,\
      订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,\
      卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,定金排名,修改后的sku,\
      修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易,退款金额
      """)
    writer.text("\r\n")
  }

  static func row(
    _ order: Order, of person: Person, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.text("=\"")
    order.number(to: &writer, in: context.calendar)
    writer.text("\",tb_")
    writer.padded(person.number * 7_919 + 31, 8)
    writer.text(",***,")
    writer.money(order.goods - order.shopDiscount)
    writer.comma()
    writer.money(order.freight)
    writer.text(",0,")
    writer.money(order.payable)
    writer.text(",0,")
    writer.money(order.paidAmount)
    writer.text(",0,")
    switch order.status {
    case .completed: writer.text("交易成功")
    case .shipped: writer.text("卖家已发货，等待买家确认")
    case .waiting: writer.text("买家已付款，等待卖家发货")
    case .closed: writer.text("交易关闭")
    }
    writer.comma()
    let note = Vocabulary.buyerNotes[order.salt % Vocabulary.buyerNotes.count]
    if order.salt % Vocabulary.buyerNotes.count > 2 { writer.field(note) }
    writer.comma()
    writer.text(Vocabulary.familyNames[person.familyName])
    writer.text("**,\"")
    let place = context.places[person.place]
    writer.text(place.region)
    writer.text(" ")
    writer.text(place.city)
    writer.text(" ")
    writer.text(place.district)
    writer.text(" 春风路")
    writer.integer(order.salt % 188 + 1)
    writer.text("号, ")
    writer.integer(order.salt % 12 + 1)
    writer.text("栋\",快递,,")
    if let phone = person.phone {
      writer.text("'")
      writer.integer(phone)
    }
    writer.comma()
    time(order.created, of: order, in: context, to: &writer)
    writer.comma()
    if let paid = order.paid { time(paid, of: order, in: context, to: &writer) }
    writer.comma()
    writer.products(of: order, joinedBy: "，", in: context)
    writer.comma()
    writer.integer(order.products.count)
    writer.comma()
    if order.status == .completed || order.status == .shipped {
      writer.text("No:SF")
      writer.padded(order.salt, 10)
      writer.text(",顺风速运,")
    } else {
      writer.text(",,")
    }
    writer.text("'null,")
    writer.integer(order.pieces)
    writer.text(",0,春日小店,")
    switch (order.paid, order.status) {
    case (nil, _): writer.text("买家未付款")
    case (_, .closed): writer.text("退款")
    default: writer.text("订单未关闭")
    }
    writer.text(",0元,0元,,手机订单,,,,,,,0元,0元,,")
    writer.money(order.refund)
    writer.text("元\r\n")
  }

  private static func time(
    _ second: Int, of order: Order, in context: ExportContext, to writer: inout ByteWriter
  ) {
    if order.resaved {
      writer.spreadsheetTime(second, in: context.calendar)
    } else {
      writer.dateTime(second, in: context.calendar)
    }
  }
}
