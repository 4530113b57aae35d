import ArgumentParser
import FupanDiagnostics
import FupanEngine
import FupanPipelines

/// `fupan head`: the first rows of files as they stand there.
struct HeadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "head",
    abstract: "Shows the first rows of files as they stand there, whatever their encoding.",
    discussion: """
      The header is found as the file's profile says, below other lines too; every cell is the text \
      that the file holds. Of a large file no more is read than the rows need.

        fupan head exports/ExportOrderList*.csv --rows 5
        fupan keep "region = '华东'" < orders.csv | fupan head
      """)

  @Argument(help: "The files; standard input where none is named.")
  var files: [String] = []

  @Option(help: ArgumentHelp("How many rows.", valueName: "count"))
  var rows = 10

  @Option(
    help: ArgumentHelp("The export's profile, where it is not recognised.", valueName: "name"))
  var profile: String?

  @OptionGroup var sheets: SheetOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var speech: ConsoleOptions

  func validate() throws {
    if rows < 0 { throw ValidationError("--rows must not be negative") }
  }

  func run() async throws {
    try await speech.perform { console in
      let found = try FileRows.text(
        of: files.isEmpty ? ["-"] : files, profile: profile, sheet: sheets.choice)
      let relation = try found.relation(in: found.scope("head")).limited(rows)
      var limits = ResourceLimits()
      limits.threads = 1
      let (table, _) = try await found.run(relation, firstRows: rows, limits: limits)
      try StandardOutput.write(table, as: output.format)
      return .done
    }
  }
}
