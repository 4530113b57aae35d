import FupanDiagnostics

/// A fixed word or sentence of the sections, in each language; `{name}` marks a place to fill.
struct SectionPhrase: Sendable {
  let zh: String
  let en: String

  init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }

  func text(in language: Language) -> String { language == .english ? en : zh }
}
