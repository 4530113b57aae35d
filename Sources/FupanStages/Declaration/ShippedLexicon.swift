import CAssets
import FupanMethods

/// The lexicon that the program carries with it: Chinese and English words of shoppers and members,
/// written for it.
package enum ShippedLexicon {
  /// Both languages in one: comments mix them.
  package static let sentiment: SentimentLexicon = {
    let text = ["lexicons/zh.txt", "lexicons/en.txt"].map { asset($0) }.joined(separator: "\n")
    guard let lexicon = SentimentLexicon(parsing: text) else {
      preconditionFailure("the shipped lexicon cannot be read")
    }
    return lexicon
  }()

  private static func asset(_ name: String) -> String {
    var length = 0
    guard let bytes = fupan_asset(name, &length) else { return "" }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
  }
}
