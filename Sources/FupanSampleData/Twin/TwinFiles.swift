/// The tables of the clean twin, all open at once.
struct TwinFiles: ~Copyable {
  private let folder: String
  private var orders: OutputFile
  private var events: OutputFile
  private var members: OutputFile
  private var survey: OutputFile
  private var posts: OutputFile
  private var more: MoreTwinFiles
  private var writer: ByteWriter

  init(in folder: String) throws(WriteFailure) {
    // All are opened before any is kept: a failure must not leave half of them.
    var writer = ByteWriter(capacity: 1 << 23)
    writer.text(CleanTwin.orders)
    let orders = try OutputFile.begun(folder + "/orders.csv", with: &writer)
    writer.text(CleanTwin.events)
    let events = try OutputFile.begun(folder + "/events.csv", with: &writer)
    writer.text(CleanTwin.members)
    let members = try OutputFile.begun(folder + "/members.csv", with: &writer)
    writer.text(CleanTwin.survey)
    let survey = try OutputFile.begun(folder + "/survey.csv", with: &writer)
    writer.text(CleanTwin.posts)
    let posts = try OutputFile.begun(folder + "/posts.csv", with: &writer)
    let more = try MoreTwinFiles(in: folder)
    self.folder = folder
    self.orders = orders
    self.events = events
    self.members = members
    self.survey = survey
    self.posts = posts
    self.more = more
    self.writer = writer
  }

  mutating func write(_ part: borrowing Part, in context: ExportContext) throws(WriteFailure) {
    let block = part.block
    for place in part.orders {
      let order = block.orders[place]
      CleanTwin.order(order, of: block.people[order.person], in: context, to: &writer)
    }
    try orders.write(&writer)
    for event in block.events {
      CleanTwin.event(event, of: block, in: context, to: &writer)
    }
    try events.write(&writer)
    for row in part.members {
      CleanTwin.member(row, of: block.people[row.person], in: context, to: &writer)
    }
    try members.write(&writer)
    for answer in part.answers { CleanTwin.answer(answer, in: context, to: &writer) }
    try survey.write(&writer)
    for note in part.notes { CleanTwin.post(note, in: context, to: &writer) }
    try posts.write(&writer)
    try more.write(part, in: context)
  }

  mutating func write(_ spending: Spending, in context: ExportContext) throws(WriteFailure) {
    writer.text(CleanTwin.ads)
    for ad in spending.ads { CleanTwin.ad(ad, in: context, to: &writer) }
    try save("ads.csv")
    writer.text(CleanTwin.costs)
    for cost in spending.costs { CleanTwin.cost(cost, in: context, to: &writer) }
    try save("costs.csv")
    writer.text(CleanTwin.budget)
    for item in spending.items {
      writer.string(item.name)
      writer.comma()
      writer.money(item.planned)
      writer.comma()
      writer.string(item.quadrant)
      writer.comma()
      writer.string(item.phase)
      writer.line()
    }
    try save("budget.csv")
  }

  /// The sheets that are the same at every scale.
  mutating func write(
    _ creators: Creators, _ tickets: Tickets, in context: ExportContext
  ) throws(WriteFailure) {
    CleanTwin.products(to: &writer)
    try save("products.csv")
    CleanTwin.creators(creators, to: &writer)
    try save("kols.csv")
    CleanTwin.notes(of: creators, in: context, to: &writer)
    try save("kol_posts.csv")
    CleanTwin.tickets(tickets, in: context, to: &writer)
    try save("incidents.csv")
  }

  private mutating func save(_ name: String) throws(WriteFailure) {
    var file = try OutputFile(folder + "/" + name)
    try file.write(&writer)
    try file.finish()
  }

  consuming func finish() throws(WriteFailure) {
    try orders.finish()
    try events.finish()
    try members.finish()
    try survey.finish()
    try posts.finish()
    try more.finish()
  }
}
