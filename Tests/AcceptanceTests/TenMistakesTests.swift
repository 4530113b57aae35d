import Foundation
import Testing

/// The mistakes of a first afternoon: each is a case, and each message says in both languages what
/// to type instead.
struct TenMistakesTests {
  /// A mistake, the case that shows it, and the words that put it right.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    /// The folder under `Tests/Cases`.
    let shown: String
    /// The code of the message.
    let code: String
    /// What the message tells to type.
    let remedy: String

    init(_ name: String, shown: String, _ code: String, _ remedy: String) {
      self.name = name
      self.shown = shown
      self.code = code
      self.remedy = remedy
    }

    var testDescription: String { name }
  }

  static let all = [
    Mistake(
      "wrong column", shown: "stages/keep/refuses_an_unknown_column", "unknown_column", "net"),
    Mistake("wrong file", shown: "problems/missing_input", "missing_input", "input.csv"),
    Mistake(
      "wrong encoding", shown: "problems/wrong_encoding", "wrong_encoding", "encoding: gb18030"),
    Mistake(
      "unquoted text", shown: "stages/keep/refuses_text_without_quotes", "unknown_column", "'华东'"),
    Mistake(
      "comma in a flow mapping", shown: "stages/derive/refuses_a_comma_inside_braces",
      "expression_split_by_comma", "net: coalesce(net, 0) - 1"),
    Mistake(
      "full-width punctuation", shown: "problems/full_width_punctuation", "full_width_punctuation",
      "read_csv: input.csv"),
    Mistake(
      "missing comma", shown: "problems/missing_comma", "missing_comma", "round(金额, 2) > 3"),
    Mistake(
      "workbook given to read_csv", shown: "problems/input_is_workbook", "input_is_workbook",
      "read_xlsx"),
    Mistake(
      "directory given as file", shown: "problems/input_is_folder", "input_is_folder",
      "exports/*.csv"),
    Mistake("duplicate key", shown: "problems/duplicate_key", "duplicate_key", "order_id"),
  ]

  @Test(arguments: all, ["en", "zh-Hans"])
  func theMessageSaysWhatToTypeInstead(mistake: Mistake, language: String) async throws {
    let work = try WorkFolder(with: [])
    let folder = WorkFolder.repository.appending(path: "Tests/Cases/\(mistake.shown)")
    try FileManager.default.copyItem(at: folder, to: work.url.appending(path: "case"))
    let outcome = try await work.run("fupan run pipeline.yaml --language \(language)", in: "case")
    #expect([65, 66, 78].contains(outcome.status), "\(outcome.status)")
    #expect(outcome.output.isEmpty)
    #expect(!work.exists("case/out/latest"))
    let lines = outcome.errors.split(separator: "\n")
    let head = try #require(lines.first, "nothing is said")
    #expect(head.hasPrefix("pipeline.yaml:"), "\(head)")
    #expect(head.contains("[\(mistake.code)]"), "\(head)")
    // A name that is nearly right is told in the head, everything else in the line of help.
    let help = try #require(
      lines.first { $0.hasPrefix(language == "en" ? "help: " : "提示：") }, "\(outcome.errors)")
    #expect("\(head) \(help)".contains(mistake.remedy), "\(outcome.errors)")
  }
}
