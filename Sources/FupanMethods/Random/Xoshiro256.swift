/// The xoshiro256** generator: every random choice of the project comes from one of these.
///
/// Source: Blackman, Vigna 2018, *Scrambled Linear Pseudorandom Number Generators*.
///
///     var random = Xoshiro256(seed: 42)
///     random.unit()     // 0.08386297105988216
///     random.below(10)  // a whole number from 0 to 9
@usableFromInline
package struct Xoshiro256: Sendable {
  @usableFromInline var s0: UInt64
  @usableFromInline var s1: UInt64
  @usableFromInline var s2: UInt64
  @usableFromInline var s3: UInt64

  /// A generator with four successive SplitMix64 outputs of the seed as its state.
  @inlinable
  package init(seed: UInt64) {
    var mix = SplitMix64(seed: seed)
    s0 = mix.next()
    s1 = mix.next()
    s2 = mix.next()
    s3 = mix.next()
  }

  /// A generator with this state, which must not be all zeros.
  @inlinable
  package init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(
      state.0 | state.1 | state.2 | state.3 != 0, "a state of zeros yields zeros for ever")
    (s0, s1, s2, s3) = state
  }

  /// The next 64 bits.
  @inlinable
  package mutating func next() -> UInt64 {
    let product = s1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number in [0, 1), a multiple of 2⁻⁵³.
  @inlinable
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A whole number in 0 ..< bound, each equally likely; the bound must be positive.
  ///
  /// Source: Lemire 2019, *Fast Random Integer Generation in an Interval*.
  @inlinable
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "there is no number below \(bound)")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold {
        product = next().multipliedFullWidth(by: range)
      }
    }
    return Int(product.high)
  }

  /// Puts the elements in random order: Fisher–Yates from the end.
  @inlinable
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    var i = elements.count - 1
    while i > 0 {
      elements.swapAt(i, below(i + 1))
      i -= 1
    }
  }
}
