/// What stands behind the `?` and the `#` of a link: its parameters as they are written, and read
/// once.
///
///     LinkParameters("/p?utm_source=a&utm_source=b").tag("source")  // "a"
package struct LinkParameters: Sendable {
  private let query: [(name: Substring, value: Substring)]
  private let fragment: [(name: Substring, value: Substring)]

  package init(_ link: String) {
    let hash = link.firstIndex(of: "#") ?? link.endIndex
    let start = link[..<hash].firstIndex(of: "?").map { link.index(after: $0) } ?? hash
    query = LinkParameters.pairs(link[start..<hash])
    // `#/page?utm_source=a` and `#utm_source=a` are both in use.
    let rest = link[hash...].dropFirst()
    fragment = LinkParameters.pairs(
      rest.firstIndex(of: "?").map { rest[rest.index(after: $0)...] } ?? rest)
  }

  /// The value of `utm_<name>`: of the query, or of the fragment where the query has no tag at all.
  /// The first of several counts.
  package func tag(_ name: String) -> String? {
    let isTagged = query.contains { $0.name.hasPrefix("utm_") }
    return (isTagged ? query : fragment).first { $0.name == "utm_\(name)" }
      .map { LinkParameters.unescaped($0.value) }
  }

  /// The value of a parameter, wherever it stands.
  package subscript(name: String) -> String? {
    (query + fragment).first { $0.name == name }.map { LinkParameters.unescaped($0.value) }
  }

  private static func pairs(_ text: Substring) -> [(name: Substring, value: Substring)] {
    text.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (halves[0], halves.count > 1 ? halves[1] : "")
    }
  }

  /// `%41` as A and `+` as a space; what is no escape stays.
  private static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
