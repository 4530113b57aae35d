/// One block with everything that is drawn for it, in the order in which exports list it.
struct Part {
  let block: Block
  /// The places of the orders, newest first.
  let orders: [Int]
  let members: [WeComCustomers.Row]
  let answers: [SurveyAnswers.Answer]
  let notes: [Notes.Note]

  init(_ block: Block) {
    self.block = block
    orders = block.orders.indices.sorted {
      (block.orders[$1].created, $1) < (block.orders[$0].created, $0)
    }
    members = WeComCustomers.rows(of: block)
    answers = SurveyAnswers.answers(of: block)
    notes = Notes.notes(of: block)
  }

  func count(in tally: inout TruthTally) {
    tally.add(block)
    tally.memberRows += members.count
    tally.noteRows += notes.count
    for answer in answers { tally.add(answer) }
  }
}
