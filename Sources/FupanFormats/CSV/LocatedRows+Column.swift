import FupanData

extension LocatedRows {
  /// The texts of a slot, copied out of the records' text.
  ///
  /// An empty field without quotes and a null token are missing; `""` is empty text.
  borrowing func column(
    _ slot: Int, of text: UnsafeBufferPointer<UInt8>, nullTokens: NullTokens,
    quoting: Quoting
  ) -> TextColumn {
    let rows = self.rows
    let slots = self.slots
    let locations = UnsafePointer(self.locations)
    guard let base = text.baseAddress, rows > 0 else {
      return LocatedRows.missing(rows)
    }
    let coding = coding(slot, of: text, nullTokens: nullTokens)
    if case .coded(let column) = coding { return column }
    let places = locations + slot
    var total = 0
    for row in 0..<rows { total &+= LocatedRows.length(places[row &* slots]) }
    var words = [UInt64](repeating: 0, count: (rows + 63) / 64)
    var missing = 0
    // Sixteen bytes are copied at a time wherever both sides have room.
    let slack = 16
    let wideLimit = text.count - slack
    var offsets = [UInt32](unsafeUninitializedCapacity: rows + 1) { _, count in count = 0 }
    let bytes = [UInt8](unsafeUninitializedCapacity: total + slack) { target, initialized in
      guard let out = target.baseAddress else { return }
      var end = 0
      offsets = [UInt32](unsafeUninitializedCapacity: rows + 1) { ends, endCount in
        words.withUnsafeMutableBufferPointer { words in
          ends[0] = 0
          var first = 0
          while first < rows {
            let last = min(first &+ 64, rows)
            var present: UInt64 = 0
            for row in first..<last {
              let location = places[row &* slots]
              let start = LocatedRows.start(location)
              let length = LocatedRows.length(location)
              let isMissing =
                length == 0
                ? location & LocatedRows.isQuoted == 0 || nullTokens.hasEmptyText
                : nullTokens.contains(base + start, count: length)
              if !isMissing {
                present |= 1 &<< UInt64(truncatingIfNeeded: row &- first)
                if location & LocatedRows.isEscaped != 0 {
                  end &+= LocatedRows.unescape(
                    base + start, count: length, quoting, to: out + end)
                } else if length <= slack, start <= wideLimit {
                  let from = UnsafeRawPointer(base + start)
                  let to = UnsafeMutableRawPointer(out + end)
                  to.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
                  to.storeBytes(
                    of: from.loadUnaligned(fromByteOffset: 8, as: UInt64.self), toByteOffset: 8,
                    as: UInt64.self)
                  end &+= length
                } else {
                  (out + end).update(from: base + start, count: length)
                  end &+= length
                }
              }
              ends[row &+ 1] = UInt32(truncatingIfNeeded: end)
            }
            words[first &>> 6] = present
            missing &+= last &- first &- present.nonzeroBitCount
            first = last
          }
        }
        endCount = rows + 1
      }
      initialized = end
    }
    var validity: Validity?
    if missing > 0 {
      validity = Validity(repeating: true, count: rows)
      validity?.words = words
    }
    let column = TextColumn(bytes: bytes, offsets: offsets, validity: validity)
    if case .tooMany = coding { return column }
    return column.coded ?? column
  }

  /// A column without any value.
  static func missing(_ rows: Int) -> TextColumn {
    TextColumn(
      bytes: [], offsets: Array(repeating: 0, count: rows + 1),
      validity: rows == 0 ? nil : Validity(repeating: false, count: rows))
  }

  /// Copies a quoted field's text with its doubled quotes made single and escapes left out, and
  /// returns its length.
  static func unescape(
    _ source: UnsafePointer<UInt8>, count: Int, _ quoting: Quoting,
    to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var from = 0
    var to = 0
    while from < count {
      if quoting.hasEscape, source[from] == quoting.escape, from + 1 < count {
        target[to] = source[from + 1]
        to += 1
        from += 2
        continue
      }
      target[to] = source[from]
      to += 1
      from += source[from] == quoting.quote ? 2 : 1
    }
    return to
  }
}
