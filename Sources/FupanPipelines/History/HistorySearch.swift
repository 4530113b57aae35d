import FupanMethods
import FupanReports

/// Looks through the ledgers of closed campaigns for what was written down about a matter.
///
///     HistorySearch("支付中断").hits(in: try folder.reports())
package struct HistorySearch: Sendable {
  /// An entry that speaks of the matter.
  package struct Hit: Sendable {
    package let campaign: String
    package let title: String
    /// A problem with its improvement, or a story.
    package let kind: Kind
    /// The problem, or the situation.
    package let matter: String
    /// The cause, or what was done.
    package let cause: String
    /// The improvement, or what came of it.
    package let outcome: String
    package let status: String
  }

  /// What an entry is.
  package enum Kind: String, Sendable { case problem, story }

  private let words: [String]
  private let fingerprint: TextFingerprint

  /// - Parameter words: all of them occur in an entry that is found, in whatever order and case; or
  ///   the entry's matter reads like them.
  package init(_ words: String) {
    self.words = words.split { $0.isWhitespace }.map { $0.lowercased() }
    fingerprint = TextFingerprint(words)
  }

  /// What is found, the latest campaign first, in the order of its ledgers.
  package func hits(in reports: [Report]) -> [Hit] {
    reports.reversed().flatMap { report in
      report.sections.flatMap { $0.blocks }.flatMap { block -> [Hit] in
        guard case .ledger(let ledger) = block else { return [] }
        switch ledger {
        case .improvements(let rows):
          return rows.map { row in
            Hit(
              campaign: report.campaign, title: report.title, kind: .problem, matter: row.problem,
              cause: row.rootCause ?? row.whys.last ?? "", outcome: row.improvement,
              status: row.status.rawValue)
          }
        case .stories(let stories):
          return stories.map { story in
            Hit(
              campaign: report.campaign, title: report.title, kind: .story,
              matter: story.situation, cause: story.action, outcome: story.title, status: "")
          }
        }
      }.filter(speaks)
    }
  }

  private func speaks(_ hit: Hit) -> Bool {
    let text = [hit.matter, hit.cause, hit.outcome].joined(separator: "\n").lowercased()
    return words.allSatisfy { text.contains($0) }
      || TextFingerprint(hit.matter).resembles(fingerprint)
  }
}
