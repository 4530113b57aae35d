import CSpecialFunctions

extension Xoshiro256 {
  /// A standard normal deviate, by inversion.
  package mutating func normal() -> Double {
    // Half a step up, so that 0 never comes.
    fupan_normal_quantile(unit() + 0x1p-54)
  }
}
