/// GB18030 as UTF-8, by the C library's tables.
enum GB18030Decoder {
  static func decode(_ source: UnsafeBufferPointer<UInt8>) -> DecodedText {
    var faults: [DecodedText.Fault] = []
    guard let base = source.baseAddress, !source.isEmpty else { return DecodedText() }
    let table = GB18030Table.shared
    // Two bytes become at most three, one bad byte three.
    let bytes = [UInt8](unsafeUninitializedCapacity: source.count * 3) { target, count in
      guard let out = target.baseAddress else { return }
      var from = 0
      var to = 0
      table.pairs.withUnsafeBufferPointer { pairs in
        while from < source.count {
          while from + 8 <= source.count {
            let word = UnsafeRawPointer(base + from).loadUnaligned(as: UInt64.self)
            guard word & 0x8080_8080_8080_8080 == 0 else { break }
            UnsafeMutableRawPointer(out + to).storeBytes(of: word, as: UInt64.self)
            from += 8
            to += 8
          }
          guard from < source.count else { break }
          let lead = base[from]
          if lead < 0x80 {
            out[to] = lead
            from += 1
            to += 1
            continue
          }
          if from + 1 < source.count, lead != 0x80, lead != 0xFF {
            let trail = base[from + 1]
            if trail >= 0x40 {
              let scalar = UInt32(pairs[GB18030Table.position(lead, trail)])
              if let scalar = scalar != 0 ? scalar : table.rarePair(lead, trail) {
                to += append(scalar, to: out + to)
                from += 2
                continue
              }
            } else if from + 3 < source.count,
              let scalar = table.scalar(base[from], trail, base[from + 2], base[from + 3])
            {
              to += append(scalar, to: out + to)
              from += 4
              continue
            }
          }
          faults.append(DecodedText.Fault(source: from, decoded: to))
          to += append(0xFFFD, to: out + to)
          from += 1
        }
      }
      count = to
    }
    return DecodedText(bytes: bytes, faults: faults)
  }

  private static func append(_ scalar: UInt32, to out: UnsafeMutablePointer<UInt8>) -> Int {
    if scalar < 0x80 {
      out[0] = UInt8(truncatingIfNeeded: scalar)
      return 1
    }
    if scalar < 0x800 {
      out[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      out[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      return 2
    }
    if scalar < 0x10000 {
      out[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      out[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      out[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      return 3
    }
    out[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
    out[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
    out[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
    out[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
    return 4
  }
}
