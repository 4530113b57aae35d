/// What somebody is owed for bringing so many people: 3 friends a coupon of 20, 5 a kettle of 129.
///
///     RewardSteps([(3, 20), (5, 129)], pays: .highest).due(for: 6)   // 129
package struct RewardSteps: Sendable {
  /// How many have to be brought, and what that is worth.
  package struct Step: Sendable {
    package let count: Int
    package let worth: ScaledInteger

    package init(count: Int, worth: ScaledInteger) {
      self.count = count
      self.worth = worth
    }
  }

  /// Which of the steps that are reached are paid.
  package enum Payment: Sendable {
    /// The highest only.
    case highest
    /// Each of them.
    case each
  }

  /// Ascending by their counts.
  package let steps: [Step]
  private let payment: Payment

  package init(_ steps: [Step], pays payment: Payment = .highest) {
    self.steps = steps.sorted { $0.count < $1.count }
    self.payment = payment
  }

  /// The worth of the steps that are paid for so many; nil where it does not fit.
  package func due(for count: Int) -> ScaledInteger? {
    let reached = steps.prefix { $0.count <= count }
    switch payment {
    case .highest: return reached.last?.worth ?? 0
    case .each:
      return reached.reduce(ScaledInteger(0)) { sum, step in sum?.adding(step.worth) }
    }
  }
}
