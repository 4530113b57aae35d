import FupanData

extension LocatedRows {
  /// What came of coding a column.
  enum Coding {
    case coded(TextColumn)
    /// It has more texts than a coded column can have, or they hardly repeat.
    case tooMany
    /// A text is longer than sixteen bytes or not as it stands in its cell.
    case notShort
  }

  /// The texts of a slot coded, each copied once, where few short texts repeat.
  ///
  /// What a text is, missing or not, is decided when it is first seen.
  borrowing func coding(
    _ slot: Int, of text: UnsafeBufferPointer<UInt8>, nullTokens: NullTokens
  ) -> Coding {
    let most = min(TextColumn.mostTexts, rows / 2)
    guard let base = text.baseAddress, most > 0 else { return .tooMany }
    var dictionary = ShortTexts(text, most: most, nullTokens)
    let slots = self.slots
    let count = rows
    let locations = UnsafePointer(self.locations) + slot
    var words = [UInt64](repeating: 0, count: (count + 63) / 64)
    var isCoded = true
    let codes = words.withUnsafeMutableBufferPointer { words in
      [UInt8](unsafeUninitializedCapacity: count) { codes, initialized in
        var row = 0
        while row < count {
          let end = min(row + 64, count)
          var present: UInt64 = 0
          let first = row
          while row < end {
            guard let code = dictionary.code(locations[row &* slots], base) else {
              isCoded = false
              return
            }
            codes[row] = UInt8(truncatingIfNeeded: code)
            present |=
              UInt64(truncatingIfNeeded: code &>> 8) &<< UInt64(truncatingIfNeeded: row &- first)
            row &+= 1
          }
          words[first >> 6] = present
        }
        initialized = count
      }
    }
    guard isCoded else { return dictionary.isFull ? .tooMany : .notShort }
    var validity: Validity?
    if dictionary.hasMissing {
      validity = Validity(repeating: true, count: count)
      validity?.words = words
    }
    return .coded(TextColumn(dictionary.dictionary, codes: codes, validity: validity))
  }
}

/// Numbers texts of at most sixteen bytes by their bytes in two words.
private struct ShortTexts: ~Copyable {
  private struct Entry {
    var first: UInt64 = 0
    var last: UInt64 = 0
    /// The length, for none with the flag for quotes; all ones where free.
    var kind: UInt64 = .max
    /// The number, and bit 8 where it is a text and not missing.
    var code = 0
  }

  /// More than there are ever numbers, and a power of two.
  private let entries = UnsafeMutablePointer<Entry>.allocate(capacity: size)
  private static let size = 1024
  private let most: Int
  private let wideLimit: Int
  private let nullTokens: NullTokens
  private var texts = TextColumn()
  private(set) var hasMissing = false
  /// Whether there was one text too many.
  private(set) var isFull = false
  private var taken = 0

  init(_ text: UnsafeBufferPointer<UInt8>, most: Int, _ nullTokens: NullTokens) {
    self.most = most
    self.nullTokens = nullTokens
    wideLimit = text.count - 16
    entries.initialize(repeating: Entry(), count: ShortTexts.size)
  }

  deinit { entries.deallocate() }

  /// The code of the text at a location; nil where it is too long, has doubled quotes or is one too
  /// many.
  @inline(__always)
  mutating func code(_ location: LocatedRows.Location, _ base: UnsafePointer<UInt8>) -> Int? {
    let length = LocatedRows.length(location)
    let start = LocatedRows.start(location)
    guard length <= 16, location & LocatedRows.isEscaped == 0 else { return nil }
    var first: UInt64 = 0
    var last: UInt64 = 0
    if start <= wideLimit {
      let from = UnsafeRawPointer(base + start)
      first = from.loadUnaligned(as: UInt64.self)
      if length >= 8 {
        last = from.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
      } else {
        first &= (1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1
      }
    } else {
      // At the very end there are no eight bytes to load.
      for index in 0..<min(length, 8) { first |= UInt64(base[start + index]) << UInt64(index * 8) }
      if length >= 8 {
        for index in 0..<8 {
          last |= UInt64(base[start + length - 8 + index]) << UInt64(index * 8)
        }
      }
    }
    // Only of nothing it matters whether it is in quotes.
    let kind = length == 0 ? location &>> 32 : UInt64(truncatingIfNeeded: length)
    let hash = (first ^ last &* 0x9E37_79B9_7F4A_7C15 ^ kind) &* 0xD6E8_FEB8_6659_FD93
    var slot = Int(truncatingIfNeeded: hash &>> 54)
    while true {
      let entry = entries[slot]
      if entry.first == first, entry.last == last, entry.kind == kind { return entry.code }
      if entry.kind == .max {
        return add(Entry(first: first, last: last, kind: kind), at: slot, base + start, length)
      }
      slot = (slot &+ 1) & (ShortTexts.size &- 1)
    }
  }

  private mutating func add(
    _ entry: Entry, at slot: Int, _ start: UnsafePointer<UInt8>, _ length: Int
  ) -> Int? {
    taken += 1
    guard taken < ShortTexts.size / 2 else {
      isFull = true
      return nil
    }
    let isQuoted = entry.kind >> 31 & 1 == 1
    let isMissing =
      length == 0
      ? !isQuoted || nullTokens.hasEmptyText : nullTokens.contains(start, count: length)
    var entry = entry
    if isMissing {
      hasMissing = true
      // Rows without a text have the first one's number, which nobody looks at.
      entry.code = 0
    } else {
      guard texts.count < most else {
        isFull = true
        return nil
      }
      entry.code = texts.count | 0x100
      texts.append(UnsafeBufferPointer(start: start, count: length))
    }
    entries[slot] = entry
    return entry.code
  }

  /// The texts, at least one so that codes have something to mean.
  var dictionary: TextColumn { texts.count > 0 ? texts : TextColumn(bytes: [], offsets: [0, 0]) }
}
