/// One block with everything that is drawn for it, in the order in which exports list it.
struct Part {
  let block: Block
  /// The places of the orders, newest first.
  let orders: [Int]
  let members: [WeComCustomers.Row]
  let answers: [SurveyAnswers.Answer]
  let notes: [Notes.Note]
  let groupMembers: [GroupMembers.Row]
  let messages: [GroupMessages.Message]
  let comments: [Comments.Comment]
  let units: [Experiments.Unit]
  let entries: [Settlements.Entry]
  let touches: [SeenNotes.Touch]
  let followUps: [FollowUp.Answer]

  init(_ block: Block) {
    self.block = block
    orders = block.orders.indices.sorted {
      (block.orders[$1].created, $1) < (block.orders[$0].created, $0)
    }
    members = WeComCustomers.rows(of: block)
    answers = SurveyAnswers.answers(of: block)
    notes = Notes.notes(of: block)
    groupMembers = GroupMembers.rows(of: block)
    messages = GroupMessages.messages(of: block, groupMembers)
    comments = Comments.comments(of: block)
    units = Experiments.units(of: block)
    entries = Settlements.entries(of: block)
    touches = SeenNotes.touches(of: block)
    followUps = FollowUp.answers(of: block)
  }

  /// The number of a message in the whole sample.
  func number(ofMessage place: Int) -> Int { block.number * 10_000 + place + 1 }

  func count(in tally: inout TruthTally) {
    tally.add(block)
    tally.memberRows += members.count
    tally.noteRows += notes.count
    for answer in answers { tally.add(answer) }
    tally.community.add(self)
  }
}
