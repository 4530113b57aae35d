/// Frequencies of a question with one answer.
package struct SingleChoice: Equatable, Sendable {
  /// Share of each option among those who answered, in the options' order; zero counts too.
  package let shares: [Estimate]
  /// Respondents who answered.
  package let answered: Int
  /// Respondents who were asked.
  package let asked: Int

  /// `asked` nil counts everyone who answered; the rest are the missing ones.
  package init(counts: [Int], asked: Int? = nil, level: Double = Interval.defaultLevel) {
    let answered = counts.reduce(0, +)
    let asked = max(asked ?? answered, answered)
    self.answered = answered
    self.asked = asked
    shares = counts.map {
      Estimate.proportion($0, of: answered, missing: asked - answered, level: level)
    }
  }
}
