/// What the tags of a page are, read strictly: anything it does not understand is a fault.
struct MarkupScanner {
  struct Tag {
    var name: String
    var attributes: [(name: String, value: String)]
    /// How many `<svg>` elements are open around it.
    var depthInDrawing: Int
  }

  private(set) var tags: [Tag] = []
  private(set) var faults: [String] = []
  /// The contents of each script and style, in order.
  private(set) var rawTexts: [(name: String, attributes: [String: String], text: String)] = []

  private static let void: Set<String> = ["meta", "link", "br", "hr", "img", "input"]

  init(_ source: String) {
    let bytes = Array(source.utf8)
    var index = 0
    var open: [String] = []
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func find(_ needle: String, from start: Int) -> Int? {
      let wanted = Array(needle.utf8)
      guard bytes.count >= wanted.count else { return nil }
      var at = start
      while at + wanted.count <= bytes.count {
        if bytes[at] == wanted[0], bytes[at..<at + wanted.count].elementsEqual(wanted) { return at }
        at += 1
      }
      return nil
    }
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      if text(index..<min(index + 9, bytes.count)).uppercased() == "<!DOCTYPE" {
        index = find(">", from: index) ?? bytes.count
        continue
      }
      var at = index + 1
      let closes = at < bytes.count && bytes[at] == UInt8(ascii: "/")
      if closes { at += 1 }
      let start = at
      while at < bytes.count, Self.isName(bytes[at]) { at += 1 }
      let name = text(start..<at)
      guard !name.isEmpty else {
        faults.append("a stray < before '\(text(index..<min(index + 30, bytes.count)))'")
        index += 1
        continue
      }
      if closes {
        if open.last == name { open.removeLast() } else { faults.append("</\(name)> in \(open)") }
        index = (find(">", from: at) ?? bytes.count) + 1
        continue
      }
      var attributes: [(String, String)] = []
      var endsItself = false
      while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
        switch bytes[at] {
        case UInt8(ascii: " "), UInt8(ascii: "\n"): at += 1
        case UInt8(ascii: "/"):
          endsItself = true
          at += 1
        case let byte where Self.isName(byte):
          let begin = at
          while at < bytes.count, Self.isName(bytes[at]) { at += 1 }
          let key = text(begin..<at)
          var value = ""
          if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "=") {
            guard bytes[at + 1] == UInt8(ascii: "\"") else {
              faults.append("an unquoted value of \(key)")
              at += 1
              break
            }
            let end = find("\"", from: at + 2) ?? bytes.count
            value = text(at + 2..<end)
            at = end + 1
          }
          attributes.append((key, value))
        default:
          faults.append("'\(text(at..<min(at + 12, bytes.count)))' inside <\(name)>")
          at += 1
        }
      }
      tags.append(
        Tag(
          name: name, attributes: attributes, depthInDrawing: open.count { $0 == "svg" }))
      index = at + 1
      if name == "script" || name == "style" {
        let end = find("</\(name)>", from: index) ?? bytes.count
        rawTexts.append(
          (
            name, Dictionary(attributes, uniquingKeysWith: { first, _ in first }),
            text(index..<end)
          ))
        index = end + name.utf8.count + 3
      } else if !endsItself, !Self.void.contains(name) {
        open.append(name)
      }
    }
    if !open.isEmpty { faults.append("never closed: \(open)") }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x3A: true
    default: false
    }
  }
}
