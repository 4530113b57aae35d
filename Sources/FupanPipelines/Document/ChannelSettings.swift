import FupanConfig
import FupanDiagnostics

/// Whence visitors came: which tags of links are which channel.
///
///     channels: ../渠道对照表.csv
///     channels: {map: ../渠道对照表.csv, own_domains: [shop.example]}
package struct ChannelSettings: Parameterised {
  @Parameter(
    "A file with columns such as utm_source and utm_medium, and the channel of each; the first row that fits wins, `*` is any text.",
    .principal)
  package var map: FilePath
  @Parameter("The channel of rows without any tag; by default 直接访问, or direct in English.")
  package var direct: String?
  @Parameter("The channel of tags that no row fits; by default 其他, or (other) in English.")
  package var other: String?
  @Parameter(
    "Domains of one's own: who comes from them, or from a payment page, is no new visit and has no channel."
  )
  package var ownDomains: [String] = []
  @Parameter(
    "The media that links may name, `*` is any text; by default those of the map, or the usual ones where it names none."
  )
  package var mediums: [String] = []

  package init() {}

  /// The channel of rows without any tag.
  func direct(in language: Language) -> String {
    direct ?? (language == .english ? "direct" : "直接访问")
  }

  /// The channel of tags that no row fits.
  func other(in language: Language) -> String {
    other ?? (language == .english ? "(other)" : "其他")
  }
}
