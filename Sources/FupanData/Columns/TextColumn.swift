/// A column of UTF-8 text: texts in one buffer, and which of them each row has.
///
/// Mostly each row has a text of its own. Where few texts repeat, such as events or channels, each
/// is there once and rows hold its number, a byte each: such a column is *coded*. Which of the two a
/// column is makes no difference to what it says.
@usableFromInline package struct TextColumn: Sendable {
  /// All texts, one after the other.
  @usableFromInline package var bytes: [UInt8]
  /// One more than there are texts; text `i` is `offsets[i]..<offsets[i + 1]`.
  @usableFromInline package private(set) var offsets: [UInt32]
  /// Which text each row has, where the column is coded; else row `i` has text `i`.
  @usableFromInline package private(set) var codes: [UInt8]
  /// Whether rows share texts.
  @usableFromInline package private(set) var isCoded: Bool
  /// Nil where no row is missing.
  @usableFromInline package var validity: Validity?

  @inlinable package init(bytes: [UInt8], offsets: [UInt32], validity: Validity? = nil) {
    self.bytes = bytes
    self.offsets = offsets
    self.validity = validity
    codes = []
    isCoded = false
  }

  /// Rows that have these texts by number.
  ///
  /// - Precondition: `texts` is not coded and has a text for each code.
  package init(_ texts: TextColumn, codes: [UInt8], validity: Validity?) {
    precondition(!texts.isCoded && texts.count <= TextColumn.mostTexts)
    bytes = texts.bytes
    offsets = texts.offsets
    self.codes = codes
    isCoded = true
    self.validity = validity
  }

  /// How many texts a coded column can have.
  package static var mostTexts: Int { 256 }

  package init() { self.init(bytes: [], offsets: [0]) }

  /// A column of these texts, nil where missing.
  package init(_ texts: [String?]) {
    self.init()
    for text in texts {
      if let text { append(text.utf8) } else { appendMissing() }
    }
  }

  @inlinable package var count: Int { isCoded ? codes.count : offsets.count - 1 }

  @inlinable package func isValid(_ row: Int) -> Bool { validity.map { $0[row] } ?? true }

  /// Where the bytes of a row are.
  @inlinable package func range(_ row: Int) -> Range<Int> {
    let text = isCoded ? Int(codes[row]) : row
    return Int(offsets[text])..<Int(offsets[text + 1])
  }

  /// The bytes of a row; of no meaning where it is missing.
  @inlinable package func slice(_ row: Int) -> ArraySlice<UInt8> { bytes[range(row)] }

  /// The text of a row, or nil where it is missing.
  package subscript(_ row: Int) -> String? {
    isValid(row) ? String(decoding: slice(row), as: UTF8.self) : nil
  }

  package mutating func append(_ text: some Sequence<UInt8>) {
    if isCoded { self = written }
    bytes.append(contentsOf: text)
    offsets.append(UInt32(bytes.count))
    validity?.append(true)
  }

  package mutating func appendMissing() {
    if isCoded { self = written }
    if validity == nil { validity = Validity(repeating: true, count: count) }
    offsets.append(UInt32(bytes.count))
    validity?.append(false)
  }

  /// The texts themselves, none missing: of a coded column what its codes stand for.
  package var texts: TextColumn { TextColumn(bytes: bytes, offsets: offsets) }

  /// The rows with a text of its own for each, empty where it is missing: the column itself where
  /// it is not coded.
  package var written: TextColumn {
    guard isCoded else { return self }
    let rows = codes.indices.map { isValid($0) ? Int32(codes[$0]) : -1 }
    return texts.gathered(rows, mayCode: false)
  }

  /// How many bytes the rows have when each has a text of its own.
  package var writtenBytes: Int {
    guard isCoded else { return bytes.count }
    let widths = (1..<offsets.count).map { Int(offsets[$0] - offsets[$0 - 1]) }
    return codes.reduce(0) { $0 + widths[Int($1)] }
  }

  /// The rows at `indices`, in that order; an index below 0 gives a missing row.
  package func gathered(_ indices: [Int32]) -> TextColumn { gathered(indices, mayCode: true) }

  private func gathered(_ indices: [Int32], mayCode: Bool) -> TextColumn {
    if isCoded || (mayCode && count <= TextColumn.mostTexts && indices.count > count * 2) {
      return coded(indices)
    }
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
            let last = to + total
            for row in 0..<indices.count where indices[row] >= 0 {
              let start = Int(starts[Int(indices[row])])
              let count = Int(starts[Int(indices[row]) + 1]) - start
              if count <= 16, start + 16 <= source.count, last - to >= 16 {
                // Short texts are copied at once with what is behind them, which is written over.
                UnsafeMutableRawPointer(to).storeBytes(
                  of: UnsafeRawPointer(from + start).loadUnaligned(as: UInt128.self),
                  as: UInt128.self)
              } else {
                to.update(from: from + start, count: count)
              }
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
