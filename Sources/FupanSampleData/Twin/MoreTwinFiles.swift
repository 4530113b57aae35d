/// The tables of the clean twin beside those of ``TwinFiles``, all open at once.
struct MoreTwinFiles: ~Copyable {
  private var items: OutputFile
  private var groupMembers: OutputFile
  private var messages: OutputFile
  private var comments: OutputFile
  private var units: OutputFile
  private var entries: OutputFile
  private var touches: OutputFile
  private var followUps: OutputFile
  private var writer: ByteWriter

  init(in folder: String) throws(WriteFailure) {
    // All are opened before any is kept: a failure must not leave half of them.
    var writer = ByteWriter(capacity: 1 << 20)
    writer.text(CleanTwin.items)
    let items = try OutputFile.begun(folder + "/order_items.csv", with: &writer)
    writer.text(CleanTwin.groupMembers)
    let groupMembers = try OutputFile.begun(folder + "/group_members.csv", with: &writer)
    writer.text(CleanTwin.messages)
    let messages = try OutputFile.begun(folder + "/messages.csv", with: &writer)
    writer.text(CleanTwin.comments)
    let comments = try OutputFile.begun(folder + "/comments.csv", with: &writer)
    writer.text(CleanTwin.experiments)
    let units = try OutputFile.begun(folder + "/experiments.csv", with: &writer)
    writer.text(CleanTwin.settlements)
    let entries = try OutputFile.begun(folder + "/settlements.csv", with: &writer)
    writer.text(CleanTwin.touches)
    let touches = try OutputFile.begun(folder + "/touches.csv", with: &writer)
    writer.text(CleanTwin.followUp)
    let followUps = try OutputFile.begun(folder + "/follow_up.csv", with: &writer)
    self.items = items
    self.groupMembers = groupMembers
    self.messages = messages
    self.comments = comments
    self.units = units
    self.entries = entries
    self.touches = touches
    self.followUps = followUps
    self.writer = writer
  }

  mutating func write(_ part: borrowing Part, in context: ExportContext) throws(WriteFailure) {
    let block = part.block
    for place in part.orders {
      let order = block.orders[place]
      CleanTwin.items(of: order, block.people[order.person], in: context, to: &writer)
    }
    try items.write(&writer)
    for row in part.groupMembers {
      CleanTwin.groupMember(row, of: block, in: context, to: &writer)
    }
    try groupMembers.write(&writer)
    for (place, message) in part.messages.enumerated() {
      CleanTwin.message(
        message, number: part.number(ofMessage: place), of: block, in: context, to: &writer)
    }
    try messages.write(&writer)
    for comment in part.comments { CleanTwin.comment(comment, in: context, to: &writer) }
    try comments.write(&writer)
    for unit in part.units { CleanTwin.unit(unit, of: block, in: context, to: &writer) }
    try units.write(&writer)
    for entry in part.entries { CleanTwin.settlement(entry, of: block, in: context, to: &writer) }
    try entries.write(&writer)
    for touch in part.touches { CleanTwin.touch(touch, of: block, in: context, to: &writer) }
    try touches.write(&writer)
    for answer in part.followUps { CleanTwin.followUp(answer, in: context, to: &writer) }
    try followUps.write(&writer)
  }

  consuming func finish() throws(WriteFailure) {
    try items.finish()
    try groupMembers.finish()
    try messages.finish()
    try comments.finish()
    try units.finish()
    try entries.finish()
    try touches.finish()
    try followUps.finish()
  }
}
