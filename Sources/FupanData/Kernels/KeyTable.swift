/// Numbers distinct keys in the order they are first seen: the heart of grouping, joining and
/// counting distinct values.
///
///     var table = KeyTable()
///     let groups = table.insert(columns, count: rows)   // 0 for the first new key, then 1, …
@usableFromInline package struct KeyTable: Sendable {
  /// Each key by its number.
  private var keys = KeyList()
  /// Key number + 1 at the slot its hash leads to, under the upper half of the hash so that other
  /// keys are told without a look at them; 0 where free. Open addressing, linear probing.
  private var slots: [UInt64] = Array(repeating: 0, count: 64)
  /// Whether keys are added without a look whether they are there.
  private var isLoose = false

  package init() {}

  /// - Parameter count: about how many keys there will be.
  package init(expecting count: Int) {
    var size = 64
    while size < count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    keys.reserve(count)
  }

  /// How many keys there are: distinct ones, unless ``insertLoosely(_:count:)`` gave up.
  package var count: Int { keys.count }

  /// How much memory it takes, in bytes.
  package var memory: Int { keys.memory + slots.capacity * 8 }

  /// The number of each row's key in some columns, new ones as they are first seen.
  ///
  /// - Precondition: no column is a list, and all have `count` rows.
  package mutating func insert(_ columns: [Column], count: Int) -> [Int32] {
    if let few = FewKeys(columns, count: count) { return insert(few, columns) }
    return insert(KeyList(columns, count: count), 0..<count)
  }

  private mutating func insert(_ few: FewKeys, _ columns: [Column]) -> [Int32] {
    let first = KeyList(columns.map { $0.gathered(few.firstRows) }, count: few.firstRows.count)
    let numbers = insert(first, 0..<first.count)
    return few.keyOfRow.withUnsafeBufferPointer { keys in
      numbers.withUnsafeBufferPointer { numbers in keys.map { numbers[Int($0)] } }
    }
  }

  /// As ``insert(_:count:)``, but where nearly every row has a key of its own, keys are no longer
  /// looked for: some then have several numbers, and are made one by ``merge(_:)``.
  package mutating func insertLoosely(_ columns: [Column], count: Int) -> [Int32] {
    if isLoose { return append(KeyList(columns, count: count), 0..<count) }
    if let few = FewKeys(columns, count: count) { return insert(few, columns) }
    let list = KeyList(columns, count: count)
    let sample = 1024
    guard keys.count == 0, count > sample * 2 else { return insert(list, 0..<count) }
    var numbers = insert(list, 0..<sample)
    isLoose = keys.count > sample - sample / 8
    numbers += isLoose ? append(list, sample..<count) : insert(list, sample..<count)
    return numbers
  }

  private mutating func append(_ list: KeyList, _ rows: Range<Int>) -> [Int32] {
    let first = Int32(truncatingIfNeeded: keys.count)
    keys.reserve(rows.count)
    keys.append(list, rows)
    return (first..<Int32(truncatingIfNeeded: keys.count)).map { $0 }
  }

  /// Adds every key of another table, and says which number each of its keys has here.
  package mutating func merge(_ other: KeyTable) -> [Int32] {
    insert(other.keys, 0..<other.count)
  }

  /// The number of each row's key, -1 where it was never inserted or the row is not in `present`.
  package func find(_ columns: [Column], count: Int, present: Validity?) -> [Int32] {
    var found: [Int32] = Array(repeating: -1, count: count)
    if self.count == 0 { return found }
    let list = KeyList(columns, count: count)
    found.withUnsafeMutableBufferPointer { found in
      list.withView { list in
        keys.withView { keys in
          slots.withUnsafeBufferPointer { slots in
            var ahead = LookAhead()
            for start in stride(from: 0, to: count, by: LookAhead.count) {
              let rows = start..<Swift.min(start + LookAhead.count, count)
              ahead.fill(rows, slots, list, keys)
              for row in rows where ahead.slots[row - start] != 0 {
                guard present.map({ $0[row] }) ?? true else { continue }
                found[row] = Int32(
                  truncatingIfNeeded: KeyTable.place(
                    list, row, hash: ahead.hashes[row - start], keys, slots
                  ).key)
              }
            }
          }
        }
      }
    }
    return found
  }

  /// Key numbers in the order of their bytes.
  package func sortedKeys() -> [Int32] { keys.sorted() }

  private mutating func insert(_ list: KeyList, _ range: Range<Int>) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: range.count) { numbers, initialized in
      list.withView { list in
        var ahead = LookAhead()
        for start in stride(from: range.lowerBound, to: range.upperBound, by: LookAhead.count) {
          let rows = start..<Swift.min(start + LookAhead.count, range.upperBound)
          let target = UnsafeMutableBufferPointer(
            rebasing: numbers[start - range.lowerBound..<rows.upperBound - range.lowerBound])
          // Keys that are known already, and then the others in their order.
          let known = keys.withView { keys in
            slots.withUnsafeBufferPointer { slots in
              ahead.fill(rows, slots, list, keys)
              return ahead.numbers(rows, list, keys, target)
            }
          }
          if known == rows.count { continue }
          for row in rows where target[row - start] < 0 {
            let hash = ahead.hashes[row - start]
            target[row - start] =
              row > start && hash == ahead.hashes[row - start - 1]
                && list.isEqual(row, to: list, row - 1)
              ? target[row - start - 1] : number(list, row, hash: hash)
          }
        }
      }
      initialized = range.count
    }
  }

  /// The number of a key, a new one if it was not seen before.
  private mutating func number(_ list: KeyView, _ row: Int, hash: UInt64) -> Int32 {
    let found = keys.withView { keys in
      slots.withUnsafeBufferPointer { KeyTable.place(list, row, hash: hash, keys, $0) }
    }
    if found.key >= 0 { return Int32(truncatingIfNeeded: found.key) }
    let number = keys.count
    keys.append(list, row)
    slots[found.slot] = (hash & ~0xFFFF_FFFF) | UInt64(number + 1)
    if keys.count * 2 > slots.count { grow() }
    return Int32(truncatingIfNeeded: number)
  }

  /// The number of a key, or below 0 and the free slot it would take.
  @inline(__always)
  private static func place(
    _ list: KeyView, _ row: Int, hash: UInt64, _ keys: KeyView,
    _ slots: UnsafeBufferPointer<UInt64>
  ) -> (key: Int, slot: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if isTagged(slots[slot], hash) {
        let key = key(of: slots[slot])
        if list.isEqual(row, to: keys, key) { return (key, slot) }
      }
      slot = (slot + 1) & mask
    }
    return (-1, slot)
  }

  /// The hashes of some rows and what their first slots hold: asked for together, so that memory is
  /// waited for once and not row by row.
  private struct LookAhead {
    static var count: Int { 32 }
    var hashes: [UInt64] = Array(repeating: 0, count: count)
    var slots: [UInt64] = Array(repeating: 0, count: count)

    @inline(__always)
    mutating func fill(
      _ rows: Range<Int>, _ table: UnsafeBufferPointer<UInt64>, _ list: KeyView, _ keys: KeyView
    ) {
      let mask = table.count - 1
      hashes.withUnsafeMutableBufferPointer { hashes in
        slots.withUnsafeMutableBufferPointer { slots in
          for row in rows { hashes[row - rows.lowerBound] = list.hash(row) }
          for index in 0..<rows.count {
            slots[index] = table[Int(truncatingIfNeeded: hashes[index]) & mask]
          }
        }
      }
    }

    /// The numbers of rows whose keys the first slots hold, -1 for the others.
    ///
    /// - Returns: how many rows have one.
    @inline(__always)
    func numbers(
      _ rows: Range<Int>, _ list: KeyView, _ keys: KeyView,
      _ target: UnsafeMutableBufferPointer<Int32>
    ) -> Int {
      var known = 0
      hashes.withUnsafeBufferPointer { hashes in
        slots.withUnsafeBufferPointer { slots in
          for index in 0..<rows.count {
            let isKnown =
              KeyTable.isTagged(slots[index], hashes[index])
              && list.isEqual(rows.lowerBound + index, to: keys, KeyTable.key(of: slots[index]))
            let number = isKnown ? Int32(truncatingIfNeeded: KeyTable.key(of: slots[index])) : -1
            target.initializeElement(at: index, to: number)
            known += isKnown ? 1 : 0
          }
        }
      }
      return known
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

  private mutating func grow() {
    // A large table is not made larger than it has to be.
    let mask = slots.count * (slots.count < 1 << 20 ? 4 : 2) - 1
    slots = [UInt64](unsafeUninitializedCapacity: mask + 1) { grown, initialized in
      grown.initialize(repeating: 0)
      keys.withView { keys in
        for key in 0..<keys.count {
          let hash = keys.hash(key)
          var slot = Int(truncatingIfNeeded: hash) & mask
          while grown[slot] != 0 { slot = (slot + 1) & mask }
          grown[slot] = (hash & ~0xFFFF_FFFF) | UInt64(key + 1)
        }
      }
      initialized = mask + 1
    }
  }
}
