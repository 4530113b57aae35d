/// What somebody who brings orders is owed for them.
///
/// Rates go by the amount brought: either the highest that is reached applies to all of it, or each
/// to the part in its own tier, as in a graduated tax; orders and new customers may be paid beside.
/// Exact arithmetic, rounded once.
///
///     let rule = CommissionRule(tiers: [(0, 0.05), (5000, 0.08)])   // as exact decimals
///     rule.due(on: 6000)   // 480.00; progressive 330.00
package struct CommissionRule: Sendable {
  /// A rate and the amount from which it applies.
  package struct Tier: Sendable {
    package let from: ScaledInteger
    /// A share of the amount: 0.05.
    package let rate: ScaledInteger

    package init(from: ScaledInteger, rate: ScaledInteger) {
      self.from = from
      self.rate = rate
    }
  }

  /// Ascending by the amounts they begin at.
  private let tiers: [Tier]
  /// Whether a rate applies only to the part of the amount in its tier.
  private let isProgressive: Bool
  private let perOrder: ScaledInteger
  private let perNewCustomer: ScaledInteger

  package init(
    tiers: [Tier], isProgressive: Bool = false, perOrder: ScaledInteger = 0,
    perNewCustomer: ScaledInteger = 0
  ) {
    self.tiers = tiers.sorted { $0.from < $1.from }
    self.isProgressive = isProgressive
    self.perOrder = perOrder
    self.perNewCustomer = perNewCustomer
  }

  /// What is due, rounded half away from zero; nothing of an amount below zero. Nil where it does
  /// not fit 38 digits.
  package func due(
    on amount: ScaledInteger, orders: Int = 0, newCustomers: Int = 0, places: Int = 2
  ) -> ScaledInteger? {
    guard let rated = rated(amount), let ofOrders = perOrder.multiplied(by: ScaledInteger(orders)),
      let ofCustomers = perNewCustomer.multiplied(by: ScaledInteger(newCustomers)),
      let both = ofOrders.adding(ofCustomers)
    else { return nil }
    return rated.adding(both)?.rounded(to: places)
  }

  private func rated(_ amount: ScaledInteger) -> ScaledInteger? {
    guard 0 < amount else { return 0 }
    guard isProgressive else {
      guard let tier = tiers.last(where: { !(amount < $0.from) }) else { return 0 }
      return amount.multiplied(by: tier.rate)
    }
    var sum: ScaledInteger? = 0
    for (index, tier) in tiers.enumerated() where tier.from < amount {
      let next = index + 1 < tiers.count ? tiers[index + 1].from : amount
      let end = next < amount ? next : amount
      sum = end.subtracting(tier.from)?.multiplied(by: tier.rate).flatMap { sum?.adding($0) }
    }
    return sum
  }
}

extension ScaledInteger {
  /// The exact product; nil where it does not fit.
  fileprivate func multiplied(by other: ScaledInteger) -> ScaledInteger? {
    let (product, overflow) = units.multipliedReportingOverflow(by: other.units)
    return overflow || scale + other.scale > 38
      ? nil : ScaledInteger(product, scale: scale + other.scale)
  }
}
