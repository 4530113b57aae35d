extension Report {
  /// Why a value is not there.
  package enum Missing: String, Hashable, Codable, Sendable, CaseIterable {
    /// The inputs hold nothing for it.
    case noData = "no_data"
    /// The question does not arise here.
    case notApplicable = "not_applicable"
    /// Its day has not come yet.
    case notDue = "not_due"
    /// Fewer cases than the declared minimum.
    case tooFew = "too_few"
    /// The arithmetic has no answer, such as a share of nothing.
    case undefined
  }
}
