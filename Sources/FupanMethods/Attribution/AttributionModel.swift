/// A rule that shares an order among the touches before it.
///
/// Every rule is a convention, not an effect: reports show two or more side by side. (归因是对已发生路径的
/// 分摊规则，不是因果效果.)
package enum AttributionModel: Equatable, Sendable {
  /// All to the first touch.
  case first
  /// All to the last touch.
  case last
  /// All to the last touch that is not direct; to the last one where all are.
  case lastNonDirect
  /// The same to each touch.
  case linear
  /// 40 % to the first, 40 % to the last, 20 % over the touches between.
  case position
  /// Halved for every `halfLife` seconds between touch and order; 7 days by default.
  case timeDecay(halfLife: Double)

  /// The models without settings, and time decay with its default, in the order reports show them.
  package static let all: [AttributionModel] = [
    .last, .first, .linear, .lastNonDirect, .position, .timeDecay(halfLife: 7 * 86_400),
  ]

  /// The model's name in documents and tables.
  package var name: String {
    switch self {
    case .first: "first"
    case .last: "last"
    case .lastNonDirect: "last_non_direct"
    case .linear: "linear"
    case .position: "position"
    case .timeDecay: "time_decay"
    }
  }

  /// The model of a name, with its default settings.
  package init?(name: String) {
    guard let model = Self.all.first(where: { $0.name == name }) else { return nil }
    self = model
  }

  /// Relative weights of `touches`, in their order; empty for no touch. They are whole numbers, so
  /// that money splits exactly: only their proportions matter.
  package func weights(_ touches: [Touch], orderedAt time: Int64) -> [Int64] {
    let n = touches.count
    guard n > 0 else { return [] }
    func all(to index: Int) -> [Int64] { (0..<n).map { $0 == index ? 1 : 0 } }
    switch self {
    case .first: return all(to: 0)
    case .last: return all(to: n - 1)
    case .lastNonDirect: return all(to: touches.lastIndex { !$0.isDirect } ?? n - 1)
    case .linear: return Array(repeating: 1, count: n)
    case .position:
      guard n > 2 else { return Array(repeating: 1, count: n) }
      let end = Int64(2 * (n - 2))
      return (0..<n).map { $0 == 0 || $0 == n - 1 ? end : 1 }
    case .timeDecay(let halfLife):
      guard halfLife >= 1, halfLife <= Double(1 << 32) else { return all(to: n - 1) }
      let latest = touches.map { $0.time }.max() ?? time
      // Ages count from the latest touch: the proportions are the same, and none vanishes.
      return touches.map {
        TouchDecay.weight(age: (latest - $0.time) / 1_000_000, halfLife: Int64(halfLife))
          >> TouchDecay.moneyShift
      }
    }
  }

  /// Shares of the touches, summing to 1; empty for no touch.
  package func shares(_ touches: [Touch], orderedAt time: Int64) -> [Double] {
    var weights = weights(touches, orderedAt: time)
    if case .timeDecay(let halfLife) = self, halfLife >= 1, halfLife <= Double(1 << 32) {
      let latest = touches.map { $0.time }.max() ?? time
      weights = touches.map {
        TouchDecay.weight(age: (latest - $0.time) / 1_000_000, halfLife: Int64(halfLife))
      }
    }
    let sum = Double(weights.reduce(0, +))
    return weights.map { Double($0) / sum }
  }
}
