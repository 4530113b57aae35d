/// The average worth of a channel over all orders in which channels could have joined.
///
/// Shapley 1953, "A value for n-person games"; Zhao, Mahboobi, Bagheri 2018, "Shapley value methods
/// for attribution modeling in online advertising". The order of touches does not count.
package enum ShapleyAttribution {
  /// A set of channels, how many paths had exactly it, and how many of them ended in an order.
  package struct Coalition: Equatable, Sendable {
    package let channels: Set<Int>
    package let conversions: Int
    package let paths: Int

    package init(_ channels: Set<Int>, conversions: Int, paths: Int) {
      self.channels = channels
      self.conversions = conversions
      self.paths = paths
    }
  }

  /// More channels than this have too many subsets for ``rate(_:channels:)``.
  package static let mostPlayers = 16

  /// Orders of paths within a set of channels as its worth: each order in equal parts to the channels
  /// of its path, exactly Σ conversions / |set|.
  package static func count(_ coalitions: [Coalition], channels: Int) -> [Double] {
    var credit = [NeumaierSum](repeating: NeumaierSum(), count: max(0, channels))
    for coalition in coalitions where !coalition.channels.isEmpty {
      for channel in credit.indices where coalition.channels.contains(channel) {
        credit[channel].add(Double(coalition.conversions) / Double(coalition.channels.count))
      }
    }
    return credit.map { $0.value }
  }

  /// The rate of orders among paths within a set as its worth; the values add up to the rate of all.
  /// A value below zero is possible. Nil for too many channels.
  package static func rate(_ coalitions: [Coalition], channels: Int) -> [Double]? {
    guard (1...mostPlayers).contains(channels) else { return nil }
    let size = 1 << channels
    var conversions = [Int](repeating: 0, count: size)
    var paths = [Int](repeating: 0, count: size)
    for coalition in coalitions where coalition.channels.allSatisfy({ (0..<channels).contains($0) })
    {
      var set = 0
      for channel in 0..<channels where coalition.channels.contains(channel) { set |= 1 << channel }
      conversions[set] += coalition.conversions
      paths[set] += coalition.paths
    }
    // Sums over subsets, one channel after the other (the zeta transform).
    for channel in 0..<channels {
      for set in 0..<size where set & (1 << channel) != 0 {
        conversions[set] += conversions[set ^ (1 << channel)]
        paths[set] += paths[set ^ (1 << channel)]
      }
    }
    let worth = (0..<size).map { paths[$0] > 0 ? Double(conversions[$0]) / Double(paths[$0]) : 0 }
    // |S|!·(n − |S| − 1)!/n! by |S|.
    var weights = [1 / Double(channels)]
    for count in 1..<max(channels, 1) {
      weights.append(weights[count - 1] * Double(count) / Double(channels - count))
    }
    return (0..<channels).map { channel in
      var sum = NeumaierSum()
      for set in 0..<size where set & (1 << channel) == 0 {
        sum.add(weights[set.nonzeroBitCount] * (worth[set | (1 << channel)] - worth[set]))
      }
      return sum.value
    }
  }
}
