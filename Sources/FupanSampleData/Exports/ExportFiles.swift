/// The files that the platforms would have exported, all open at once.
struct ExportFiles: ~Copyable {
  private var youzan: OutputFile
  private var taobao: OutputFile
  private var survey: OutputFile
  private var members: OutputFile
  private var notes: OutputFile
  private var events: EventOutput
  private var more: MoreExportFiles
  private var writer: ByteWriter

  init(
    in folder: String, eventFiles: SampleDataGenerator.EventFiles
  ) throws(WriteFailure) {
    // All are opened before any is kept: a failure must not leave half of them.
    var writer = ByteWriter(capacity: 1 << 23)
    YouzanOrders.header(to: &writer)
    let youzan = try OutputFile.begun(folder + "/有赞订单20260425.csv", with: &writer)
    TaobaoOrders.header(to: &writer)
    let taobao = try OutputFile.begun(
      folder + "/ExportOrderList202604250915.csv", coding: .gb18030, with: &writer)
    SurveyAnswers.header(to: &writer)
    let survey = try OutputFile.begun(folder + "/问卷星_春日焕新满意度.csv", with: &writer)
    WeComCustomers.header(to: &writer)
    let members = try OutputFile.begun(folder + "/企微客户列表20260425.csv", with: &writer)
    Notes.header(to: &writer)
    let notes = try OutputFile.begun(folder + "/笔记列表明细表.csv", with: &writer)
    let events = try EventOutput(in: folder, files: eventFiles)
    let more = try MoreExportFiles(in: folder)
    self.youzan = youzan
    self.taobao = taobao
    self.survey = survey
    self.members = members
    self.notes = notes
    self.events = events
    self.more = more
    self.writer = writer
  }

  mutating func write(_ part: borrowing Part, in context: ExportContext) throws(WriteFailure) {
    let block = part.block
    for place in part.orders where block.orders[place].platform == .youzan {
      let order = block.orders[place]
      YouzanOrders.row(order, of: block.people[order.person], in: context, to: &writer)
    }
    try youzan.write(&writer)
    for place in part.orders where block.orders[place].platform == .taobao {
      let order = block.orders[place]
      TaobaoOrders.row(order, of: block.people[order.person], in: context, to: &writer)
    }
    try taobao.write(&writer)
    for answer in part.answers { SurveyAnswers.row(answer, in: context, to: &writer) }
    try survey.write(&writer)
    for row in part.members {
      WeComCustomers.row(row, of: block.people[row.person], in: context, to: &writer)
    }
    try members.write(&writer)
    for note in part.notes { Notes.row(note, in: context, to: &writer) }
    try notes.write(&writer)
    try events.write(block, in: context, with: &writer)
    try more.write(part, in: context)
  }

  consuming func finish() throws(WriteFailure) {
    try youzan.finish()
    try taobao.finish()
    try survey.finish()
    try members.finish()
    try notes.finish()
    try events.finish()
    try more.finish()
  }
}
