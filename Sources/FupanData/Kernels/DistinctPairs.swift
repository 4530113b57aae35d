/// Pairs of a group and a value, to count the different values of each group.
///
/// A large table of pairs waits for memory at every row. So pairs are only thinned out by what was
/// seen shortly before, and distributed by the value's hash; equal pairs meet in one part, and each
/// part is made distinct by itself, in a table that fits a processor's cache (Manegold, Boncz, Kersten
/// 2002, Optimizing main-memory join on modern hardware).
package struct DistinctPairs: Sendable {
  /// Pairs that were not distributed yet.
  private var open = Pairs()
  /// Which of ``open`` was seen last of those that share a slot, + 1; 0 where none was.
  private var recent: [UInt32] = []
  /// How many rows were offered to ``open`` so far, while it is looked whether thinning pays.
  private var offered = 0
  private var isThinning = true
  /// Pairs distributed by parts.
  private var pieces: [Piece] = []
  /// How many pairs there are in ``pieces``.
  private var inPieces = 0
  /// With more pairs than this the pieces are made distinct.
  private var mostPairs: Int

  package init(mostPairs: Int = 1 << 22) { self.mostPairs = mostPairs }

  /// How many pairs are kept, some of them more than once.
  package var count: Int { open.count + inPieces }

  /// How much memory they take, in bytes.
  package var memory: Int {
    pieces.reduce(open.memory + recent.capacity * 4) { $0 + $1.pairs.memory }
  }

  /// Adds rows, of which those count that have a value.
  ///
  /// - Precondition: the column is no list and has a row for each of `groups`.
  package mutating func append(_ column: Column, groups: [Int32]) {
    let list = KeyList([column], count: groups.count)
    if isThinning, recent.isEmpty { recent = Array(repeating: 0, count: 8192) }
    open.reserve(groups.count)
    // A first part shows whether thinning pays.
    let first = isThinning && offered == 0 ? Swift.min(groups.count, 2048) : 0
    for rows in [0..<first, first..<groups.count] where !rows.isEmpty {
      append(list, column.validity, groups, rows)
      offered += rows.count
      adapt()
    }
  }

  private mutating func append(
    _ list: KeyList, _ validity: Validity?, _ groups: [Int32], _ rows: Range<Int>
  ) {
    if !isThinning, validity == nil {
      open.append(list, groups, rows)
      return
    }
    let present = validity?.words ?? []
    list.withView { list in
      groups.withUnsafeBufferPointer { groups in
        present.withUnsafeBufferPointer { present in
          for row in rows
          where present.isEmpty || present[row >> 6] >> UInt64(row & 63) & 1 == 1 {
            if isThinning {
              let slot = DistinctPairs.slot(list.hash(row), groups[row], recent.count)
              let last = Int(recent[slot]) - 1
              if last >= 0, open.isPair(last, list, row, groups[row]) { continue }
              recent[slot] = UInt32(truncatingIfNeeded: open.count + 1)
            }
            open.append(list, row, groups[row])
          }
        }
      }
    }
  }

  /// Gives thinning out up where it does not pay, and takes more room for it where it does.
  private mutating func adapt() {
    guard isThinning, offered >= 2048 else { return }
    if open.count > offered - offered / 8 {
      isThinning = false
      recent = []
    } else if open.count > recent.count / 2, recent.count < 1 << 16 {
      recent = Array(repeating: 0, count: recent.count * 4)
      open.values.withView { values in
        for index in 0..<values.count {
          let slot = DistinctPairs.slot(values.hash(index), open.groups[index], recent.count)
          recent[slot] = UInt32(truncatingIfNeeded: index + 1)
        }
      }
    }
  }

  /// Where a pair is looked for among a number of slots, which is a power of 2.
  @inline(__always)
  private static func slot(_ hash: UInt64, _ group: Int32, _ slots: Int) -> Int {
    let group = UInt64(truncatingIfNeeded: group) &* 0x9FB2_1C65_1E98_DF25
    return Int(truncatingIfNeeded: NormalizedKeys.mix(hash ^ group)) & (slots - 1)
  }

  /// Distributes what was added, if that is much: to be done by whoever added it.
  package mutating func seal() {
    recent = []
    guard open.count >= DistinctPairs.smallest else { return }
    distribute()
  }

  private mutating func distribute() {
    inPieces += open.count
    pieces.append(Piece(open))
    open = Pairs()
  }

  /// Fewer pairs are not worth distributing.
  private static var smallest: Int { 4096 }

  /// Adds the pairs of others, whose group `i` is `numbers[i]` here.
  package mutating func merge(_ other: consuming DistinctPairs, numbers: [Int32]) {
    let isSame = numbers.indices.allSatisfy { Int(numbers[$0]) == $0 }
    for var piece in other.pieces {
      if !isSame { piece.pairs.renumber(numbers) }
      inPieces += piece.pairs.count
      pieces.append(piece)
    }
    if !isSame { other.open.renumber(numbers) }
    open.append(contentsOf: other.open)
    if open.count >= DistinctPairs.smallest * 4 { distribute() }
    if inPieces > mostPairs { compact() }
  }

  /// Keeps each pair once.
  private mutating func compact() {
    var starts: [Int32] = [0]
    var distinct = Pairs()
    for part in 0..<Piece.parts {
      distinct.append(contentsOf: self.distinct(part))
      starts.append(Int32(truncatingIfNeeded: distinct.count))
    }
    pieces = [Piece(distinct, starts: starts)]
    inPieces = distinct.count
    mostPairs = max(mostPairs, inPieces * 2)
  }

  /// Makes ready for ``counts(groups:parts:)``.
  ///
  /// - Returns: how many parts there are; each pair is in one of them.
  package mutating func parts() -> Int {
    if pieces.isEmpty { return 1 }
    if open.count > 0 { distribute() }
    return Piece.parts
  }

  /// How many different values each group has in some parts.
  package func counts(groups: Int, parts: some Sequence<Int>) -> [Int64] {
    var counts = Array(repeating: Int64(0), count: groups)
    for part in parts {
      let distinct = distinct(part)
      for group in distinct.groups { counts[Int(group)] += 1 }
    }
    return counts
  }

  /// Each pair of a part once.
  private func distinct(_ part: Int) -> Pairs {
    let total =
      pieces.isEmpty ? open.count : pieces.reduce(0) { $0 + $1.range(part).count }
    var distinct = Pairs()
    if total == 0 { return distinct }
    distinct.reserve(total)
    var size = 16
    while size < total * 2 { size *= 2 }
    // A pair's position + 1, 0 where free; open addressing, linear probing.
    var slots: [UInt32] = Array(repeating: 0, count: size)
    slots.withUnsafeMutableBufferPointer { slots in
      if pieces.isEmpty {
        open.addDistinct(0..<open.count, to: &distinct, slots)
      } else {
        for piece in pieces { piece.pairs.addDistinct(piece.range(part), to: &distinct, slots) }
      }
    }
    return distinct
  }

  /// Pairs that are distributed: those whose values' hashes begin alike stand together.
  private struct Piece: Sendable {
    static var parts: Int { 64 }
    var pairs: Pairs
    /// Where each part starts; one more than there are parts.
    let starts: [Int32]

    init(_ pairs: Pairs, starts: [Int32]) {
      self.pairs = pairs
      self.starts = starts
    }

    init(_ open: Pairs) {
      let count = open.count
      var starts: [Int32] = Array(repeating: 0, count: Piece.parts + 1)
      var places: [Int32] = []
      open.values.withView { values in
        places = [Int32](unsafeUninitializedCapacity: count) { places, initialized in
          for index in 0..<count {
            let part = Int(truncatingIfNeeded: values.hash(index) >> 58)
            places.initializeElement(at: index, to: Int32(truncatingIfNeeded: part))
            starts[part + 1] += 1
          }
          for part in 0..<Piece.parts { starts[part + 1] += starts[part] }
          var next = starts
          next.withUnsafeMutableBufferPointer { next in
            for index in 0..<count {
              let part = Int(places[index])
              places[index] = next[part]
              next[part] += 1
            }
          }
          initialized = count
        }
      }
      self.starts = starts
      pairs = open.placed(places)
    }

    func range(_ part: Int) -> Range<Int> { Int(starts[part])..<Int(starts[part + 1]) }
  }

  /// Some pairs.
  private struct Pairs: Sendable {
    var values = KeyList()
    var groups: [Int32] = []

    var count: Int { groups.count }
    var memory: Int { values.memory + groups.capacity * 4 }

    mutating func reserve(_ more: Int) {
      values.reserve(more)
      if count + more > groups.capacity {
        groups.reserveCapacity(max(count + more, count * 2))
      }
    }

    @inline(__always)
    mutating func append(_ source: KeyView, _ row: Int, _ group: Int32) {
      values.append(source, row)
      groups.append(group)
    }

    mutating func append(_ list: KeyList, _ groups: [Int32], _ rows: Range<Int>) {
      values.append(list, rows)
      self.groups.append(contentsOf: groups[rows])
    }

    mutating func append(contentsOf other: Pairs) {
      values.append(contentsOf: other.values)
      groups.append(contentsOf: other.groups)
    }

    mutating func renumber(_ numbers: [Int32]) {
      groups.withUnsafeMutableBufferPointer { groups in
        numbers.withUnsafeBufferPointer { numbers in
          for index in 0..<groups.count { groups[index] = numbers[Int(groups[index])] }
        }
      }
    }

    func placed(_ places: [Int32]) -> Pairs {
      var result = Pairs()
      result.values = values.placed(places)
      result.groups = [Int32](unsafeUninitializedCapacity: count) { target, initialized in
        groups.withUnsafeBufferPointer { groups in
          places.withUnsafeBufferPointer { places in
            for index in 0..<groups.count {
              target.initializeElement(at: Int(places[index]), to: groups[index])
            }
          }
        }
        initialized = count
      }
      return result
    }

    /// Whether a pair is this one.
    @inline(__always)
    func isPair(_ index: Int, _ source: KeyView, _ row: Int, _ group: Int32) -> Bool {
      guard groups[index] == group else { return false }
      return values.withView { source.isEqual(row, to: $0, index) }
    }

    /// Adds the pairs in a range that are not there yet.
    func addDistinct(
      _ range: Range<Int>, to distinct: inout Pairs, _ slots: UnsafeMutableBufferPointer<UInt32>
    ) {
      let mask = slots.count - 1
      values.withView { values in
        groups.withUnsafeBufferPointer { groups in
          for index in range {
            let group = groups[index]
            var slot = DistinctPairs.slot(values.hash(index), group, slots.count)
            while true {
              let known = Int(slots[slot]) - 1
              if known < 0 {
                distinct.append(values, index, group)
                slots[slot] = UInt32(truncatingIfNeeded: distinct.count)
                break
              }
              if distinct.isPair(known, values, index, group) { break }
              slot = (slot + 1) & mask
            }
          }
        }
      }
    }
  }
}
