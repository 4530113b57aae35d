import FupanConfig

/// A question that was asked in a survey or interview: one entry of the registry of questions, which
/// shows what need not be asked again.
///
///     - {question: 您从哪里知道我们, survey: 春日满意度, asked_on: 2026-04-24, answers: 412}
package struct ResearchQuestion: LedgerEntry {
  package static let kind = LedgerKind.question

  @Parameter("The question as it was asked.") package var question: String
  @Parameter("The survey or interview it was asked in.") package var survey: String?
  @Parameter("When it was asked.") package var askedOn: DateLiteral?
  @Parameter("How many answered.") package var answers: Int?
  @Parameter("What was learnt.") package var finding: String?
  @Parameter("Who asked.") package var owner: String?

  package init() {}

  package var title: String { question }

  package var lacking: [String] {
    [
      survey == nil ? "survey" : nil, askedOn == nil ? "asked_on" : nil,
      answers == nil ? "answers" : nil,
    ].compactMap { $0 }
  }
}
