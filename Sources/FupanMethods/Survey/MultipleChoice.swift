/// Frequencies of a question with several answers: two different percentages, both of use.
///
/// The unit of inference is the respondent, so intervals belong to the first percentage.
package struct MultipleChoice: Equatable, Sendable {
  /// Share of respondents that chose the option; these sum to more than 1.
  package let ofRespondents: [Estimate]
  /// Share of all selections; these sum to 1. Nil where nothing was selected.
  package let ofSelections: [Double?]
  /// Options per respondent; nil without respondents.
  package let meanSelections: Double?

  /// `answered` respondents gave at least one answer; `asked` nil counts just them.
  package init(
    counts: [Int], answered: Int, asked: Int? = nil, level: Double = Interval.defaultLevel
  ) {
    let selections = counts.reduce(0, +)
    let missing = max(asked ?? answered, answered) - answered
    ofRespondents = counts.map {
      Estimate.proportion($0, of: answered, missing: missing, level: level)
    }
    ofSelections = counts.map { selections > 0 ? Double($0) / Double(selections) : nil }
    meanSelections = answered > 0 ? Double(selections) / Double(answered) : nil
  }
}
