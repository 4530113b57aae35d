import CSimdJSON
import FupanDiagnostics

/// Finds the elements of one JSON array in a stream: where each begins and ends, and whether commas
/// and brackets stand where an array has them. Whether an element is JSON itself, its parser says.
struct JSONElementCutter {
  /// What must come next.
  enum State {
    /// The array, in the objects around it.
    case seeking
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
    /// The rest of the objects around the array.
    case around
  }

  /// What is wrong with an array.
  enum Fault {
    case missingElement, textAfterEnd, unclosed
    /// There is no array at the path; these are the paths where there is one.
    case noArray(at: String, found: [String])
    /// What is wrong with the objects around the array.
    case around(Diagnostic)

    /// The fault as it is told.
    func diagnostic(at place: Place) -> Diagnostic {
      func invalid(_ english: String, _ chinese: String) -> Diagnostic {
        Diagnostic(.invalidJSON, at: place, ["reason": .phrase(en: english, zh: chinese)])
      }
      switch self {
      case .missingElement: return invalid("an element is missing at a comma", "逗号旁缺少元素")
      case .textAfterEnd:
        return invalid("something follows the end of the array", "数组结束之后还有内容")
      case .unclosed: return invalid("the array does not end", "数组没有结束")
      case .noArray(let path, let found):
        return Diagnostic(
          .noRowsThere,
          ["file": .text(place.file), "rows": .text(path), "arrays": .list(found)])
      case .around(var problem):
        problem.place = place
        return problem
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
  /// Where the array is, what looks for it, and the arrays passed on the way.
  private var path: String?
  private var search = JSONArraySearch()
  private var passed: [String] = []
  /// The objects around the array, which stands in them without its elements.
  private var around: [UInt8] = []

  /// A file's array.
  ///
  /// - Parameters:
  ///   - mark: the bytes of its byte order mark.
  ///   - path: where the array is in the objects around it: `data.list`; nil where it is the file.
  init(skipping mark: Int, at path: String? = nil) {
    state = path == nil ? .opening : .seeking
    self.path = path
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
      if state == .seeking || state == .around {
        passAround(byte)
        continue
      }
      if state == .inside {
        guard let after = passElement(bytes) else { break }
        body(start..<position)
        position += 1
        end = position
        if after == .closed { close() } else { state = after }
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
      position += 1
      self.close()
    case .firstElement, .element:
      guard byte != comma, byte != close else {
        fault = .missingElement
        return
      }
      start = position
      depth = 0
      state = .inside
    case .seeking, .around, .inside: break
    case .closed: fault = .textAfterEnd
    }
  }

  /// Takes a byte outside the array.
  private mutating func passAround(_ byte: UInt8) {
    around.append(byte)
    position += 1
    guard state == .seeking, let found = search.pass(byte) else { return }
    if found == path { state = .firstElement } else { passed.append(found) }
  }

  /// The array has ended.
  private mutating func close() {
    state = path == nil ? .closed : .around
    if path != nil { around.append(UInt8(ascii: "]")) }
  }

  /// Goes to the comma or bracket behind the element; the state after it, or nil where the element does
  /// not end in these bytes.
  private mutating func passElement(_ bytes: UnsafeBufferPointer<UInt8>) -> State? {
    let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
    var index = position
    var depth = depth
    defer {
      position = index
      self.depth = depth
    }
    while index < bytes.count {
      if isInString {
        if isEscaped {
          isEscaped = false
          index += 1
          continue
        }
        while index < bytes.count, bytes[index] != quote, bytes[index] != backslash { index += 1 }
        guard index < bytes.count else { return nil }
        isEscaped = bytes[index] == backslash
        isInString = isEscaped
        index += 1
        continue
      }
      switch bytes[index] {
      case quote: isInString = true
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]") where depth == 0: return .closed
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth == 0: return .element
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The input has ended.
  mutating func finish() {
    guard fault == nil else { return }
    switch state {
    case .closed: break
    case .seeking: fault = .noArray(at: path ?? "", found: passed)
    case .around: fault = JSONElementCutter.problem(of: around).map { .around($0) }
    default: fault = .unclosed
    }
  }

  /// What keeps a text from being one JSON object in which no key is twice.
  private static func problem(of text: [UInt8]) -> Diagnostic? {
    do throws(Problems) {
      let parser = try JSONParser()
      let paths = JSONPaths([])
      var slot = fupan_json_slot()
      let status = text.withUnsafeBytes { bytes in
        fupan_json_extract_line(
          parser.handle, paths.compiled, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
          bytes.count, false, &slot)
      }
      return parser.diagnostic(status, at: Place(file: "", line: 1, column: 1))
    } catch {
      return error.first
    }
  }

  /// The bytes before `count` are gone.
  mutating func rebase(by count: Int) {
    position -= count
    start -= count
  }
}
