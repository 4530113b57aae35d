import FupanConfig
import FupanDiagnostics

/// What is to be done when an alert fires: words, or words in each language of the reports.
///
///     action: 提出调拨建议
///     action: {zh: 提出调拨建议, en: propose a transfer}
package struct AlertAction: Sendable {
  private let chinese: String
  private let english: String

  /// The words in `language`.
  package func text(in language: Language) -> String {
    language == .english ? english : chinese
  }
}

extension AlertAction: ParameterValue {
  package static var kind: ParameterKind { .oneOf([.text, LocalizedLabel.kind]) }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    if case .mapping = node.content {
      guard let words = LocalizedLabel(from: node, in: context, gathering: &problems) else {
        return nil
      }
      (chinese, english) = (words.zh, words.en)
      return
    }
    guard let text = context.text(of: node, wanted: .text, gathering: &problems) else { return nil }
    (chinese, english) = (text, text)
  }

  package var written: String {
    chinese == english
      ? Node.quotedIfNeeded(chinese)
      : "{zh: \(Node.quotedIfNeeded(chinese)), en: \(Node.quotedIfNeeded(english))}"
  }
}
