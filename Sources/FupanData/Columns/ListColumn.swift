/// A column of lists of text: all items in one text column, and where each row's items are.
@usableFromInline package struct ListColumn: Hashable, Sendable {
  package var items: TextColumn
  /// One more than there are rows; row `i` holds the items `offsets[i]..<offsets[i + 1]`.
  package var offsets: [UInt32]
  /// Nil where no row is missing.
  package var validity: Validity?

  package init() {
    items = TextColumn()
    offsets = [0]
  }

  package var count: Int { offsets.count - 1 }

  package func isValid(_ row: Int) -> Bool { validity.map { $0[row] } ?? true }

  /// The positions in `items` of a row's items.
  package func range(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

  /// The items of a row, or nil where it is missing.
  package subscript(_ row: Int) -> [String]? {
    isValid(row) ? range(row).map { String(decoding: items.slice($0), as: UTF8.self) } : nil
  }

  package mutating func append(_ list: [ArraySlice<UInt8>]) {
    for item in list { items.append(item) }
    offsets.append(UInt32(items.count))
    validity?.append(true)
  }

  package mutating func appendMissing() {
    if validity == nil { validity = Validity(repeating: true, count: count) }
    offsets.append(UInt32(items.count))
    validity?.append(false)
  }

  /// The rows at `indices`, in that order; an index below 0 gives a missing row.
  package func gathered(_ indices: [Int32]) -> ListColumn {
    var taken: [Int32] = []
    var ends: [UInt32] = [0]
    ends.reserveCapacity(indices.count + 1)
    var bits = Validity()
    for index in indices {
      let isPresent = index >= 0 && isValid(Int(index))
      if isPresent {
        for item in range(Int(index)) { taken.append(Int32(item)) }
      }
      ends.append(UInt32(taken.count))
      bits.append(isPresent)
    }
    var result = ListColumn()
    result.items = items.gathered(taken)
    result.offsets = ends
    result.validity = bits.missingCount == 0 ? nil : bits
    return result
  }
}
