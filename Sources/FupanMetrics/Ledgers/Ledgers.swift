/// What the team wrote down by hand: problems with their improvements, stories, hypotheses and the
/// run sheet.
package struct Ledgers: Sendable {
  package var issues: [Issue] = []
  package var stories: [Story] = []
  package var hypotheses: [Hypothesis] = []
  package var steps: [RunSheetStep] = []

  package init() {}
}
