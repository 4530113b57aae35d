/// Looks for arrays in the objects of a JSON document, byte by byte: the `list` of
/// `{"code": 0, "data": {"total": 2, "list": [{…}, {…}]}}`, whose path is `data.list`.
///
/// It looks into objects only, and at keys as they are written; whether it all is JSON is for a parser
/// to say.
struct JSONArraySearch {
  /// An object or array that is open.
  private struct Level {
    let isObject: Bool
    var key: [UInt8] = []
    var isKeyNext = true
  }

  private var levels: [Level] = []
  private var string: [UInt8] = []
  private var isInString = false
  private var isEscaped = false

  /// Whether the document is closed.
  private(set) var isAtEnd = false

  /// Takes the next byte; the path of an array where it opens one, its keys as columns' paths have
  /// them.
  mutating func pass(_ byte: UInt8) -> String? {
    if isInString {
      passInString(byte)
      return nil
    }
    switch byte {
    case UInt8(ascii: "\""):
      isInString = true
      string = []
    case UInt8(ascii: ":"): setKeyNext(false)
    case UInt8(ascii: ","): setKeyNext(true)
    case UInt8(ascii: "{"): levels.append(Level(isObject: true))
    case UInt8(ascii: "["):
      let path = levels.allSatisfy { $0.isObject } ? path : nil
      levels.append(Level(isObject: false))
      return path
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if !levels.isEmpty { levels.removeLast() }
      isAtEnd = levels.isEmpty
    default: break
    }
    return nil
  }

  private mutating func passInString(_ byte: UInt8) {
    if isEscaped || byte != UInt8(ascii: "\"") {
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      string.append(byte)
      return
    }
    isInString = false
    if let level = levels.indices.last, levels[level].isKeyNext { levels[level].key = string }
  }

  private mutating func setKeyNext(_ isNext: Bool) {
    if let level = levels.indices.last { levels[level].isKeyNext = isNext }
  }

  private var path: String {
    levels.map { level in
      let key = String(decoding: level.key, as: UTF8.self)
      return key.replacing("\\", with: "\\\\").replacing(".", with: "\\.")
    }.joined(separator: ".")
  }

  /// The path of the first array of objects in a document that the text begins with, and whether the
  /// document goes over several lines. Nil where another document follows or this one does not end:
  /// then the text has a record a line.
  ///
  /// - Parameter isWhole: whether the file ends with the text.
  static func likelyPath(
    in text: ArraySlice<UInt8>, isWhole: Bool
  ) -> (path: String, spansLines: Bool)? {
    var search = JSONArraySearch()
    var open: String?
    var found: String?
    var spansLines = false
    for byte in text {
      let isSpace = " \t\r\n".utf8.contains(byte)
      if search.isAtEnd {
        if !isSpace { return nil }
        continue
      }
      if byte == UInt8(ascii: "\n"), !search.levels.isEmpty { spansLines = true }
      if !isSpace {
        if found == nil, byte == UInt8(ascii: "{") { found = open }
        open = nil
      }
      if let path = search.pass(byte), !path.isEmpty { open = path }
    }
    guard search.isAtEnd || !isWhole else { return nil }
    return found.map { ($0, spansLines) }
  }
}
