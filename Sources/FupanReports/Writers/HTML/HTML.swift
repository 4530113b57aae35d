/// A piece of a page. Whatever is put into it is escaped, unless it is itself a piece of a page.
///
///     let row: HTML = "<td>\(cell)</td>"
struct HTML {
  private(set) var source: String

  /// Markup as it stands; never with anything from data in it.
  init(markup: String) { self.source = markup }

  static let empty = HTML(markup: "")

  static func + (left: HTML, right: HTML) -> HTML { HTML(markup: left.source + right.source) }
  static func += (left: inout HTML, right: HTML) { left.source += right.source }

  /// Text in which no character can open a tag, an attribute or an entity.
  static func escaped(_ text: String) -> String {
    let neutral = text.neutral
    var bytes: [UInt8] = []
    bytes.reserveCapacity(neutral.utf8.count)
    for byte in neutral.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension HTML: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self.source = value }
  init(stringInterpolation: StringInterpolation) { self.source = stringInterpolation.source }

  /// Takes text, which is escaped, whole numbers, and pieces of a page.
  struct StringInterpolation: StringInterpolationProtocol {
    var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) { source += HTML.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { source += String(number) }
    mutating func appendInterpolation(_ html: HTML) { source += html.source }
    mutating func appendInterpolation(_ html: HTML?) { source += html?.source ?? "" }
  }
}

extension Sequence where Element == HTML {
  /// The pieces one after another.
  func joined() -> HTML { reduce(into: .empty) { $0 += $1 } }

  /// The pieces one after another, `separator` between each two.
  func joined(separator: HTML) -> HTML {
    var isFirst = true
    return reduce(into: .empty) { page, piece in
      if !isFirst { page += separator }
      isFirst = false
      page += piece
    }
  }
}
