import FupanDiagnostics

/// Finds the elements of one JSON array in a stream: where each begins and ends, and whether commas
/// and brackets stand where an array has them. Whether an element is JSON itself, its parser says.
struct JSONElementCutter {
  /// What must come next.
  enum State {
    /// The bracket by which the array opens.
    case opening
    /// An element, or the end of an array without any.
    case firstElement
    /// An element, after a comma.
    case element
    /// The rest of an element.
    case inside
    /// Nothing but white space.
    case closed
  }

  /// What is wrong with an array.
  enum Fault {
    case missingElement, textAfterEnd, unclosed

    /// The fault as it reads in a message.
    var reason: FactValue {
      switch self {
      case .missingElement:
        .phrase(en: "an element is missing at a comma", zh: "逗号旁缺少元素")
      case .textAfterEnd:
        .phrase(en: "something follows the end of the array", zh: "数组结束之后还有内容")
      case .unclosed: .phrase(en: "the array does not end", zh: "数组没有结束")
      }
    }
  }

  private(set) var state: State
  private(set) var fault: Fault?
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// Where the element that is being read begins, and what was looked at.
  private var start = 0
  private(set) var position: Int

  /// A file's array.
  ///
  /// - Parameter mark: the bytes of its byte order mark.
  init(skipping mark: Int) {
    state = .opening
    position = mark
  }

  /// Elements that were cut from an array.
  init(elementsFrom start: Int) {
    state = .element
    position = start
  }

  /// Calls `body` with the range of each element that ends in the bytes not yet looked at.
  ///
  /// - Returns: the end of the last one, behind its comma or bracket, or nil where none ends here; a
  ///   fault stops the search.
  mutating func cut(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void
  ) -> Int? {
    var end: Int?
    while position < bytes.count, fault == nil {
      let byte = bytes[position]
      if state == .inside {
        if let after = pass(byte) {
          body(start..<position)
          position += 1
          end = position
          state = after
        } else {
          position += 1
        }
        continue
      }
      if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        position += 1
        continue
      }
      begin(byte)
    }
    return end
  }

  /// Takes a byte outside elements.
  private mutating func begin(_ byte: UInt8) {
    let (comma, close) = (UInt8(ascii: ","), UInt8(ascii: "]"))
    switch state {
    case .opening:
      state = .firstElement
      position += 1
    case .firstElement where byte == close:
      state = .closed
      position += 1
    case .firstElement, .element:
      guard byte != comma, byte != close else {
        fault = .missingElement
        return
      }
      start = position
      depth = 0
      state = .inside
    case .inside: break
    case .closed: fault = .textAfterEnd
    }
  }

  /// Takes a byte of an element; the state after it where it is the comma or bracket behind it.
  private mutating func pass(_ byte: UInt8) -> State? {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return nil
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "]") where depth == 0: return .closed
    case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
    case UInt8(ascii: ",") where depth == 0: return .element
    default: break
    }
    return nil
  }

  /// The input has ended.
  mutating func finish() {
    if fault == nil, state != .closed { fault = .unclosed }
  }

  /// The bytes before `count` are gone.
  mutating func rebase(by count: Int) {
    position -= count
    start -= count
  }
}
