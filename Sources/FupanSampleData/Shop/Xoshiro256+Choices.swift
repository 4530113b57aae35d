import FupanMethods

extension Xoshiro256 {
  mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// A place in the list of weights, each as likely as its weight.
  mutating func place(_ weights: [Int], total: Int) -> Int {
    var left = below(total)
    for (place, weight) in weights.enumerated() {
      if left < weight { return place }
      left -= weight
    }
    return weights.count - 1
  }
}
