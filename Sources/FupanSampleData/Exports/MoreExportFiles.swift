/// The files beside orders, customers, notes and events: what an order holds, what the groups do,
/// what is said, tried and paid out. All are open at once.
struct MoreExportFiles: ~Copyable {
  private var youzanItems: OutputFile
  private var taobaoItems: OutputFile
  private var groupMembers: OutputFile
  private var messages: OutputFile
  private var comments: OutputFile
  private var units: OutputFile
  private var youzanBill: OutputFile
  private var touches: OutputFile
  private var followUps: OutputFile
  private var alipay: OutputFile
  private var statement = AlipayStatement()
  private var writer: ByteWriter

  init(in folder: String) throws(WriteFailure) {
    // All are opened before any is kept: a failure must not leave half of them.
    var writer = ByteWriter(capacity: 1 << 20)
    YouzanItems.header(to: &writer)
    let youzanItems = try OutputFile.begun(folder + "/有赞商品明细20260425.csv", with: &writer)
    TaobaoItems.header(to: &writer)
    let taobaoItems = try OutputFile.begun(
      folder + "/ExportOrderDetailList202604250915.csv", coding: .gb18030, with: &writer)
    GroupMembers.header(to: &writer)
    let groupMembers = try OutputFile.begun(folder + "/社群成员20260425.csv", with: &writer)
    GroupMessages.header(to: &writer)
    let messages = try OutputFile.begun(folder + "/群消息20260425.csv", with: &writer)
    Comments.header(to: &writer)
    let comments = try OutputFile.begun(folder + "/评论20260425.csv", with: &writer)
    Experiments.header(to: &writer)
    let units = try OutputFile.begun(folder + "/实验分组20260425.csv", with: &writer)
    YouzanBill.header(to: &writer)
    let youzanBill = try OutputFile.begun(folder + "/有赞对账单_202604.csv", with: &writer)
    SeenNotes.header(to: &writer)
    let touches = try OutputFile.begun(folder + "/小红书种草触点_202604.csv", with: &writer)
    FollowUp.header(to: &writer)
    let followUps = try OutputFile.begun(folder + "/售后回访_按序号_20260425.csv", with: &writer)
    statement.header(to: &writer)
    let alipay = try OutputFile.begun(
      folder + "/支付宝账务明细_202604.csv", coding: .gb18030, with: &writer)
    self.youzanItems = youzanItems
    self.taobaoItems = taobaoItems
    self.groupMembers = groupMembers
    self.messages = messages
    self.comments = comments
    self.units = units
    self.youzanBill = youzanBill
    self.touches = touches
    self.followUps = followUps
    self.alipay = alipay
    self.writer = writer
  }

  mutating func write(_ part: borrowing Part, in context: ExportContext) throws(WriteFailure) {
    let block = part.block
    for place in part.orders where block.orders[place].platform == .youzan {
      let order = block.orders[place]
      YouzanItems.rows(order, of: block.people[order.person], in: context, to: &writer)
    }
    try youzanItems.write(&writer)
    for place in part.orders where block.orders[place].platform == .taobao {
      TaobaoItems.rows(block.orders[place], in: context, to: &writer)
    }
    try taobaoItems.write(&writer)
    for row in part.groupMembers {
      GroupMembers.row(row, of: block, in: context, to: &writer)
    }
    try groupMembers.write(&writer)
    for (place, message) in part.messages.enumerated() {
      GroupMessages.row(
        message, number: part.number(ofMessage: place), of: block, in: context, to: &writer)
    }
    try messages.write(&writer)
    for comment in part.comments { Comments.row(comment, in: context, to: &writer) }
    try comments.write(&writer)
    for unit in part.units { Experiments.row(unit, of: block, in: context, to: &writer) }
    try units.write(&writer)
    for entry in part.entries where block.orders[entry.order].platform == .youzan {
      YouzanBill.row(entry, of: block, in: context, to: &writer)
    }
    try youzanBill.write(&writer)
    for entry in part.entries where block.orders[entry.order].platform == .taobao {
      statement.row(entry, of: block, in: context, to: &writer)
    }
    try alipay.write(&writer)
    for touch in part.touches { SeenNotes.row(touch, of: block, in: context, to: &writer) }
    try touches.write(&writer)
    for answer in part.followUps { FollowUp.row(answer, in: context, to: &writer) }
    try followUps.write(&writer)
  }

  consuming func finish() throws(WriteFailure) {
    statement.footer(to: &writer)
    try alipay.write(&writer)
    try youzanItems.finish()
    try taobaoItems.finish()
    try groupMembers.finish()
    try messages.finish()
    try comments.finish()
    try units.finish()
    try youzanBill.finish()
    try touches.finish()
    try followUps.finish()
    try alipay.finish()
  }
}
