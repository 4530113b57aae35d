import ArgumentParser
import FupanData
import FupanDiagnostics
import FupanPipelines
import FupanReports
import Glibc

/// `fupan diff`: why two runs or campaigns came to other figures.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compares two runs or campaigns metric by metric, each difference by its causes.",
    discussion: """
      The causes of two runs of one campaign are new days, late rows, corrected rows, ledgers and \
      definitions; their parts add up exactly to the difference. A run is named by its folder, or \
      by how its folder begins; a campaign by its id in the history.

        fupan diff out/runs/2026-04-23 out/runs/2026-04-24 --of revenue
        fupan diff spring-2025 spring-2026 --in ../history --format html > diff.html
      """)

  @Argument(help: "The run or campaign to start from.")
  var from: String

  @Argument(help: "The run or campaign to compare it with.")
  var to: String

  @Option(
    name: .customLong("of"),
    help: ArgumentHelp("Only these metrics, separated by commas.", valueName: "metrics"))
  var metrics: String?

  @Option(
    help: ArgumentHelp(
      "The form; by default pretty on a terminal and csv elsewhere.",
      valueName: "pretty|csv|tsv|ndjson|json|markdown|html"))
  var format: Form?

  @OptionGroup var history: HistoryOptions
  @OptionGroup var speech: ConsoleOptions

  /// What a difference can be written as.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case pretty, csv, tsv, ndjson, json, markdown, html
  }

  func run() async throws {
    try await speech.perform { _ in
      let folder = try history.folder
      let before = try DifferenceSide(from, history: folder)
      let after = try DifferenceSide(to, history: folder)
      let difference = try RunDifference(
        from: before, to: after,
        of: metrics.map { $0.split(separator: ",").map { String($0) } })
      let language = speech.language ?? after.report.language
      switch format ?? (isatty(STDOUT_FILENO) == 1 ? .pretty : .csv) {
      case .pretty: try StandardOutput.write(DifferenceText(difference, language).text)
      case .csv: try StandardOutput.write(difference.table, as: .csv)
      case .tsv: try StandardOutput.write(difference.table, as: .tsv)
      case .ndjson: try StandardOutput.write(difference.table, as: .ndjson)
      case .json: try StandardOutput.write(difference.json.text + "\n")
      case .markdown: try write(difference, MarkdownWriter(), language)
      case .html: try write(difference, HTMLWriter(), language)
      }
      return .done
    }
  }

  private func write(
    _ difference: RunDifference, _ writer: any ReportWriter, _ language: Language
  ) throws(Problems) {
    let report = difference.report(
      in: language, generatedAt: difference.after.report.generatedAt)
    if let page = try writer.files(for: report).first { try StandardOutput.write(page.bytes) }
  }
}
