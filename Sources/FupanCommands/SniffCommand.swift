import ArgumentParser
import FupanDiagnostics
import FupanPipelines
import FupanPlan

/// `fupan sniff`: what a file looks like, and the lines that say so in a pipeline.
struct SniffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sniff",
    abstract: "Tells what files look like, and how a pipeline would say so.",
    discussion: """
      Encoding, delimiter, header line, the profiles a file goes with and how surely, and what each \
      column seems to hold, seen in its first mebibyte. What is not a comment is YAML: datasets to \
      put into a pipeline, where nothing is guessed any more.

        fupan sniff exports/ExportOrderList202604110915.csv
      """)

  @Argument(help: "The files; standard input where none is named.")
  var files: [String] = []

  @Flag(help: "Prints a first profile for a file that none fits instead.")
  var profileDraft = false

  @OptionGroup var sheets: SheetOptions
  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { console in
      let profiles = try ShippedFiles.profiles.all()
      var texts: [String] = []
      for file in files.isEmpty ? ["-"] : files {
        let wanted = sheets.choice
        let found = try FileSniff.sheets(of: file, wanted) ?? []
        let choices: [SheetChoice?] = found.count > 1 || wanted != nil ? found : [nil]
        for sheet in choices {
          let sniff = try FileSniff(file, sheet: sheet, profiles: profiles)
          console.show(sniff.warnings)
          texts.append(
            profileDraft
              ? ProfileDraftText(sniff, profiles, console.language).text
              : SniffText(sniff, console.language).text)
        }
      }
      try StandardOutput.write(texts.joined(separator: "\n"))
      return .done
    }
  }
}
