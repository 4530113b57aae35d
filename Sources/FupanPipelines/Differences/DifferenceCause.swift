import FupanDiagnostics

/// Why a figure differs between two runs or campaigns.
package enum DifferenceCause: String, Sendable, CaseIterable {
  /// Rows of days that the earlier run did not know yet.
  case days
  /// Rows of days that it knew, which came later.
  case late
  /// Rows that changed, such as orders refunded since, or are no longer there.
  case corrected
  /// Rows of tables that people keep by hand: costs, budgets.
  case ledgers
  /// The metric, the stages behind it or a parameter.
  case definitions
  /// Another campaign, measured the same way.
  case campaign
  /// More than one of these, and nothing to tell them apart by.
  case unsplit

  /// The word that heads its column.
  package func title(in language: Language) -> String {
    switch self {
    case .days: language == .english ? "New days" : "新的日子"
    case .late: language == .english ? "Late rows" : "迟到的行"
    case .corrected: language == .english ? "Corrected rows" : "更正的行"
    case .ledgers: language == .english ? "Ledgers" : "手工台账"
    case .definitions: language == .english ? "Definitions" : "口径"
    case .campaign: language == .english ? "The campaign" : "活动本身"
    case .unsplit: language == .english ? "Not told apart" : "未能拆分"
    }
  }
}
