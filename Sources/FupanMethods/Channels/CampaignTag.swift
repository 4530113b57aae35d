import Foundation

/// The tags of a campaign link, as links carry them (UTM): read once, cleaned the same way
/// everywhere.
///
///     CampaignTag.of("?utm_source=WeChat&utm_campaign=618%20预热", "source")  // .value("wechat")
package enum CampaignTag: Equatable, Sendable {
  case value(String)
  /// Nothing, or a word for nothing such as `(not set)`.
  case missing
  /// A placeholder that the platform did not fill in: `__CHANNEL__`, `{source}`.
  case unexpandedMacro

  /// The kinds of tags, in the order of a channel map.
  package static let names = ["source", "medium", "campaign", "content", "term"]

  /// A tag that stands in a column of its own.
  package init(_ text: String?) {
    let folded = (text ?? "").precomposedStringWithCompatibilityMapping
      .trimmingCharacters(in: CampaignTag.spaces).lowercased()
    if ["", "(not set)", "(none)", "null"].contains(folded) {
      self = .missing
    } else if CampaignTag.isMacro(folded) {
      self = .unexpandedMacro
    } else {
      self = .value(folded)
    }
  }

  /// A tag of a link: of its query, or of its fragment where the query has no tag. The first of
  /// several wins; escapes are read once.
  package static func of(_ link: String, _ name: String) -> CampaignTag {
    let hash = link.firstIndex(of: "#")
    let query = link[..<(hash ?? link.endIndex)]
    let part = [query, link[(hash ?? link.endIndex)...]].compactMap { text in
      text.firstIndex(of: "?").map { text[text.index(after: $0)...] }
    }.first { $0.contains("utm_") }
    for pair in part?.split(separator: "&") ?? [] {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if halves[0] == "utm_\(name)" {
        return CampaignTag(halves.count > 1 ? unescaped(halves[1]) : "")
      }
    }
    return .missing
  }

  private static let spaces = CharacterSet.whitespacesAndNewlines.union(["\u{200B}"])

  private static func isMacro(_ text: String) -> Bool {
    let ends = [("{", "}"), ("__", "__"), ("%", "%")]
    return ends.contains { start, end in
      text.count > start.count + end.count && text.hasPrefix(start) && text.hasSuffix(end)
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
