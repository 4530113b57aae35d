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
  static func map<R: BitwiseCopyable & Hashable & Sendable>(
    _ vector: Vector, count: Int, _ body: (Bytes) -> R
  ) -> FixedColumn<R> {
    let column = texts(vector)
    let step = vector.step
    var result: [R] = []
    result.reserveCapacity(count)
    column.bytes.withUnsafeBufferPointer { all in
      for row in 0..<count {
        result.append(body(Bytes(rebasing: all[column.range(row * step)])))
      }
    }
    return FixedColumn(result)
  }

  /// `body` of each row's bytes of two arguments.
  static func map<R: BitwiseCopyable & Hashable & Sendable>(
    _ left: Vector, _ right: Vector, count: Int, _ body: (Bytes, Bytes) -> R
  ) -> FixedColumn<R> {
    let (a, b) = (texts(left), texts(right))
    let (leftStep, rightStep) = (left.step, right.step)
    var result: [R] = []
    result.reserveCapacity(count)
    a.bytes.withUnsafeBufferPointer { first in
      b.bytes.withUnsafeBufferPointer { second in
        for row in 0..<count {
          result.append(
            body(
              Bytes(rebasing: first[a.range(row * leftStep)]),
              Bytes(rebasing: second[b.range(row * rightStep)])))
        }
      }
    }
    return FixedColumn(result)
  }

  /// Text that `body` appends for each row.
  static func rewrite(
    _ vector: Vector, count: Int, _ body: (_ row: Int, Bytes, inout [UInt8]) -> Void
  ) -> Column {
    let column = texts(vector)
    let step = vector.step
    var bytes: [UInt8] = []
    bytes.reserveCapacity(column.bytes.count)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(count + 1)
    column.bytes.withUnsafeBufferPointer { all in
      for row in 0..<count {
        body(row, Bytes(rebasing: all[column.range(row * step)]), &bytes)
        offsets.append(UInt32(bytes.count))
      }
    }
    return .text(TextColumn(bytes: bytes, offsets: offsets))
  }

  /// The texts of all arguments, one after the other; empty where one of them is missing.
  static func joined(_ vectors: [Vector], count: Int) -> Column {
    let parts = vectors.map { (column: texts($0), step: $0.step) }
    let constant = vectors.indices.map {
      vectors[$0].isConstant ? Array(parts[$0].column.slice(0)) : []
    }
    let isPresent = vectors.map { $0.presence(count) }
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(count + 1)
    for row in 0..<count {
      if isPresent.allSatisfy({ $0[row] }) {
        for part in parts.indices {
          if parts[part].step == 0 {
            bytes.append(contentsOf: constant[part])
          } else {
            let range = parts[part].column.range(row)
            parts[part].column.bytes.withUnsafeBufferPointer {
              bytes.append(contentsOf: $0[range])
            }
          }
        }
      }
      offsets.append(UInt32(bytes.count))
    }
    return .text(TextColumn(bytes: bytes, offsets: offsets))
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
