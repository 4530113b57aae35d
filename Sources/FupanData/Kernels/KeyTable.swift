/// Numbers distinct keys in the order they are first seen: the heart of grouping, joining and
/// counting distinct values.
///
///     var table = KeyTable()
///     let group = table.insert(keys, row: 0)   // 0 for the first new key, then 1, …
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

  /// The number of the key of a row, a new one if it was not seen before.
  package mutating func insert(_ keys: NormalizedKeys, row: Int) -> Int {
    insert(keys.bytes, keys.range(row), hash: keys.hash(row))
  }

  /// The number of each row's key, new ones as they are first seen.
  package mutating func insert(_ keys: NormalizedKeys) -> [Int32] {
    var groups: [Int32] = []
    groups.reserveCapacity(keys.count)
    for row in 0..<keys.count {
      // Rows of one key often follow each other.
      if row > 0, keys.isEqual(row - 1, to: keys, row) {
        groups.append(groups[row - 1])
      } else {
        groups.append(Int32(insert(keys, row: row)))
      }
    }
    return groups
  }

  /// Adds every key of another table, and says which number each of its keys has here.
  package mutating func merge(_ other: KeyTable) -> [Int32] {
    var numbers: [Int32] = []
    numbers.reserveCapacity(other.count)
    for key in 0..<other.count {
      let range = other.offsets[key]..<other.offsets[key + 1]
      numbers.append(Int32(insert(other.bytes, range, hash: other.hashes[key])))
    }
    return numbers
  }

  /// The number of a key, or nil where it was never inserted.
  package func find(_ keys: NormalizedKeys, row: Int) -> Int? {
    let found = place(keys.bytes, keys.range(row), hash: keys.hash(row))
    return found.key < 0 ? nil : found.key
  }

  /// Key numbers in the order of their bytes.
  package func sortedKeys() -> [Int32] {
    struct Entry {
      /// The first eight bytes behind those that all keys share.
      var start: UInt64
      var key: Int32
    }
    let shared = sharedBytes
    var entries = bytes.withUnsafeBufferPointer { bytes in
      (0..<count).map { key in
        let end = offsets[key + 1]
        var start: UInt64 = 0
        for index in (offsets[key] + shared)..<(offsets[key] + shared + 8) {
          start = start << 8 | (index < end ? UInt64(bytes[index]) : 0)
        }
        return Entry(start: start, key: Int32(key))
      }
    }
    entries.sort { left, right in
      if left.start != right.start { return left.start < right.start }
      return NormalizedKeys.compare(
        bytes, offsets[Int(left.key)]..<offsets[Int(left.key) + 1],
        bytes, offsets[Int(right.key)]..<offsets[Int(right.key) + 1]) < 0
    }
    return entries.map { $0.key }
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
  private func place(_ source: [UInt8], _ range: Range<Int>, hash: UInt64) -> (key: Int, slot: Int) {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      let tag = hash >> 32
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        if slots[slot] >> 32 == tag {
          let key = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
          if isEqual(key, source, range) { return (key, slot) }
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
