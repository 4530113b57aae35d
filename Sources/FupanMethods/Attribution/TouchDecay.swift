/// The weight of a touch that halves with every half-life of its age, in whole numbers, so that all
/// engines and machines find the same: 2^(−age / half-life) on a grid of 2^−31.
///
/// The fraction of a half-life goes through the Taylor series of 2^−x in fixed point; its error is
/// below 10⁻⁸.
///
///     TouchDecay.weight(age: 0, halfLife: 604_800)        // 2^31
///     TouchDecay.weight(age: 604_800, halfLife: 604_800)  // 2^30
package enum TouchDecay {
  /// The weight of an age of zero.
  package static let one: Int64 = 1 << 31

  /// (ln 2)^k / k!, k = 0, 1 …, on the grid.
  package static let coefficients: [Int64] = {
    let ln2 = 0.693147180559945309417232121458
    var term = Double(one)
    var found = [one]
    for k in 1...12 {
      term *= ln2 / Double(k)
      found.append(Int64(term.rounded()))
    }
    return found
  }()

  /// Money is divided by weights cut by this many bits, so that amount times weight stays within 64.
  package static let moneyShift: Int64 = 10

  /// Ages beyond this many half-lives weigh nothing.
  package static let mostHalvings: Int64 = 30

  /// - Parameters:
  ///   - age: seconds between the touch and the latest one of its path, at least 0.
  ///   - halfLife: seconds, at least 1 and at most 2^32.
  package static func weight(age: Int64, halfLife: Int64) -> Int64 {
    let halvings = age / halfLife
    guard age >= 0, halvings <= mostHalvings else { return 0 }
    let fraction = (age % halfLife) * one / halfLife
    var value = coefficients[coefficients.count - 1]
    for coefficient in coefficients.dropLast().reversed() {
      value = coefficient - value * fraction / one
    }
    return value >> halvings
  }
}
