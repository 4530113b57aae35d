/// What the exports beside orders and events hold, being counted block by block.
struct CommunityTally {
  private(set) var orderItems = 0
  private(set) var groupMembers = 0
  private(set) var groupLeavers = 0
  private(set) var messages = 0
  private(set) var comments = 0
  private(set) var leaks = 0
  private(set) var settlements = 0
  private(set) var touches = 0
  private(set) var followUps = 0
  /// Units and conversions of each experiment's variants, without those in both.
  private(set) var variants = [[Truth.Variant]](
    repeating: [Truth.Variant(units: 0, conversions: 0), Truth.Variant(units: 0, conversions: 0)],
    count: Experiments.names.count)
  /// Cents by kind of entry.
  private(set) var settled = [0, 0, 0, 0]
  /// Orders of the campaign that were paid and are in no bill, and what was paid for them.
  private(set) var unsettled = (orders: 0, paid: 0)

  mutating func add(_ part: borrowing Part) {
    let block = part.block
    for order in block.orders { orderItems += order.products.count }
    groupMembers += part.groupMembers.count
    groupLeavers += part.groupMembers.count { $0.left != nil }
    messages += part.messages.count
    comments += part.comments.count
    for comment in part.comments { if case .leak = comment.text { leaks += 1 } }
    settlements += part.entries.count
    touches += part.touches.count
    followUps += part.followUps.count
    var isSettled = [Bool](repeating: false, count: block.orders.count)
    for entry in part.entries {
      settled[entry.kind.rawValue] += entry.amount
      if entry.kind == .sale { isSettled[entry.order] = true }
    }
    for (place, order) in block.orders.enumerated() where !isSettled[place] {
      guard let paid = order.paid, ShopCalendar.period.contains(paid / 86_400) else { continue }
      unsettled.orders += 1
      unsettled.paid += order.paidAmount
    }
    var seen = [UInt8](repeating: 0, count: 2 * block.people.count)
    for unit in part.units { seen[2 * unit.person + unit.experiment] += 1 }
    for unit in part.units where seen[2 * unit.person + unit.experiment] == 1 {
      guard !block.people[unit.person].leftOut else { continue }
      variants[unit.experiment][unit.variant].units += 1
      if unit.converted != nil { variants[unit.experiment][unit.variant].conversions += 1 }
    }
  }
}
