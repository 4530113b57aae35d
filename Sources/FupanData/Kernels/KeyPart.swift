/// How one column goes into ``NormalizedKeys``: a marker for missing or present and then the value,
/// so that its bytes order as the value does.
struct KeyPart {
  private let column: Column
  /// Every byte of a value is inverted where the column descends.
  private let flip: UInt8
  private let missing: UInt8
  /// Whether a text holds a zero byte, which takes two.
  private let hasZeros: Bool

  /// - Precondition: the column is no list.
  init(_ column: Column, _ direction: SortKey.Direction, _ nulls: SortKey.Nulls) {
    self.column = column
    flip = direction == .descending ? 0xFF : 0
    missing = nulls == .first ? 0 : 2
    if case .text(let texts) = column {
      hasZeros = texts.bytes.contains(0)
    } else {
      hasZeros = false
    }
  }

  /// The bytes of a present value, nil where they differ from row to row.
  private var width: Int? {
    switch column {
    case .bool: 1
    case .integer, .decimal, .timestamp, .number: 8
    case .wideDecimal: 16
    case .date: 4
    case .text: nil
    case .list: preconditionFailure("lists are not grouped, sorted or joined on")
    }
  }

  /// Adds how many bytes each row takes, that of row `i` to the element `i + 1`.
  func addWidths(to ends: UnsafeMutableBufferPointer<Int>, count: Int) {
    if let width {
      guard let validity = column.validity else {
        for row in 0..<count { ends[row + 1] += width + 1 }
        return
      }
      for row in 0..<count { ends[row + 1] += validity[row] ? width + 1 : 1 }
      return
    }
    guard case .text(let texts) = column else { return }
    let validity = texts.validity
    if texts.isCoded {
      // The width of each text is computed once.
      let widths = (0..<texts.offsets.count - 1).map { text in
        let range = Int(texts.offsets[text])..<Int(texts.offsets[text + 1])
        return range.count + 3 + (hasZeros ? texts.bytes[range].count { $0 == 0 } : 0)
      }
      texts.codes.withUnsafeBufferPointer { codes in
        for row in 0..<count {
          ends[row + 1] += validity.map({ $0[row] }) ?? true ? widths[Int(codes[row])] : 1
        }
      }
      return
    }
    texts.offsets.withUnsafeBufferPointer { offsets in
      for row in 0..<count {
        let isPresent = validity.map { $0[row] } ?? true
        ends[row + 1] += isPresent ? Int(offsets[row + 1] - offsets[row]) + 3 : 1
      }
      if hasZeros {
        for row in 0..<count where validity.map({ $0[row] }) ?? true {
          for index in Int(offsets[row])..<Int(offsets[row + 1]) where texts.bytes[index] == 0 {
            ends[row + 1] += 1
          }
        }
      }
    }
  }

  /// Writes each row's bytes where it starts: row `i` at element `i`.
  func write(
    to target: UnsafeMutablePointer<UInt8>, at starts: UnsafeBufferPointer<Int>, count: Int
  ) {
    write(to: target, count: count) { row, _ in starts[row] }
  }

  /// Writes each row's bytes at its element, which is then where its next part goes.
  func write(
    to target: UnsafeMutablePointer<UInt8>, advancing next: UnsafeMutableBufferPointer<Int>,
    count: Int
  ) {
    write(to: target, count: count) { row, width in
      let start = next[row]
      next[row] = start + width
      return start
    }
  }

  /// - Parameter place: where a row's part of some bytes goes.
  @inline(__always)
  private func write(
    to target: UnsafeMutablePointer<UInt8>, count: Int, _ place: (_ row: Int, _ width: Int) -> Int
  ) {
    let flip = flip
    switch column {
    case .bool(let column):
      fixed(column, target, place) { $0[0] = ($1 ? 1 : 0) ^ flip }
    case .integer(let column), .decimal(let column, _), .timestamp(let column):
      fixed(column, target, place) { target, value in
        KeyPart.store(UInt64(bitPattern: value) ^ (1 << 63), flip, target)
      }
    case .wideDecimal(let column, _):
      fixed(column, target, place) { target, value in
        let pattern = UInt128(bitPattern: value) ^ (1 << 127)
        KeyPart.store(UInt64(truncatingIfNeeded: pattern >> 64), flip, target)
        KeyPart.store(UInt64(truncatingIfNeeded: pattern), flip, target + 8)
      }
    case .number(let column):
      fixed(column, target, place) { target, value in
        let pattern = (value == 0 ? 0 : value).bitPattern
        KeyPart.store(pattern >> 63 == 1 ? ~pattern : pattern | (1 << 63), flip, target)
      }
    case .date(let column):
      fixed(column, target, place) { target, value in
        let pattern = UInt32(bitPattern: value) ^ (1 << 31) ^ (flip == 0 ? 0 : .max)
        UnsafeMutableRawPointer(target).storeBytes(of: pattern.bigEndian, as: UInt32.self)
      }
    case .text(let column): text(column, target, place)
    case .list: preconditionFailure("lists are not grouped, sorted or joined on")
    }
  }

  @inline(__always)
  private func fixed<Element>(
    _ column: FixedColumn<Element>, _ target: UnsafeMutablePointer<UInt8>,
    _ place: (_ row: Int, _ width: Int) -> Int,
    _ store: (UnsafeMutablePointer<UInt8>, Element) -> Void
  ) {
    let width = (self.width ?? 0) + 1
    column.values.withUnsafeBufferPointer { values in
      if let validity = column.validity {
        for row in 0..<values.count {
          if validity[row] {
            let start = target + place(row, width)
            start[0] = 1
            store(start + 1, values[row])
          } else {
            target[place(row, 1)] = missing
          }
        }
      } else {
        for row in 0..<values.count {
          let start = target + place(row, width)
          start[0] = 1
          store(start + 1, values[row])
        }
      }
    }
  }

  @inline(__always)
  private func text(
    _ column: TextColumn, _ target: UnsafeMutablePointer<UInt8>,
    _ place: (_ row: Int, _ width: Int) -> Int
  ) {
    let flip = flip
    let validity = column.validity
    let count = column.count
    let isCoded = column.isCoded
    column.codes.withUnsafeBufferPointer { codes in
      column.offsets.withUnsafeBufferPointer { offsets in
        column.bytes.withUnsafeBufferPointer { source in
          for row in 0..<count {
            guard validity.map({ $0[row] }) ?? true else {
              target[place(row, 1)] = missing
              continue
            }
            let text = isCoded ? Int(codes[row]) : row
            let range = Int(offsets[text])..<Int(offsets[text + 1])
            if flip == 0, !hasZeros {
              let start = target + place(row, range.count + 3)
              start[0] = 1
              if let from = source.baseAddress, !range.isEmpty {
                (start + 1).update(from: from + range.lowerBound, count: range.count)
              }
              start[range.count + 1] = 0
              start[range.count + 2] = 0
            } else {
              let zeros = hasZeros ? source[range].count { $0 == 0 } : 0
              var next = target + place(row, range.count + zeros + 3)
              next[0] = 1
              next += 1
              for index in range {
                next[0] = source[index] ^ flip
                next += 1
                if source[index] == 0 {
                  next[0] = 0xFF ^ flip
                  next += 1
                }
              }
              next[0] = flip
              next[1] = flip
            }
          }
        }
      }
    }
  }

  /// Big-endian, so that bytes compare as the number does.
  @inline(__always)
  private static func store(
    _ pattern: UInt64, _ flip: UInt8, _ target: UnsafeMutablePointer<UInt8>
  ) {
    UnsafeMutableRawPointer(target).storeBytes(
      of: (pattern ^ (flip == 0 ? 0 : .max)).bigEndian, as: UInt64.self)
  }
}
