/// Writes keys of at most 32 bytes, column by column.
struct KeyListWriter {
  private(set) var heads: [UInt128]
  private(set) var tails: [UInt128] = []
  /// How many bytes every key has so far, as long as all have as many.
  private var width = 0
  /// How many bytes each key has so far, more than 32 where it is too long; empty as long as all
  /// have ``width``.
  private var widths: [UInt8] = []
  /// No key has more bytes so far, too long ones apart.
  private var widest = 0

  init(count: Int) { heads = Array(repeating: 0, count: count) }

  /// The rows whose keys are too long, ascending; what the words hold for them says nothing.
  var longRows: [Int32] {
    if widths.isEmpty { return width > 32 ? Array(0..<Int32(heads.count)) : [] }
    return widths.withUnsafeBufferPointer { widths in
      var rows: [Int32] = []
      for row in 0..<widths.count where widths[row] > 32 { rows.append(Int32(row)) }
      return rows
    }
  }

  mutating func append(_ column: Column) {
    switch column {
    case .bool(let column): fixed(column, width: 1) { $0 ? 1 : 0 }
    case .integer(let column), .decimal(let column, _), .timestamp(let column):
      fixed(column, width: 8) { UInt128(UInt64(bitPattern: $0) ^ (1 << 63)) }
    case .wideDecimal(let column, _): wide(column)
    case .number(let column):
      fixed(column, width: 8) { value in
        let pattern = (value == 0 ? 0 : value).bitPattern
        return UInt128(pattern >> 63 == 1 ? ~pattern : pattern | (1 << 63))
      }
    case .date(let column):
      fixed(column, width: 4) { UInt128(UInt32(bitPattern: $0) ^ (1 << 31)) }
    case .text(let column):
      if column.isCoded { coded(column) } else { text(column) }
    case .list: preconditionFailure("lists are not grouped, sorted or joined on")
    }
  }

  /// A row's bytes of one column, marker included, the first one highest.
  private typealias Part = (head: UInt128, tail: UInt128)

  @inline(__always)
  private mutating func fixed<Element>(
    _ column: FixedColumn<Element>, width: Int, _ number: (Element) -> UInt128
  ) {
    let marker: UInt128 = 1 << UInt128(width * 8)
    let align = UInt128(120 - width * 8)
    column.values.withUnsafeBufferPointer { values in
      if column.validity == nil, widths.isEmpty, self.width + width < 16 {
        let shift = align - UInt128(self.width * 8)
        heads.withUnsafeMutableBufferPointer { heads in
          for row in 0..<values.count { heads[row] |= (number(values[row]) | marker) << shift }
        }
        self.width += width + 1
        widest += width + 1
        return
      }
      append(column.validity, widest: width + 1) { _ in
        width + 1
      } part: { row in
        ((number(values[row]) | marker) << align, 0)
      }
    }
  }

  private mutating func wide(_ column: FixedColumn<Int128>) {
    column.values.withUnsafeBufferPointer { values in
      append(column.validity, widest: 17) { _ in
        17
      } part: { row in
        let pattern = UInt128(bitPattern: values[row]) ^ (1 << 127)
        return (1 << 120 | pattern >> 8, pattern << 120)
      }
    }
  }

  private mutating func text(_ column: TextColumn) {
    let mayHoldZeros = KeyListWriter.holdsZero(column.bytes)
    column.offsets.withUnsafeBufferPointer { offsets in
      var longest: UInt32 = 0
      for row in 0..<heads.count { longest = Swift.max(longest, offsets[row + 1] &- offsets[row]) }
      column.bytes.withUnsafeBytes { bytes in
        append(column.validity, widest: Int(longest) + 3) { row in
          KeyListWriter.width(
            bytes, Int(offsets[row])..<Int(offsets[row + 1]), mayHoldZeros: mayHoldZeros)
        } part: { row in
          KeyListWriter.part(bytes, Int(offsets[row])..<Int(offsets[row + 1]))
        }
      }
    }
  }

  private mutating func coded(_ column: TextColumn) {
    let mayHoldZeros = KeyListWriter.holdsZero(column.bytes)
    let texts = 0..<column.offsets.count - 1
    func range(_ text: Int) -> Range<Int> {
      Int(column.offsets[text])..<Int(column.offsets[text + 1])
    }
    let (widths, parts) = column.bytes.withUnsafeBytes { bytes in
      let widths = texts.map {
        KeyListWriter.width(bytes, range($0), mayHoldZeros: mayHoldZeros)
      }
      let parts = texts.map {
        widths[$0] > 32 ? (0, 0) : KeyListWriter.part(bytes, range($0))
      }
      return (widths, parts)
    }
    column.codes.withUnsafeBufferPointer { codes in
      widths.withUnsafeBufferPointer { widths in
        parts.withUnsafeBufferPointer { parts in
          append(column.validity, widest: widths.max() ?? 0) {
            widths[Int(codes[$0])]
          } part: {
            parts[Int(codes[$0])]
          }
        }
      }
    }
  }

  /// - Parameters:
  ///   - widest: no row has more bytes, too long ones apart.
  ///   - width: how many bytes the value of a row takes, more than 32 where it is too long.
  ///   - part: those bytes.
  @inline(__always)
  private mutating func append(
    _ validity: Validity?, widest: Int, width: (_ row: Int) -> Int, part: (_ row: Int) -> Part
  ) {
    let count = heads.count
    let isFirst = widths.isEmpty && self.width == 0
    if widths.isEmpty {
      let old = UInt8(truncatingIfNeeded: Swift.min(self.width, 33))
      widths = Array(repeating: old, count: count)
    }
    self.widest = Swift.min(self.widest + Swift.max(widest, 1), 32)
    if self.widest > 16, tails.isEmpty { tails = Array(repeating: 0, count: count) }
    let present = validity?.words ?? []
    present.withUnsafeBufferPointer { present in
      heads.withUnsafeMutableBufferPointer { heads in
        tails.withUnsafeMutableBufferPointer { tails in
          widths.withUnsafeMutableBufferPointer { widths in
            for row in 0..<count {
              let isPresent =
                present.isEmpty || present[row >> 6] >> UInt64(row & 63) & 1 == 1
              let start = isFirst ? 0 : Int(widths[row])
              let end = start + (isPresent ? width(row) : 1)
              widths[row] = UInt8(truncatingIfNeeded: Swift.min(end, 33))
              guard end <= 32 else { continue }
              let (head, tail) = isPresent ? part(row) : (2 << 120, 0)
              if isFirst {
                heads[row] = head
                if !tails.isEmpty { tails[row] = tail }
                continue
              }
              let shift = UInt128(start * 8)
              if end <= 16 {
                heads[row] |= head >> shift
              } else if start >= 16 {
                tails[row] |= head >> (shift - 128)
              } else {
                heads[row] |= head >> shift
                // A shift by 128 gives 0.
                tails[row] |= head << (128 - shift) | tail >> shift
              }
            }
          }
        }
      }
    }
  }

  /// How many bytes a text takes; more than 32 where it does not fit.
  @inline(__always)
  private static func width(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, mayHoldZeros: Bool
  ) -> Int {
    guard range.count <= 29 else { return 33 }
    if mayHoldZeros, range.contains(where: { bytes[$0] == 0 }) { return 33 }
    return range.count + 3
  }

  /// A text of at most 29 bytes without zeros, behind its marker.
  @inline(__always)
  private static func part(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Part {
    let count = range.count
    let first = load(bytes, range.lowerBound, Swift.min(count, 15))
    let head = 1 << 120 | first >> 8
    if count <= 15 { return (head, 0) }
    return (head, load(bytes, range.lowerBound + 15, count - 15))
  }

  /// Up to 16 bytes, the first one highest and zeros behind the last.
  @inline(__always)
  private static func load(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int
  ) -> UInt128 {
    if start + 16 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: start, as: UInt128.self).byteSwapped
      // A shift by 128, of no bytes, gives 0.
      return word & (UInt128.max << UInt128(128 - count * 8))
    }
    var word: UInt128 = 0
    for index in start..<start + count { word = word << 8 | UInt128(bytes[index]) }
    return word << UInt128(128 - count * 8)
  }

  /// Whether there is a zero byte, which takes two in a key.
  private static func holdsZero(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var index = 0
      while index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { return true }
        index += 8
      }
      while index < bytes.count {
        if bytes[index] == 0 { return true }
        index += 1
      }
      return false
    }
  }
}
