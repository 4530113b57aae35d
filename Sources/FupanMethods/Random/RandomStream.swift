/// One random stream for each use and replicate, so that neither threads nor the order of work
/// can change a result.
///
///     var random = RandomStream.stream(seed: 42, name: "kmeans", replicate: 0)
package enum RandomStream {
  /// The generator of replicate `replicate` of the use `name` under the run's seed.
  package static func stream(seed: UInt64, name: String, replicate: UInt64 = 0) -> Xoshiro256 {
    Xoshiro256(seed: streamSeed(seed: seed, name: name, replicate: replicate))
  }

  /// The seed of that generator: SplitMix64 of seed XOR the name's FNV-1a hash, plus the replicate.
  package static func streamSeed(seed: UInt64, name: String, replicate: UInt64) -> UInt64 {
    var mix = SplitMix64(seed: seed ^ fnv1a64(name))
    return mix.next() &+ replicate
  }

  /// The FNV-1a hash of the text's UTF-8 bytes.
  ///
  /// Source: Fowler, Noll, Vo 1991; RFC 9923.
  package static func fnv1a64(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    return hash
  }
}
