import FupanData
import FupanMethods

/// Sums of weights for each group, exact, with groups in the order of their values.
struct GroupedWeights {
  private var sums: [Value: [(weight: Int128, square: Int128)]] = [:]
  private let width: Int

  init(width: Int) { self.width = width }

  mutating func add(_ weight: Value, _ square: Value, to group: Value, _ slot: Int) {
    var own = sums[group] ?? Array(repeating: (0, 0), count: width)
    own[slot].weight += weight.units(6)
    own[slot].square += square.units(12)
    sums[group] = own
  }

  /// The weights in the slots of a group; nil stands for all groups.
  func weights(of group: Value?) -> [(weight: Double, square: Double)] {
    var total = [(weight: Int128, square: Int128)](repeating: (0, 0), count: width)
    if let group {
      total = sums[group] ?? total
    } else {
      // Sums are exact, so that the order of groups does not show.
      for own in sums.values {
        for slot in total.indices {
          total[slot].weight += own[slot].weight
          total[slot].square += own[slot].square
        }
      }
    }
    return total.map {
      (
        ScaledInteger($0.weight, scale: 6).doubleValue,
        ScaledInteger($0.square, scale: 12).doubleValue
      )
    }
  }
}

extension Value {
  /// An exact number in units of 10^-scale; 0 for anything else.
  func units(_ scale: Int) -> Int128 {
    switch self {
    case .decimal(let units, let own): DecimalText.rescaled(units, from: own, to: scale) ?? 0
    case .integer(let number): DecimalText.rescaled(Int128(number), from: 0, to: scale) ?? 0
    default: 0
    }
  }
}
