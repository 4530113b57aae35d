import FupanMethods

/// What the platforms say they paid out for the orders of the campaign.
enum Settlements {
  /// One entry of a bill; exactly one of the two amounts is not zero.
  struct Entry {
    /// The place of the order in the block.
    let order: Int
    let number: Int
    let time: Int
    let kind: Kind
    let amount: Int
  }

  enum Kind: Int {
    case sale
    case refund
    case fee
    case commission

    var isIncome: Bool { self == .sale }

    /// The word of 有赞.
    var name: StaticString {
      switch self {
      case .sale: "货款"
      case .refund: "退款"
      case .fee: "技术服务费"
      case .commission: "分销佣金"
      }
    }

    /// The word of 支付宝.
    var alipayName: StaticString {
      switch self {
      case .sale: "交易付款"
      case .refund: "交易退款"
      case .fee: "软件服务费"
      case .commission: "淘宝客佣金"
      }
    }
  }

  /// The entries for orders that were paid in the campaign, in the order of time.
  static func entries(of block: Block) -> [Entry] {
    var random = block.random("settlements")
    var entries: [Entry] = []
    for (place, order) in block.orders.enumerated() {
      guard let paid = order.paid, ShopCalendar.period.contains(paid / 86_400) else { continue }
      let draw = random.unit()
      let hasGap = order.platform == .youzan && block.truths.contains(.settlementGap)
      let later = min(ShopCalendar.end * 86_400 - 1, paid + random.within(3_600...3 * 86_400))
      func add(_ kind: Kind, _ amount: Int, at time: Int) {
        guard amount > 0 else { return }
        entries.append(
          Entry(
            order: place, number: order.serial * 4 + kind.rawValue, time: time, kind: kind,
            amount: amount))
      }
      let settled = min(ShopCalendar.end * 86_400 - 1, paid + random.within(5...240))
      // Of a hundred orders three are missing, and two are paid out ten yuan short.
      let short = hasGap && (0.03..<0.05).contains(draw) && order.paidAmount > 2_000
      if !hasGap || draw >= 0.03 {
        add(.sale, order.paidAmount - (short ? 1_000 : 0), at: settled)
      }
      add(.fee, (order.paidAmount * (order.platform == .youzan ? 1 : 2) + 50) / 100, at: settled)
      if order.distributor != nil { add(.commission, order.paidAmount / 20, at: later) }
      add(.refund, order.refund, at: later)
    }
    return entries.sorted { ($0.time, $0.number) < ($1.time, $1.number) }
  }
}

/// 有赞 对账单: income and expense in two columns.
enum YouzanBill {
  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    writer.text("流水号,订单号,入账时间,业务类型,收入金额,支出金额,备注\n")
  }

  static func row(
    _ entry: Settlements.Entry, of block: Block, in context: ExportContext,
    to writer: inout ByteWriter
  ) {
    writer.text("YZ")
    writer.padded(entry.number, 12)
    writer.comma()
    block.orders[entry.order].number(to: &writer, in: context.calendar)
    writer.comma()
    writer.dateTime(entry.time, in: context.calendar)
    writer.comma()
    writer.text(entry.kind.name)
    writer.comma()
    if entry.kind.isIncome { writer.money(entry.amount) } else { writer.text("——") }
    writer.comma()
    if entry.kind.isIncome { writer.text("——") } else { writer.money(entry.amount) }
    writer.text(entry.kind == .commission ? ",团长订单\n" : ",——\n")
  }
}

/// 支付宝 账务明细: GB18030, lines with `#` above and below, a running balance, ids with a tab.
struct AlipayStatement {
  private var balance = 1_000_000
  private var sums = (income: 0, expense: 0)
  private var counts = (income: 0, expense: 0)

  func header(to writer: inout ByteWriter) {
    writer.text(
      """
      #支付宝账务明细查询\r
      #账号：[20880000000000000000]\r
      #起始日期：[2026年04月10日 00:00:00]   终止日期：[2026年04月25日 00:00:00]\r
      #-----------------------------------------账务明细列表----------------------------------------\r
      业务流水号,商户订单号,入账时间,收入（+元）,支出（-元）,账户余额（元）,交易对方,业务类型\r

      """)
  }

  mutating func row(
    _ entry: Settlements.Entry, of block: Block, in context: ExportContext,
    to writer: inout ByteWriter
  ) {
    let amount = entry.amount
    if entry.kind.isIncome {
      balance += amount
      sums.income += amount
      counts.income += 1
    } else {
      balance -= amount
      sums.expense += amount
      counts.expense += 1
    }
    writer.text("2026")
    writer.padded(entry.number, 16)
    writer.text("\t,")
    block.orders[entry.order].number(to: &writer, in: context.calendar)
    writer.text("\t,")
    writer.dateTime(entry.time, in: context.calendar)
    writer.comma()
    if entry.kind.isIncome { writer.money(amount) }
    writer.comma()
    if !entry.kind.isIncome { writer.money(-amount) }
    writer.comma()
    writer.money(balance)
    writer.comma()
    let person = block.people[block.orders[entry.order].person]
    writer.text(Vocabulary.familyNames[person.familyName])
    writer.text("**,")
    writer.text(entry.kind.alipayName)
    writer.text("\r\n")
  }

  func footer(to writer: inout ByteWriter) {
    writer.text(
      "#--------------------------------------账务明细列表结束--------------------------------------\r\n")
    writer.text("#支出合计：")
    writer.integer(counts.expense)
    writer.text("笔，共-")
    writer.money(sums.expense)
    writer.text("元\r\n#收入合计：")
    writer.integer(counts.income)
    writer.text("笔，共")
    writer.money(sums.income)
    writer.text("元\r\n")
  }
}

extension CleanTwin {
  static let settlements: StaticString = "platform,order_id,settled_at,kind,income,expense\n"

  static func settlement(
    _ entry: Settlements.Entry, of block: Block, in context: ExportContext,
    to writer: inout ByteWriter
  ) {
    let order = block.orders[entry.order]
    writer.text(order.platform == .youzan ? "youzan," : "taobao,")
    order.number(to: &writer, in: context.calendar)
    writer.comma()
    writer.utc(entry.time, in: context.calendar)
    switch entry.kind {
    case .sale: writer.text(",sale,")
    case .refund: writer.text(",refund,")
    case .fee: writer.text(",fee,")
    case .commission: writer.text(",commission,")
    }
    writer.money(entry.kind.isIncome ? entry.amount : 0)
    writer.comma()
    writer.money(entry.kind.isIncome ? 0 : entry.amount)
    writer.line()
  }
}
