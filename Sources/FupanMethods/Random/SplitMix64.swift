/// The SplitMix64 generator, used only to spread a seed over the state of another one.
///
/// Source: Steele, Lea, Flood 2014, *Fast Splittable Pseudorandom Number Generators*.
///
///     var mix = SplitMix64(seed: 42)
///     mix.next()  // 13679457532755275413
@usableFromInline
package struct SplitMix64: Sendable {
  @usableFromInline var state: UInt64

  /// A generator whose first output belongs to the seed plus the golden gamma.
  @inlinable
  package init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  @inlinable
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
