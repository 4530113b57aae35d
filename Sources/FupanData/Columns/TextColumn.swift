/// A column of UTF-8 text: all bytes in one buffer, and where each row starts and ends.
@usableFromInline package struct TextColumn: Hashable, Sendable {
  @usableFromInline package var bytes: [UInt8]
  /// One more than there are rows; row `i` is `offsets[i]..<offsets[i + 1]`.
  @usableFromInline package var offsets: [UInt32]
  /// Nil where no row is missing.
  @usableFromInline package var validity: Validity?

  @inlinable package init(bytes: [UInt8], offsets: [UInt32], validity: Validity? = nil) {
    self.bytes = bytes
    self.offsets = offsets
    self.validity = validity
  }

  package init() { self.init(bytes: [], offsets: [0]) }

  /// A column of these texts, nil where missing.
  package init(_ texts: [String?]) {
    self.init()
    for text in texts {
      if let text { append(text.utf8) } else { appendMissing() }
    }
  }

  @inlinable package var count: Int { offsets.count - 1 }

  @inlinable package func isValid(_ row: Int) -> Bool { validity.map { $0[row] } ?? true }

  /// Where the bytes of a row are.
  @inlinable package func range(_ row: Int) -> Range<Int> {
    Int(offsets[row])..<Int(offsets[row + 1])
  }

  /// The bytes of a row; empty where it is missing.
  @inlinable package func slice(_ row: Int) -> ArraySlice<UInt8> { bytes[range(row)] }

  /// The text of a row, or nil where it is missing.
  package subscript(_ row: Int) -> String? {
    isValid(row) ? String(decoding: slice(row), as: UTF8.self) : nil
  }

  package mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
    offsets.append(UInt32(bytes.count))
    validity?.append(true)
  }

  package mutating func appendMissing() {
    if validity == nil { validity = Validity(repeating: true, count: count) }
    offsets.append(UInt32(bytes.count))
    validity?.append(false)
  }

  /// The rows at `indices`, in that order; an index below 0 gives a missing row.
  package func gathered(_ indices: [Int32]) -> TextColumn {
    var total = 0
    var hasMissing = validity != nil
    for index in indices {
      if index < 0 { hasMissing = true } else { total += range(Int(index)).count }
    }
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(indices.count + 1)
    let gathered = [UInt8](unsafeUninitializedCapacity: total) { target, initialized in
      bytes.withUnsafeBufferPointer { source in
        var end = 0
        for index in indices {
          if index >= 0 {
            let range = range(Int(index))
            if !range.isEmpty, let from = source.baseAddress, let to = target.baseAddress {
              (to + end).update(from: from + range.lowerBound, count: range.count)
              end += range.count
            }
          }
          offsets.append(UInt32(end))
        }
        initialized = end
      }
    }
    guard hasMissing else { return TextColumn(bytes: gathered, offsets: offsets) }
    var bits = Validity()
    for index in indices { bits.append(index >= 0 && isValid(Int(index))) }
    return TextColumn(bytes: gathered, offsets: offsets, validity: bits)
  }
}
