import FupanConfig
import FupanDiagnostics
import FupanMethods
import FupanReports

/// The closed campaigns before this one: what they had seen, and what the last of them promised.
package struct PastCampaigns: Sendable {
  /// The latest first.
  private let campaigns: [EarlierCampaign]

  /// The campaigns of a document's history that were over before its own began.
  ///
  /// - Throws: a file of the history that is no report.
  init(of document: PipelineDocument, at pipeline: String) throws(Problems) {
    guard let history = document.history else {
      campaigns = []
      return
    }
    let folder = HistoryFolder(PipelineFolder.resolved(history.text, of: pipeline))
    let own = document.campaign
    campaigns = try folder.reports().reversed().filter { report in
      guard let own else { return true }
      return report.campaign != own.id
        && report.period.last.daysSinceEpoch < own.period.first.daysSince1970
    }.map { EarlierCampaign($0, beside: document) }
  }

  /// None.
  init() { campaigns = [] }

  /// The last campaign that was closed with ledgers.
  var last: EarlierCampaign? { campaigns.first { !$0.improvements.isEmpty } }

  /// The names of the campaigns that had a problem like this one, the latest first.
  func having(like problem: IssueFingerprint) -> [String] {
    campaigns.filter { campaign in
      campaign.improvements.contains { IssueFingerprint($0).resembles(problem) }
    }.map { $0.name }
  }
}

/// What a problem is, whatever it is called this time: its symptom, and its cause where that is known.
struct IssueFingerprint: Sendable {
  private let symptom: TextFingerprint
  private let cause: TextFingerprint?

  init(symptom: String, cause: String?) {
    self.symptom = TextFingerprint(symptom)
    self.cause = cause.map { TextFingerprint($0) }
  }

  init(_ improvement: Report.Improvement) {
    self.init(symptom: improvement.problem, cause: improvement.rootCause)
  }

  /// Whether two problems are one: they show alike, or come of the same cause.
  func resembles(_ other: IssueFingerprint) -> Bool {
    if symptom.resembles(other.symptom) { return true }
    guard let cause, let theirs = other.cause else { return false }
    return cause.resembles(theirs)
  }
}
