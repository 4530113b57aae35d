import Foundation

/// The tags of a campaign link, as links carry them (UTM): read once, cleaned the same way
/// everywhere.
///
///     CampaignTag.of("?utm_source=WeChat&utm_campaign=618%20预热", "source")  // .value("wechat")
package enum CampaignTag: Equatable, Sendable {
  case value(String)
  /// Nothing, or a word for nothing such as `(not set)`.
  case missing
  /// A placeholder that the platform did not fill in, as it is written: `__CHANNEL__`, `{source}`.
  case unexpandedMacro(String)

  /// The kinds of tags, in the order of a channel map.
  package static let names = ["source", "medium", "campaign", "content", "term", "id"]

  /// A tag that stands in a column of its own.
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

  /// A tag of a link: of its query, or of its fragment where the query has no tag. The first of
  /// several wins; escapes are read once.
  package static func of(_ link: String, _ name: String) -> CampaignTag {
    CampaignTag(LinkParameters(link).tag(name))
  }

  /// The value of a tag, nil where it has none.
  package var text: String? { if case .value(let text) = self { text } else { nil } }

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
