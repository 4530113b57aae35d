import FupanConfig
import FupanDiagnostics

/// Days said by a word of the campaign or written out.
enum DaysWord {
  /// - Throws: a word the campaign does not have.
  static func range(_ word: Located<String>, in scope: Scope) throws(Problems) -> DateRange {
    let parts = word.value.split(separator: ".", omittingEmptySubsequences: true)
    if parts.count == 2, word.value.contains(".."), let first = DateLiteral(parts[0]),
      let last = DateLiteral(parts[1]), let range = DateRange(first, through: last)
    {
      return range
    }
    guard let campaign = scope.campaign else {
      throw Problems(Diagnostic(.campaignMissing, at: word.place, ["word": .text(word.value)]))
    }
    if let range = campaign.days(word.value) { return range }
    var diagnostic = Diagnostic(.unknownDays, at: word.place, ["word": .text(word.value)])
    if let nearest = NearestName.to(word.value, among: campaign.words) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    throw Problems(diagnostic.with("words", .list(campaign.words)))
  }
}
