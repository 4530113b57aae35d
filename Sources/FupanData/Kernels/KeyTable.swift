/// Numbers distinct keys in the order they are first seen: the heart of grouping, joining and
/// counting distinct values.
///
///     var table = KeyTable()
///     let groups = table.insert(keys)   // 0 for the first new key, then 1, …
@usableFromInline package struct KeyTable: Sendable {
  /// The bytes of every distinct key, one after the other.
  @usableFromInline package private(set) var bytes: [UInt8] = []
  /// One more than there are keys.
  @usableFromInline package private(set) var offsets: [Int] = [0]
  private var hashes: [UInt64] = []
  /// Key number + 1 at the slot its hash leads to, under the upper half of the hash so that other
  /// keys are told without a look at them; 0 where free. Open addressing, linear probing.
  private var slots: [UInt64] = Array(repeating: 0, count: 64)

  package init() {}

  /// How many distinct keys there are.
  @inlinable package var count: Int { offsets.count - 1 }

  /// The number of each row's key, new ones as they are first seen.
  package mutating func insert(_ keys: NormalizedKeys) -> [Int32] {
    let offsets = keys.offsets
    return insert(keys.bytes, count: keys.count) {
      offsets[$0]..<offsets[$0 + 1]
    } hash: { row, _ in
      keys.hash(row)
    }
  }

  /// The number of each row's text: for one column without missing values its texts are keys enough.
  ///
  /// - Precondition: all keys of the table are inserted like this.
  package mutating func insert(_ texts: TextColumn) -> [Int32] {
    insert(texts.bytes, count: texts.count) {
      texts.range($0)
    } hash: { _, range in
      texts.bytes.withUnsafeBytes { NormalizedKeys.hash($0, range) }
    }
  }

  /// Adds every key of another table, and says which number each of its keys has here.
  package mutating func merge(_ other: KeyTable) -> [Int32] {
    let (offsets, hashes) = (other.offsets, other.hashes)
    return insert(other.bytes, count: other.count) {
      offsets[$0]..<offsets[$0 + 1]
    } hash: { key, _ in
      hashes[key]
    }
  }

  /// The number of each of some keys, which are stretches of `source`.
  @inline(__always)
  private mutating func insert(
    _ source: [UInt8], count: Int, range: (Int) -> Range<Int>,
    hash: (Int, Range<Int>) -> UInt64
  ) -> [Int32] {
    var numbers: [Int32] = []
    numbers.reserveCapacity(count)
    var ahead = LookAhead()
    for start in stride(from: 0, to: count, by: LookAhead.count) {
      let rows = start..<Swift.min(start + LookAhead.count, count)
      ahead.fill(rows, slots) { hash($0, range($0)) }
      for row in rows {
        let range = range(row)
        let hash = ahead.hashes[row - start]
        let first = ahead.slots[row - start]
        if row > start, hash == ahead.hashes[row - start - 1],
          isEqual(Int(numbers[row - 1]), source, range)
        {
          // Rows of one key often follow each other.
          numbers.append(numbers[row - 1])
        } else if KeyTable.isTagged(first, hash),
          isEqual(KeyTable.key(of: first), source, range)
        {
          numbers.append(Int32(KeyTable.key(of: first)))
        } else {
          numbers.append(Int32(insert(source, range, hash: hash)))
        }
      }
    }
    return numbers
  }

  /// The number of each row's key, -1 where it was never inserted or the row is not in `present`.
  package func find(_ keys: NormalizedKeys, present: Validity?) -> [Int32] {
    var found: [Int32] = Array(repeating: -1, count: keys.count)
    var ahead = LookAhead()
    for start in stride(from: 0, to: keys.count, by: LookAhead.count) {
      let rows = start..<Swift.min(start + LookAhead.count, keys.count)
      ahead.fill(rows, slots) { keys.hash($0) }
      for row in rows where ahead.slots[row - start] != 0 {
        guard present.map({ $0[row] }) ?? true else { continue }
        found[row] = Int32(
          place(keys.bytes, keys.range(row), hash: ahead.hashes[row - start]).key)
      }
    }
    return found
  }

  /// The hashes of some rows and what their first slots hold: asked for together, so that memory is
  /// waited for once and not row by row.
  private struct LookAhead {
    static var count: Int { 32 }
    var hashes: [UInt64] = Array(repeating: 0, count: count)
    var slots: [UInt64] = Array(repeating: 0, count: count)

    @inline(__always)
    mutating func fill(_ rows: Range<Int>, _ table: [UInt64], _ hash: (Int) -> UInt64) {
      let mask = table.count - 1
      table.withUnsafeBufferPointer { table in
        for row in rows { hashes[row - rows.lowerBound] = hash(row) }
        for index in 0..<rows.count {
          slots[index] = table[Int(truncatingIfNeeded: hashes[index]) & mask]
        }
      }
    }
  }

  /// Whether a slot may hold the key of a hash.
  @inline(__always)
  private static func isTagged(_ slot: UInt64, _ hash: UInt64) -> Bool {
    slot != 0 && slot >> 32 == hash >> 32
  }

  @inline(__always)
  private static func key(of slot: UInt64) -> Int {
    Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) - 1
  }

  /// Key numbers in the order of their bytes.
  package func sortedKeys() -> [Int32] {
    let shared = sharedBytes
    let starts = bytes.withUnsafeBufferPointer { bytes in
      (0..<count).map { key in
        let end = offsets[key + 1]
        var start: UInt64 = 0
        for index in (offsets[key] + shared)..<(offsets[key] + shared + 8) {
          start = start << 8 | (index < end ? UInt64(bytes[index]) : 0)
        }
        return start
      }
    }
    return RadixOrder.rows(0..<Int32(count), by: starts) { left, right in
      NormalizedKeys.compare(
        bytes, offsets[Int(left)]..<offsets[Int(left) + 1],
        bytes, offsets[Int(right)]..<offsets[Int(right) + 1])
    }
  }

  /// How many bytes all keys start with.
  private var sharedBytes: Int {
    guard count > 1 else { return 0 }
    return bytes.withUnsafeBufferPointer { bytes in
      var shared = offsets[1]
      for key in 1..<count where shared > 0 {
        let start = offsets[key]
        shared = Swift.min(shared, offsets[key + 1] - start)
        var index = 0
        while index < shared, bytes[index] == bytes[start + index] { index += 1 }
        shared = index
      }
      return shared
    }
  }

  /// The number of a key, or below 0 and the free slot it would take.
  @inline(__always)
  private func place(_ source: [UInt8], _ range: Range<Int>, hash: UInt64) -> (key: Int, slot: Int)
  {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        if KeyTable.isTagged(slots[slot], hash),
          isEqual(KeyTable.key(of: slots[slot]), source, range)
        {
          return (KeyTable.key(of: slots[slot]), slot)
        }
        slot = (slot + 1) & mask
      }
      return (-1, slot)
    }
  }

  @inline(__always)
  private func isEqual(_ key: Int, _ source: [UInt8], _ range: Range<Int>) -> Bool {
    offsets.withUnsafeBufferPointer { offsets in
      bytes.withUnsafeBytes { bytes in
        source.withUnsafeBytes { source in
          let start = offsets[key]
          let count = range.count
          guard offsets[key + 1] - start == count else { return false }
          func same(_ index: Int) -> Bool {
            bytes.loadUnaligned(fromByteOffset: start + index, as: UInt64.self)
              == source.loadUnaligned(fromByteOffset: range.lowerBound + index, as: UInt64.self)
          }
          var index = 0
          while index + 8 <= count {
            if !same(index) { return false }
            index += 8
          }
          if index == count { return true }
          if count >= 8 { return same(count - 8) }
          while index < count {
            if bytes[start + index] != source[range.lowerBound + index] { return false }
            index += 1
          }
          return true
        }
      }
    }
  }

  private mutating func insert(_ source: [UInt8], _ range: Range<Int>, hash: UInt64) -> Int {
    let found = place(source, range, hash: hash)
    if found.key >= 0 { return found.key }
    let key = count
    slots[found.slot] = (hash & ~0xFFFF_FFFF) | UInt64(key + 1)
    source.withUnsafeBufferPointer { bytes.append(contentsOf: $0[range]) }
    offsets.append(bytes.count)
    hashes.append(hash)
    if count * 2 > slots.count { grow() }
    return key
  }

  private mutating func grow() {
    let mask = slots.count * 4 - 1
    var grown: [UInt64] = Array(repeating: 0, count: mask + 1)
    grown.withUnsafeMutableBufferPointer { grown in
      for (key, hash) in hashes.enumerated() {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while grown[slot] != 0 { slot = (slot + 1) & mask }
        grown[slot] = (hash & ~0xFFFF_FFFF) | UInt64(key + 1)
      }
    }
    slots = grown
  }
}
