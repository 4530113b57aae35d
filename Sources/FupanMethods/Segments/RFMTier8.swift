/// The eight customer tiers of high or low recency, frequency and money (RFM 八分法).
package enum RFMTier8: UInt8, Equatable, Sendable, CaseIterable {
  case importantValue = 1
  case importantDevelop
  case importantKeep
  case importantRetain
  case generalValue
  case generalDevelop
  case generalKeep
  case generalRetain

  package init(recencyHigh r: Bool, frequencyHigh f: Bool, monetaryHigh m: Bool) {
    self =
      switch (r, f, m) {
      case (true, true, true): .importantValue
      case (true, false, true): .importantDevelop
      case (false, true, true): .importantKeep
      case (false, false, true): .importantRetain
      case (true, true, false): .generalValue
      case (true, false, false): .generalDevelop
      case (false, true, false): .generalKeep
      case (false, false, false): .generalRetain
      }
  }

  /// The tier's names; the Chinese ones are those of common practice.
  package var name: (english: String, chinese: String) {
    switch self {
    case .importantValue: ("High value", "重要价值客户")
    case .importantDevelop: ("High value, to develop", "重要发展客户")
    case .importantKeep: ("High value, to keep", "重要保持客户")
    case .importantRetain: ("High value, to win back", "重要挽留客户")
    case .generalValue: ("Regular", "一般价值客户")
    case .generalDevelop: ("Regular, to develop", "一般发展客户")
    case .generalKeep: ("Regular, to keep", "一般保持客户")
    case .generalRetain: ("Regular, to win back", "一般挽留客户")
    }
  }
}
