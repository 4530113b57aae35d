import FupanMethods

/// Money that customers paid and the platforms' bills do not show.
package struct SettlementGap: Equatable, Sendable {
  /// Paid orders for which the bills show less, or nothing.
  package let orders: Int
  /// What is missing.
  package let missing: ScaledInteger
  /// What was paid for all orders.
  package let paid: ScaledInteger

  /// The part of what was paid that is missing.
  package var share: Double {
    paid.isZero ? 0 : missing.doubleValue / paid.doubleValue
  }

  /// The gap, where it is half a per cent of what was paid or more. It is a count, so nothing in it
  /// is chance.
  package static func find(
    orders: Int, missing: ScaledInteger, paid: ScaledInteger
  ) -> SettlementGap? {
    let found = SettlementGap(orders: orders, missing: missing, paid: paid)
    return orders > 0 && found.share >= 0.005 ? found : nil
  }
}
