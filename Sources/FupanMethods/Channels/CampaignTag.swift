import Foundation

/// The tags of a campaign link, as links carry them (UTM): read once, cleaned the same way
/// everywhere.
///
///     CampaignTag(LinkParameters("?utm_source=WeChat&utm_campaign=618%20预热").tag("source"))
///     // .value("wechat")
package enum CampaignTag: Equatable, Sendable {
  case value(String)
  /// Nothing, or a word for nothing such as `(not set)`.
  case missing
  /// A placeholder that the platform did not fill in, as it is written: `__CHANNEL__`, `{source}`.
  case unexpandedMacro(String)

  /// The kinds of tags, in the order of a channel map.
  package static let names = ["source", "medium", "campaign", "content", "term", "id"]

  /// A tag that stands in a column of its own, or in a link.
  package init(_ text: String?) {
    let written = CampaignTag.trimmed(text ?? "")
    let folded = CampaignTag.folded(written)
    if ["", "(not set)", "(none)", "null"].contains(folded) {
      self = .missing
    } else if CampaignTag.isMacro(folded) {
      self = .unexpandedMacro(written)
    } else {
      self = .value(folded)
    }
  }

  /// The value of a tag, nil where it has none.
  package var text: String? { if case .value(let text) = self { text } else { nil } }

  /// The placeholder that nobody filled in, nil where it is none.
  package var macro: String? { if case .unexpandedMacro(let text) = self { text } else { nil } }

  /// A text as it is compared: one form of each character, without spaces around, in small letters.
  package static func folded(_ text: String) -> String {
    trimmed(text.precomposedStringWithCompatibilityMapping).lowercased()
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: spaces)
  }

  private static let spaces = CharacterSet.whitespacesAndNewlines.union(["\u{200B}"])

  private static func isMacro(_ text: String) -> Bool {
    let ends = [("{", "}"), ("__", "__"), ("%", "%")]
    return ends.contains { start, end in
      text.count > start.count + end.count && text.hasPrefix(start) && text.hasSuffix(end)
    }
  }
}
