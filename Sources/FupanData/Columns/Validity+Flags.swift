extension Validity {
  /// The rows whose flag is set, eight at a time.
  package init(_ flags: [Bool]) {
    self.init()
    count = flags.count
    words = flags.withUnsafeBytes { flags in
      [UInt64](unsafeUninitializedCapacity: (flags.count + 63) / 64) { target, initialized in
        initialized = (flags.count + 63) / 64
        for index in 0..<initialized {
          target.initializeElement(at: index, to: Validity.word(of: flags, at: index))
        }
      }
    }
  }

  /// Up to 64 flags, a byte each, as bits.
  @inline(__always)
  private static func word(of flags: UnsafeRawBufferPointer, at index: Int) -> UInt64 {
    let start = index &* 64
    var word: UInt64 = 0
    if start &+ 64 <= flags.count {
      for eight in 0..<8 {
        let bytes = flags.loadUnaligned(fromByteOffset: start &+ eight &* 8, as: UInt64.self)
        word |= bits(bytes.littleEndian) << UInt64(truncatingIfNeeded: eight &* 8)
      }
    } else {
      for row in start..<flags.count where flags[row] != 0 {
        word |= 1 << UInt64(truncatingIfNeeded: row &- start)
      }
    }
    return word
  }

  /// Eight bytes of 0 or 1 as eight bits, the first the lowest: the factor brings each to its place in
  /// the highest byte.
  @inline(__always)
  private static func bits(_ bytes: UInt64) -> UInt64 {
    (bytes &* 0x0102_0408_1020_4080) >> 56
  }

  /// One flag a row: whether it holds a value.
  package var flags: [Bool] {
    [Bool](unsafeUninitializedCapacity: count) { target, initialized in
      initialized = count
      let raw = UnsafeMutableRawBufferPointer(target)
      words.withUnsafeBufferPointer { words in
        for index in 0..<words.count {
          let word = words[index]
          let start = index &* 64
          if start &+ 64 <= raw.count {
            for eight in 0..<8 {
              raw.storeBytes(
                of: Validity.bytes(word >> UInt64(truncatingIfNeeded: eight &* 8)).littleEndian,
                toByteOffset: start &+ eight &* 8, as: UInt64.self)
            }
          } else {
            for row in start..<raw.count {
              raw[row] = UInt8(truncatingIfNeeded: word >> UInt64(truncatingIfNeeded: row & 63) & 1)
            }
          }
        }
      }
    }
  }

  /// The lowest eight bits as bytes of 0 or 1.
  @inline(__always)
  private static func bytes(_ bits: UInt64) -> UInt64 {
    let apart = ((bits & 0xFF) &* 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201
    return (apart &+ 0x7F7F_7F7F_7F7F_7F7F) >> 7 & 0x0101_0101_0101_0101
  }

  /// How many rows hold a value.
  package var presentCount: Int { words.reduce(0) { $0 &+ $1.nonzeroBitCount } }

  /// The rows that hold a value, in their order.
  package var rows: [Int32] {
    let present = presentCount
    return [Int32](unsafeUninitializedCapacity: present) { target, initialized in
      initialized = present
      words.withUnsafeBufferPointer { words in
        var next = 0
        for index in 0..<words.count {
          var word = words[index]
          let start = Int32(truncatingIfNeeded: index &* 64)
          if word == .max {
            for row in 0..<Int32(64) {
              target.initializeElement(at: next &+ Int(row), to: start &+ row)
            }
            next &+= 64
            continue
          }
          while word != 0 {
            target.initializeElement(
              at: next, to: start &+ Int32(truncatingIfNeeded: word.trailingZeroBitCount))
            next &+= 1
            word &= word &- 1
          }
        }
      }
    }
  }

  /// Rows that hold a value in one of the two, or in both.
  package static func either(_ left: Validity, _ right: Validity) -> Validity {
    var result = left
    for index in result.words.indices { result.words[index] |= right.words[index] }
    return result
  }

  /// Rows that hold a value in both.
  package func intersection(_ other: Validity) -> Validity {
    var result = self
    for index in result.words.indices { result.words[index] &= other.words[index] }
    return result
  }

  /// These rows true and others false, missing where they are not `known`.
  package func truth(known: Validity?) -> FixedColumn<Bool> {
    guard let known, known.missingCount > 0 else { return FixedColumn(flags) }
    return FixedColumn(intersection(known).flags, validity: known)
  }

  /// Rows that hold no value.
  package var inverted: Validity {
    var result = self
    for index in result.words.indices { result.words[index] = ~result.words[index] }
    if count & 63 != 0 { result.words[result.words.count - 1] &= 1 << UInt64(count & 63) - 1 }
    return result
  }
}
