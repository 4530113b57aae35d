/// How often a path went from one state to the next.
///
/// A state is the last channels touched, the newest last; none is the start of a path.
///
///     MarkovTransition(from: [0], to: .channel(1), count: 30)
package struct MarkovTransition: Equatable, Sendable {
  /// What comes after a state.
  package enum Step: Equatable, Sendable {
    /// A touch of another channel.
    case channel(Int)
    /// The order that ends a path.
    case conversion
    /// The end of a path without an order.
    case none
  }

  package let from: [Int]
  package let step: Step
  package let count: Int

  package init(from: [Int], to step: Step, count: Int) {
    self.from = from
    self.step = step
    self.count = count
  }

  /// The transitions of whole paths, states of at most `order` channels; equal channels in a row
  /// count as one touch.
  package static func of(
    _ paths: [(channels: [Int], conversions: Int, others: Int)], order: Int
  ) -> [MarkovTransition] {
    var found: [MarkovTransition] = []
    for path in paths {
      var touched: [Int] = []
      for channel in path.channels where channel != touched.last { touched.append(channel) }
      let count = path.conversions + path.others
      guard !touched.isEmpty, count > 0 else { continue }
      for (index, channel) in touched.enumerated() {
        let before = Array(touched[max(0, index - order)..<index])
        found.append(MarkovTransition(from: before, to: .channel(channel), count: count))
      }
      let end = Array(touched.suffix(order))
      if path.conversions > 0 {
        found.append(MarkovTransition(from: end, to: .conversion, count: path.conversions))
      }
      if path.others > 0 {
        found.append(MarkovTransition(from: end, to: .none, count: path.others))
      }
    }
    return found
  }
}
