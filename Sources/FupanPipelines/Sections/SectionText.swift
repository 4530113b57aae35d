import FupanDiagnostics
import FupanReports

/// The words of the sections in the report's language.
struct SectionText: Sendable {
  let language: Language

  init(_ language: Language) { self.language = language }

  subscript(_ phrase: SectionPhrase) -> String { phrase.text(in: language) }

  /// A phrase with its places filled with words.
  func callAsFunction(_ phrase: SectionPhrase, _ words: KeyValuePairs<String, String>) -> String {
    var text = phrase.text(in: language)
    for (name, word) in words { text = text.replacingPlace(name, with: word) }
    return text
  }

  /// A phrase with its places filled with words and typed values.
  ///
  ///     text.sentence(.spent, ["item": .words("达人合作"), "amount": .value(cost, receipt: "cost")])
  func sentence(
    _ phrase: SectionPhrase, _ places: KeyValuePairs<String, Report.Sentence.Span> = [:]
  ) -> Report.Sentence {
    var spans: [Report.Sentence.Span] = []
    var rest = phrase.text(in: language)[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { spans.append(.words(String(rest[..<open]))) }
      let name = rest[rest.index(after: open)..<close]
      if let span = places.first(where: { $0.key == name })?.value { spans.append(span) }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { spans.append(.words(String(rest))) }
    return Report.Sentence(spans)
  }

  /// Names one after another: `订单、问卷`.
  func list(_ names: [String]) -> String {
    names.joined(separator: language == .english ? ", " : "、")
  }

  /// A label with a remark behind it: `净销售额（基期）`.
  func label(_ name: String, remark: String) -> String {
    language == .english ? "\(name) (\(remark))" : "\(name)（\(remark)）"
  }
}

extension String {
  fileprivate func replacingPlace(_ name: String, with word: String) -> String {
    split(separator: "{\(name)}", omittingEmptySubsequences: false).joined(separator: word)
  }
}
