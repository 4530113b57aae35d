/// What a team keeps ledgers of; the raw value is the setting by which an entry is known.
package enum LedgerKind: String, Sendable, CaseIterable {
  case issue = "symptom"
  case story = "situation"
  case hypothesis
  case step
  case duty
  case incident
  case question
  case competitor
  case partner

  /// What an entry of it says.
  package var entry: any LedgerEntry.Type {
    switch self {
    case .issue: Issue.self
    case .story: Story.self
    case .hypothesis: Hypothesis.self
    case .step: RunSheetStep.self
    case .duty: Duty.self
    case .incident: Incident.self
    case .question: ResearchQuestion.self
    case .competitor: CompetitorOffer.self
    case .partner: Partner.self
    }
  }

  /// What it is of, in a sentence.
  package var summary: String {
    switch self {
    case .issue: "A problem with its causes and what is done about it."
    case .story: "What went well: situation, task, action and result (STAR)."
    case .hypothesis: "What was believed, how it was tested, and whether it is kept."
    case .step: "A step of the day as it was planned and as it was."
    case .duty: "Who does it, who answers for it, who is asked and who is told (RACI)."
    case .incident: "A complaint or crisis from the first sign to its end."
    case .question: "A question that was asked already."
    case .competitor: "What a competitor offered."
    case .partner: "What a partner gave and got."
    }
  }
}
