import ArgumentParser
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPipelines

/// `fupan convert`: a platform's export as plain, typed rows.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Reads exports by their profile and writes them as plain rows.",
    discussion: """
      Without --profile the profile is found by the file's name and its header, and said on \
      standard error. Money has its decimals, days are ISO dates, instants are UTC.

        fupan convert exports/ExportOrderList*.csv | fupan keep "paid_at is not null"
      """)

  @Argument(help: "The files of one export.")
  var files: [String]

  @Option(help: ArgumentHelp("The export's profile.", valueName: "name"))
  var profile: String?

  @OptionGroup var resources: ResourceOptions

  @Flag(help: "Says nothing but what is wrong.")
  var quiet = false

  @OptionGroup var sheets: SheetOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform(isQuiet: quiet) { console in
      let rows = try FileRows.exports(files, profile: profile, sheet: sheets.choice)
      if profile == nil {
        for file in files {
          console.say(
            .convertedBy, ["file": .text(file), "profile": .text(rows.profileName ?? "")])
        }
      }
      let relation = try rows.relation(in: rows.scope("convert"))
      let (table, findings) = try await rows.run(relation, limits: resources.limits)
      if !quiet { console.show(findings) }
      try StandardOutput.write(table, as: output.format)
      return .done
    }
  }
}
