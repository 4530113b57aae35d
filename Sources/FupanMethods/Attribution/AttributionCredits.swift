/// What each channel is credited with under one model, exact to the cent.
///
/// Σ credited value + unattributed value = Σ order value, always: an order's cents are split by
/// largest remainder over its channels, ties to the earlier channel.
///
///     var credits = AttributionCredits(model: .linear, channels: 3)
///     credits.add(order: 100_00, touches: touches, orderedAt: time)
///     credits.value  // cents per channel
package struct AttributionCredits: Equatable, Sendable {
  package let model: AttributionModel
  /// Money per channel, in the orders' smallest unit.
  package private(set) var value: [Int128]
  /// Orders per channel; fractions of an order add up.
  package private(set) var orders: [Double]
  /// Money of orders without a touch.
  package private(set) var unattributedValue: Int128 = 0
  /// Orders without a touch.
  package private(set) var unattributedOrders = 0
  /// Money of all orders.
  package private(set) var total: Int128 = 0
  /// All orders.
  package private(set) var count = 0

  package init(model: AttributionModel, channels: Int) {
    self.model = model
    value = Array(repeating: 0, count: max(0, channels))
    orders = Array(repeating: 0, count: max(0, channels))
  }

  /// Adds one order (or `multiplicity` equal ones), its touches in time order and inside the
  /// window. Touches of channels out of range do not count.
  package mutating func add(
    order amount: Int128, touches: [Touch], orderedAt time: Int64, multiplicity: Int = 1
  ) {
    let known = touches.filter { value.indices.contains($0.channel) }
    total += amount * Int128(multiplicity)
    count += multiplicity
    var perChannel = [Int64](repeating: 0, count: value.count)
    var sum: Int64 = 0
    for (touch, weight) in zip(known, model.weights(known, orderedAt: time)) {
      perChannel[touch.channel] += weight
      sum += weight
    }
    guard sum > 0, let parts = LargestRemainder.split(amount, by: perChannel) else {
      unattributedValue += amount * Int128(multiplicity)
      unattributedOrders += multiplicity
      return
    }
    for channel in value.indices where perChannel[channel] > 0 {
      value[channel] += parts[channel] * Int128(multiplicity)
      orders[channel] += Double(perChannel[channel]) / Double(sum) * Double(multiplicity)
    }
  }

  /// Each channel's share of the credited money; nil where nothing was credited.
  package var shares: [Double]? {
    let credited = value.reduce(0, +)
    return credited == 0 ? nil : value.map { Double($0) / Double(credited) }
  }

  /// How far two models disagree: ½ Σ |share − other share|, 0 for the same credits, 1 for none in
  /// common (total variation). Nil where one has no credits.
  package func divergence(from other: AttributionCredits) -> Double? {
    guard let mine = shares, let theirs = other.shares, mine.count == theirs.count else {
      return nil
    }
    return NeumaierSum.of(zip(mine, theirs).lazy.map { abs($0 - $1) }) / 2
  }
}
