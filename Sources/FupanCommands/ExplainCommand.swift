import ArgumentParser
import FupanDiagnostics
import FupanReports

/// `fupan explain`: how a figure of a report came about.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows how a figure of a report came about: definition, filter, counts, inputs.",
    discussion: """
      fupan explain out/latest/report.json revenue --where "channel = '社群'"
      """)

  @Argument(help: "The report.json of a run.")
  var report: String

  @Argument(help: "The metric: its id or its label.")
  var metric: String

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only the figure of this scope, as the report names it.", valueName: "condition"))
  var condition: String?

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { _ in
      let report = try ReportInput.read(report)
      let receipts = report.receipts.filter {
        $0.metric == metric || $0.label == metric || $0.id == metric
      }
      if receipts.isEmpty {
        var names: [String] = []
        for receipt in report.receipts where !names.contains(receipt.metric) {
          names.append(receipt.metric)
        }
        var diagnostic = Diagnostic(.noReceipt, ["name": .text(metric), "metrics": .list(names)])
        if let nearest = NearestName.to(metric, among: names) {
          diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
        }
        throw Problems(diagnostic)
      }
      var chosen = receipts
      if let condition {
        chosen = receipts.filter { ExplainCommand.holds($0.filter ?? "", condition) }
        if chosen.isEmpty {
          throw Problems(
            Diagnostic(
              .noReceiptScope,
              [
                "name": .text(metric), "condition": .text(condition),
                "conditions": .list(receipts.compactMap { $0.filter }),
              ]))
        }
      }
      let language = speech.language ?? report.language
      try StandardOutput.write(
        chosen.map { ReceiptText($0, of: report, language).text }.joined(separator: "\n"))
      return .done
    }
  }

  /// Whether a filter holds all parts of a condition, however they are spaced.
  private static func holds(_ filter: String, _ condition: String) -> Bool {
    func parts(_ text: String) -> [String] {
      text.split(separator: " and ").map { $0.filter { !$0.isWhitespace } }
    }
    let known = parts(filter)
    return parts(condition).allSatisfy { known.contains($0) }
  }
}
