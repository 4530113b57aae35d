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
    var ends: [UInt32] = []
    var gathered: [UInt8] = []
    offsets.withUnsafeBufferPointer { starts in
      indices.withUnsafeBufferPointer { indices in
        ends = [UInt32](unsafeUninitializedCapacity: indices.count + 1) { ends, initialized in
          ends.initializeElement(at: 0, to: 0)
          for row in 0..<indices.count {
            let index = Int(indices[row])
            if index < 0 {
              hasMissing = true
            } else {
              total += Int(starts[index + 1] - starts[index])
            }
            ends.initializeElement(at: row + 1, to: UInt32(truncatingIfNeeded: total))
          }
          initialized = indices.count + 1
        }
        gathered = [UInt8](unsafeUninitializedCapacity: total) { target, initialized in
          bytes.withUnsafeBufferPointer { source in
            guard let from = source.baseAddress, var to = target.baseAddress else { return }
            for row in 0..<indices.count where indices[row] >= 0 {
              let start = Int(starts[Int(indices[row])])
              let count = Int(starts[Int(indices[row]) + 1]) - start
              to.update(from: from + start, count: count)
              to += count
            }
          }
          initialized = total
        }
      }
    }
    return TextColumn(
      bytes: gathered, offsets: ends,
      validity: hasMissing ? .gathered(validity, indices) : nil)
  }
}
