import FupanDiagnostics

extension Report {
  /// One text in every language of the reports.
  package struct Localized: Hashable, Sendable {
    package var chinese: String
    package var english: String

    package init(zh chinese: String, en english: String) {
      self.chinese = chinese
      self.english = english
    }

    /// The text in `language`.
    package func text(in language: Language) -> String {
      language == .english ? english : chinese
    }
  }
}

extension Report.Localized: Codable {
  private enum CodingKeys: String, CodingKey {
    case chinese = "zh"
    case english = "en"
  }
}
