import Foundation
import FupanTestSupport
import Testing

/// Problems that only a command can have are said with their codes, and nothing is written.
struct ProgramProblemTests {
  /// A command, the problem it ends with, and its exit code.
  struct Example: Sendable, CustomTestStringConvertible {
    let code: String
    let status: Int32
    let words: [String]

    init(_ code: String, _ status: Int32, _ words: [String]) {
      self.code = code
      self.status = status
      self.words = words
    }

    var testDescription: String { code }
  }

  static let examples = [
    Example("ambiguous_profile", 64, ["convert", "答卷.csv"]),
    Example(
      "as_of_missing", 64,
      ["rfm", "net", "--person", "who", "--at", "at", "--types", "net=decimal(2),at=date"]),
    Example("bad_option_value", 64, ["keep", "net > 1", "--types", "net=money"]),
    Example("document_missing", 66, ["check", "nowhere.yaml"]),
    Example("no_profile_fits", 65, ["convert", "orders.csv"]),
    Example("parameter_unknown", 64, ["check", "p.yaml", "--param", "dta=x"]),
    Example("unknown_command", 64, ["kepe", "net > 1"]),
    Example("unknown_name", 64, ["functions", "trimm"]),
    Example("output_taken", 78, ["check", "outputs.yaml"]),
    Example("unknown_report_section", 78, ["check", "outputs.yaml"]),
    Example("unknown_report_writer", 78, ["check", "outputs.yaml"]),
    Example("cannot_create", 73, ["run", "p.yaml", "--out", "orders.csv"]),
    Example("nothing_published", 66, ["notice", ".", "--for", "wecom"]),
    Example("unreadable_manifest", 65, ["notice", "broken", "--for", "mail"]),
    Example("no_receipt", 64, ["explain", "REPORT", "revenu"]),
    Example(
      "no_receipt_scope", 64, ["explain", "REPORT", "conversion", "--where", "channel = 'nowhere'"]
    ),
  ]

  private static let files = [
    "orders.csv": "who,net,at\n1,2.50,2026-04-01\n",
    "答卷.csv": "序号,提交答卷时间,所用时间,来源,来自IP,1、推荐\n1,2026/4/25 8:05,9秒,链接,203.0.113.7,3\n",
    "broken/run.json": "{}",
    "broken/report.json": """
    {"version": 1, "title": "", "campaign": "c", "period": {"first": "2026-04-01", "last": "2026-04-01"},
    "as_of": "2026-04-01", "state": {"state": "final"}, "language": "en", "currency": "CNY",
    "generated_at": "", "parameters": [], "sections": [], "receipts": []}
    """,
    "p.yaml": """
    version: 1
    datasets:
      result:
        - read_csv: orders.csv

    """,
    "outputs.yaml": """
    version: 1
    datasets:
      first:
        - read_csv: orders.csv
        - write_csv: a.csv
      second:
        - read_csv: orders.csv
        - write_csv: a.csv
    report:
      sections: [appendix]
      write:
        - markdown: {file: b.md, sections: [verdikt]}
        - htlm

    """,
  ]

  @Test(arguments: examples) func isSaidWithItsCode(example: Example) async throws {
    let folder = try TemporaryFolder()
    for (name, text) in ProgramProblemTests.files {
      try folder.write(Data(text.utf8), to: name)
    }
    var words = example.words
    if let place = words.firstIndex(of: "REPORT") {
      let report = try await SampleRun().run("retrospective", publishing: false).report
      words[place] = try folder.write(report.json(), to: "report.json").path
    }
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let outcome = try await BuiltProgram.run(
      words + ["--language", "en"],
      input: Data((ProgramProblemTests.files["orders.csv"] ?? "").utf8), in: folder.url)
    #expect(outcome.errors.contains("error[\(example.code)]"), "\(outcome.errors)")
    #expect(outcome.status == example.status)
    #expect(outcome.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == before.count)
  }
}
