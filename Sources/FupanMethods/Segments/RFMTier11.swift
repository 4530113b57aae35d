/// The eleven customer tiers on recency × FM, FM the mean of frequency and monetary score rounded
/// half up.
///
/// The names follow common CRM practice; the map is total: each of the 25 cells has one tier.
package enum RFMTier11: UInt8, Equatable, Sendable, CaseIterable {
  case champions = 1
  case cannotLoseThem
  case atRisk
  case loyalCustomers
  case recentCustomers
  case promising
  case potentialLoyalist
  case needsAttention
  case aboutToSleep
  case hibernating
  case lost

  /// The tier of two scores, each 1–5.
  package init(recency r: Int, fm: Int) {
    self =
      switch (r, fm) {
      case (4..., 4...): .champions
      case (...1, 4...): .cannotLoseThem
      case (...2, 3...): .atRisk
      case (3..., 3...): .loyalCustomers
      case (5..., ...1): .recentCustomers
      case (4, ...1): .promising
      case (4..., 2): .potentialLoyalist
      case (3, 2): .needsAttention
      case (3, _): .aboutToSleep
      case (2, _): .hibernating
      default: .lost
      }
  }

  /// The tier's names.
  package var name: (english: String, chinese: String) {
    switch self {
    case .champions: ("Champions", "冠军客户")
    case .cannotLoseThem: ("Can't Lose Them", "不可失去")
    case .atRisk: ("At Risk", "流失风险")
    case .loyalCustomers: ("Loyal Customers", "忠诚客户")
    case .recentCustomers: ("Recent Customers", "新客")
    case .promising: ("Promising", "有望客户")
    case .potentialLoyalist: ("Potential Loyalist", "潜力忠诚")
    case .needsAttention: ("Needs Attention", "需关注")
    case .aboutToSleep: ("About To Sleep", "即将沉睡")
    case .hibernating: ("Hibernating", "沉睡")
    case .lost: ("Lost", "已流失")
    }
  }
}
