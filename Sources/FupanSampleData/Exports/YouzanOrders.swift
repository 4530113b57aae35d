/// 有赞 订单: UTF-8 with a byte order mark, `——` for nothing, `分销员` twice.
enum YouzanOrders {
  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    writer.text(
      """
      订单号,销售渠道,归属店铺,订单类型,订单状态,推广方式,订单来源,订单创建时间,买家付款时间,交易成功时间,\
      付款方式,支付流水号,商品金额合计,运费,店铺优惠合计,应收订单金额,订单实付金额,支付优惠合计,订单实收金额,\
      订单抵用积分数,店铺优惠方式,支付优惠方式,全部商品名称,商品种类数,订单配送方式,同城送达时间/提货时间,\
      收货人省份,收货人城市,收货人地区,详细收货地址/提货地址,收货人/提货人,收货人手机号/提货人手机号,买家备注,\
      订单星级,买家昵称,买家是否会员,买家手机号,下单网点,收银员,分销员,销售导购,专属导购,订单退款状态,\
      订单已退款金额,商家订单备注,桌号,挂账主体,挂账手机号,团长订单,订单风险标签,分销员,分销员手机号,\
      订单卖货提成金额,订单下级卖货提成金额

      """)
  }

  static func row(
    _ order: Order, of person: Person, in context: ExportContext, to writer: inout ByteWriter
  ) {
    let calendar = context.calendar
    order.number(to: &writer, in: calendar)
    writer.text(",网店,春日小店,普通订单,")
    switch order.status {
    case .completed: writer.text("交易成功")
    case .shipped: writer.text("已发货")
    case .waiting: writer.text("待发货")
    case .closed: writer.text("交易关闭")
    }
    writer.text(order.distributor == nil ? ",——,微信小程序," : ",分销推广,微信小程序,")
    writer.dateTime(order.created, in: calendar)
    writer.comma()
    if let paid = order.paid { writer.dateTime(paid, in: calendar) } else { writer.text("——") }
    writer.comma()
    if order.status == .completed {
      writer.dateTime(min(order.created + 6 * 86_400, ShopCalendar.end * 86_400), in: calendar)
    } else {
      writer.text("——")
    }
    if order.paid == nil {
      writer.text(",——,——,")
    } else {
      writer.text(",微信支付,42000")
      writer.padded(order.serial + 17, 12)
      writer.padded(order.salt, 9)
      writer.comma()
    }
    writer.money(order.goods)
    writer.comma()
    writer.money(order.freight)
    writer.comma()
    writer.money(order.shopDiscount)
    writer.comma()
    writer.money(order.payable)
    writer.comma()
    writer.money(order.paidAmount)
    writer.comma()
    writer.money(order.paid == nil ? 0 : order.paymentDiscount)
    writer.comma()
    writer.money(order.paidAmount)
    writer.text(order.shopDiscount > 0 ? ",0,满减," : ",0,——,")
    writer.text(order.paymentDiscount > 0 && order.paid != nil ? "支付立减," : "——,")
    writer.products(of: order, joinedBy: ";", in: context)
    writer.comma()
    writer.integer(order.products.count)
    if order.salt % 4 == 0 {
      writer.text(",同城配送,")
      writer.date(order.created / 86_400, in: calendar)
      writer.text(" 18:00 - ")
      writer.date(order.created / 86_400, in: calendar)
      writer.text(" 20:00,")
    } else {
      writer.text(",快递发货,——,")
    }
    let place = context.places[person.place]
    writer.text(place.region)
    writer.comma()
    writer.text(place.city)
    writer.comma()
    writer.text(place.district)
    writer.text(",\"春风路")
    writer.integer(order.salt % 188 + 1)
    writer.text("号, ")
    writer.integer(order.salt % 12 + 1)
    writer.text("栋\",")
    writer.text(Vocabulary.familyNames[person.familyName])
    writer.text("**,")
    if let phone = person.phone { writer.maskedPhone(phone) } else { writer.text("——") }
    writer.comma()
    writer.field(Vocabulary.buyerNotes[order.salt % Vocabulary.buyerNotes.count])
    writer.text(",——,")
    writer.field(Vocabulary.nicknames[person.nickname])
    writer.text(order.salt % 3 == 0 ? ",否," : ",是,")
    if let phone = person.phone { writer.integer(phone) } else { writer.text("——") }
    writer.text(",——,——,")
    distributor(order, to: &writer)
    writer.text(",——,——,")
    switch order.refund {
    case 0: writer.text("——,")
    case order.paidAmount: writer.text("全额退款,")
    default: writer.text("部分退款,")
    }
    writer.money(order.refund)
    writer.comma()
    writer.field(Vocabulary.sellerNotes[order.salt % Vocabulary.sellerNotes.count])
    writer.text(order.distributor == nil ? ",——,——,——,否,——," : ",——,——,——,是,——,")
    distributor(order, to: &writer)
    if let distributor = order.distributor {
      writer.comma()
      writer.maskedPhone(PersonKeys.phone(90_000_000 + distributor))
      writer.comma()
      writer.money(order.paidAmount / 20)
      writer.text(",0.00\n")
    } else {
      writer.text(",——,——,——\n")
    }
  }

  private static func distributor(_ order: Order, to writer: inout ByteWriter) {
    if let distributor = order.distributor {
      writer.text(Vocabulary.distributors[distributor])
    } else {
      writer.text("——")
    }
  }
}
