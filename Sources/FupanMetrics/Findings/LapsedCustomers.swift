import FupanMethods

/// People who once spent much and have not come back.
package struct LapsedCustomers: Equatable, Sendable {
  package let people: Int
  /// What they spent.
  package let revenue: ScaledInteger
  package let allPeople: Int
  package let allRevenue: ScaledInteger

  /// Their part of everybody's spending.
  package var share: Double {
    allRevenue.isZero ? 0 : revenue.doubleValue / allRevenue.doubleValue
  }

  /// The group, where it is worth a word: at least `minimum` people with a fifth of the spending
  /// or more, who spent at least twice as much a head as the others.
  package static func find(
    people: Int, revenue: ScaledInteger, of allPeople: Int, _ allRevenue: ScaledInteger,
    minimum: Int = 30
  ) -> LapsedCustomers? {
    let found = LapsedCustomers(
      people: people, revenue: revenue, allPeople: allPeople, allRevenue: allRevenue)
    guard people >= minimum, people < allPeople, found.share >= 0.2,
      let rest = allRevenue.subtracting(revenue)
    else { return nil }
    let ahead = revenue.doubleValue / Double(people)
    let others = rest.doubleValue / Double(allPeople - people)
    return ahead >= 2 * others ? found : nil
  }
}
