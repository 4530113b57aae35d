extension TextColumn {
  /// The same rows coded where few texts repeat; nil where there are too many or they hardly repeat.
  package var coded: TextColumn? {
    if isCoded { return self }
    return coded(atMost: count / 2)
  }

  /// - Parameter limit: with more texts than that the column is better left as it is.
  func coded(atMost limit: Int) -> TextColumn? {
    let count = count
    let most = Swift.min(TextColumn.mostTexts, limit)
    guard count > 0, most > 0 else { return nil }
    let validity = validity
    let present = validity?.words ?? []
    var dictionary = TextDictionary()
    var isFull = false
    let codes = present.withUnsafeBufferPointer { present in
      bytes.withUnsafeBytes { bytes in
        offsets.withUnsafeBufferPointer { offsets in
          [UInt8](unsafeUninitializedCapacity: count) { codes, initialized in
            // Rows without a text have the first one's number, which nobody looks at.
            for row in 0..<count {
              var code = 0
              if present.isEmpty || present[row >> 6] >> UInt64(row & 63) & 1 == 1 {
                code = dictionary.number(bytes, Int(offsets[row])..<Int(offsets[row + 1]))
                if code >= most {
                  isFull = true
                  return
                }
              }
              codes.initializeElement(at: row, to: UInt8(truncatingIfNeeded: code))
            }
            initialized = count
          }
        }
      }
    }
    if isFull { return nil }
    if dictionary.count == 0 {
      _ = dictionary.number(UnsafeRawBufferPointer(start: nil, count: 0), 0..<0)
    }
    return TextColumn(dictionary.texts, codes: codes, validity: validity)
  }

  /// The rows at `indices` of a coded column, or of one with few texts.
  func coded(_ indices: [Int32]) -> TextColumn {
    var hasMissing = validity != nil
    let isCoded = isCoded
    let gathered = codes.withUnsafeBufferPointer { codes in
      indices.withUnsafeBufferPointer { indices in
        [UInt8](unsafeUninitializedCapacity: indices.count) { target, initialized in
          for row in 0..<indices.count {
            let index = Int(indices[row])
            if index < 0 { hasMissing = true }
            let code = index < 0 ? 0 : isCoded ? codes[index] : UInt8(truncatingIfNeeded: index)
            target.initializeElement(at: row, to: code)
          }
          initialized = indices.count
        }
      }
    }
    let validity = hasMissing ? Validity.gathered(validity, indices) : nil
    // Rows that are all missing need a text that they do not have.
    let texts = offsets.count > 1 ? self.texts : TextColumn(bytes: [], offsets: [0, 0])
    return TextColumn(texts, codes: gathered, validity: validity)
  }

  /// The rows of several columns one after the other, coded where one of them is and their texts are
  /// few together; nil otherwise.
  static func coded(_ parts: [TextColumn], validity: Validity?) -> TextColumn? {
    guard parts.contains(where: { $0.isCoded && $0.count > 0 }) else { return nil }
    var dictionary = TextDictionary()
    var codes: [UInt8] = []
    codes.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    var last: TextColumn?
    var numbers: [UInt8] = []
    for part in parts where part.count > 0 {
      guard let part = part.isCoded ? part : part.coded(atMost: TextColumn.mostTexts) else {
        return nil
      }
      if last.map({ $0.offsets != part.offsets || $0.bytes != part.bytes }) ?? true {
        numbers = part.bytes.withUnsafeBytes { bytes in
          (1..<part.offsets.count).map { text in
            let range = Int(part.offsets[text - 1])..<Int(part.offsets[text])
            return UInt8(truncatingIfNeeded: dictionary.number(bytes, range))
          }
        }
        guard dictionary.count <= TextColumn.mostTexts else { return nil }
        last = part
      }
      if numbers.indices.allSatisfy({ numbers[$0] == UInt8(truncatingIfNeeded: $0) }) {
        codes.append(contentsOf: part.codes)
      } else {
        numbers.withUnsafeBufferPointer { numbers in
          codes.append(contentsOf: part.codes.lazy.map { numbers[Int($0)] })
        }
      }
    }
    return TextColumn(dictionary.texts, codes: codes, validity: validity)
  }
}

extension TextColumn: Hashable {
  /// Whether the rows are the same, however they are kept.
  @usableFromInline package static func == (left: TextColumn, right: TextColumn) -> Bool {
    guard left.count == right.count else { return false }
    return (0..<left.count).allSatisfy { row in
      left.isValid(row) == right.isValid(row)
        && (!left.isValid(row) || left.slice(row).elementsEqual(right.slice(row)))
    }
  }

  @usableFromInline package func hash(into hasher: inout Hasher) {
    for row in 0..<count { hasher.combine(isValid(row) ? slice(row) : nil) }
  }
}
