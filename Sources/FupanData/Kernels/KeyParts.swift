/// Where keys belong that are distributed by the first bits of their hashes: equal keys meet in one
/// part, whoever distributes them, so that each part can be looked at by itself.
package struct KeyParts: Sendable {
  /// How many parts there are.
  package static var count: Int { 64 }

  /// The part of each key.
  private let parts: [UInt8]
  /// Where each part starts once keys of a part stand together; one more than there are parts.
  let starts: [Int32]
  /// The place of each key then: those of a part keep their order.
  package let places: [Int32]

  init(_ keys: KeyView) {
    self.init((0..<keys.count).map { UInt8(truncatingIfNeeded: KeyParts.part(keys.hash($0))) })
  }

  private init(_ parts: [UInt8]) {
    self.parts = parts
    var starts = [Int32](repeating: 0, count: KeyParts.count + 1)
    for part in parts { starts[Int(part) + 1] += 1 }
    for part in 0..<KeyParts.count { starts[part + 1] += starts[part] }
    var next = starts
    places = next.withUnsafeMutableBufferPointer { next in
      parts.map { part in
        defer { next[Int(part)] += 1 }
        return next[Int(part)]
      }
    }
    self.starts = starts
  }

  /// The part of a key with a hash.
  @inline(__always)
  static func part(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 58) }

  /// The places of a part's keys.
  package func range(_ part: Int) -> Range<Int> { Int(starts[part])..<Int(starts[part + 1]) }

  /// The same for values that each belong to a key.
  package func ofValues(_ keys: [Int32]) -> KeyParts {
    KeyParts(parts.withUnsafeBufferPointer { parts in keys.map { parts[Int($0)] } })
  }
}
