/// What the team wrote down by hand: problems with their improvements, stories, hypotheses, the run
/// sheet, duties, incidents, questions asked, competitors and partners.
package struct Ledgers: Sendable {
  package var issues: [Issue] = []
  package var stories: [Story] = []
  package var hypotheses: [Hypothesis] = []
  package var steps: [RunSheetStep] = []
  package var duties: [Duty] = []
  package var incidents: [Incident] = []
  package var questions: [ResearchQuestion] = []
  package var competitors: [CompetitorOffer] = []
  package var partners: [Partner] = []
  /// What entries still lack, in the order of the files.
  package var gaps: [LedgerGap] = []

  package init() {}
}
