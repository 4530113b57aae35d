import FupanData

/// The loops of kernels over text: bytes in, bytes or values out, no `String` a row.
enum TextLoops {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The text column of an argument that was resolved to text.
  static func texts(_ vector: Vector) -> TextColumn {
    guard case .text(let column) = vector.column else { preconditionFailure("not text") }
    return column
  }

  /// The bytes of a constant argument.
  static func constant(_ vector: Vector) -> [UInt8] { Array(texts(vector).slice(0)) }

  /// `body` of each row's bytes.
  @inline(__always)
  static func map<R: BitwiseCopyable & Hashable & Sendable>(
    _ vector: Vector, count: Int, _ body: (Bytes) -> R
  ) -> FixedColumn<R> {
    TextCells.with(vector) { cells in
      FixedColumn(
        [R](unsafeUninitializedCapacity: count) { target, initialized in
          initialized = count
          for row in 0..<count { target.initializeElement(at: row, to: body(cells[row])) }
        })
    }
  }

  /// `body` of each row's bytes of two arguments.
  @inline(__always)
  static func map<R: BitwiseCopyable & Hashable & Sendable>(
    _ left: Vector, _ right: Vector, count: Int, _ body: (Bytes, Bytes) -> R
  ) -> FixedColumn<R> {
    TextCells.with(left) { first in
      TextCells.with(right) { second in
        FixedColumn(
          [R](unsafeUninitializedCapacity: count) { target, initialized in
            initialized = count
            for row in 0..<count {
              target.initializeElement(at: row, to: body(first[row], second[row]))
            }
          })
      }
    }
  }

  /// Text that `body` appends for each row.
  @inline(__always)
  static func rewrite(
    _ vector: Vector, count: Int, _ body: (_ row: Int, Bytes, inout [UInt8]) -> Void
  ) -> Column {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts(vector).bytes.count)
    let offsets = TextCells.with(vector) { cells in
      [UInt32](unsafeUninitializedCapacity: count + 1) { offsets, initialized in
        initialized = count + 1
        offsets.initializeElement(at: 0, to: 0)
        for row in 0..<count {
          body(row, cells[row], &bytes)
          offsets.initializeElement(at: row + 1, to: UInt32(bytes.count))
        }
      }
    }
    return .text(TextColumn(bytes: bytes, offsets: offsets))
  }

  /// The texts of all arguments, one after the other; empty where one of them is missing.
  static func joined(_ vectors: [Vector], count: Int) -> Column {
    let parts = vectors.map { (column: texts($0), step: $0.step) }
    var isWhole = Array(repeating: true, count: count)
    for vector in vectors {
      for (row, isPresent) in vector.presence(count).enumerated() where !isPresent {
        isWhole[row] = false
      }
    }
    // Where each row starts, and then where its next part goes.
    var next: [Int] = Array(repeating: 0, count: count + 1)
    for part in parts {
      for row in 0..<count where isWhole[row] {
        next[row + 1] += part.column.range(row * part.step).count
      }
    }
    for row in 0..<count { next[row + 1] += next[row] }
    let offsets = next.map { UInt32(truncatingIfNeeded: $0) }
    let bytes = [UInt8](unsafeUninitializedCapacity: next[count]) { target, initialized in
      next.withUnsafeMutableBufferPointer { next in
        for part in parts { append(part.column, part.step, isWhole, to: target, next) }
      }
      initialized = Int(offsets[count])
    }
    return .text(TextColumn(bytes: bytes, offsets: offsets))
  }

  /// Whether two texts are equal; most differ in their lengths or in their first eight bytes.
  @inline(__always)
  static func equal(_ left: Bytes, _ right: Bytes) -> Bool {
    guard left.count == right.count else { return false }
    let (a, b) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
    var index = 0
    while index &+ 8 <= a.count {
      if a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        != b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      {
        return false
      }
      index &+= 8
    }
    while index < a.count {
      if a[index] != b[index] { return false }
      index &+= 1
    }
    return true
  }

  /// The order of two texts by their bytes: negative, zero or positive.
  @inline(__always)
  static func order(_ left: Bytes, _ right: Bytes) -> Int {
    let (a, b) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
    let shared = min(a.count, b.count)
    var index = 0
    while index &+ 8 <= shared {
      let x = a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let y = b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if x != y { return x.bigEndian < y.bigEndian ? -1 : 1 }
      index &+= 8
    }
    while index < shared {
      if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
      index &+= 1
    }
    return a.count - b.count
  }

  private static func append(
    _ texts: TextColumn, _ step: Int, _ isWhole: [Bool],
    to target: UnsafeMutableBufferPointer<UInt8>, _ next: UnsafeMutableBufferPointer<Int>
  ) {
    guard let base = target.baseAddress else { return }
    texts.bytes.withUnsafeBufferPointer { source in
      guard let from = source.baseAddress else { return }
      for row in isWhole.indices where isWhole[row] {
        let range = texts.range(row * step)
        (base + next[row]).update(from: from + range.lowerBound, count: range.count)
        next[row] += range.count
      }
    }
  }

  /// Whether a byte starts a code point.
  @inline(__always) static func isLead(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  /// Whether a byte is among others, looked at eight at a time.
  static func contains(_ byte: UInt8, _ bytes: Bytes) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = 0
    while index + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ (ones &* UInt64(byte))
      if (word &- ones) & ~word & (ones << 7) != 0 { return true }
      index += 8
    }
    while index < raw.count {
      if raw[index] == byte { return true }
      index += 1
    }
    return false
  }

  /// Where `needle` starts in `bytes` at or after `start`, or nil. An empty one is nowhere.
  static func find(_ needle: Bytes, in bytes: Bytes, from start: Int) -> Int? {
    guard let first = needle.first else { return nil }
    var index = start
    while index + needle.count <= bytes.count {
      if bytes[index] == first, starts(bytes, with: needle, at: index) { return index }
      index += 1
    }
    return nil
  }

  static func starts(_ bytes: Bytes, with needle: Bytes, at start: Int) -> Bool {
    guard start >= 0, start + needle.count <= bytes.count else { return false }
    var index = 0
    while index < needle.count {
      if bytes[start + index] != needle[index] { return false }
      index += 1
    }
    return true
  }
}
