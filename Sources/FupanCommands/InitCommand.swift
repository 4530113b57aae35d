import ArgumentParser
import Foundation
import FupanData
import FupanDiagnostics
import FupanPipelines

/// `fupan init`: a first pipeline for a folder of downloads.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Recognises the exports in a folder and writes a first pipeline for them.",
    discussion: """
      Prints what each file is, how many rows it has, the days it covers and the sections of the \
      report that it feeds. Writes retrospective.yaml with remarks, its guesses marked, and \
      workbooks to write targets, budget, costs and ledgers in where there are none. Zip archives \
      are looked into, and profiles of your own in profiles/, in the folder or beside it, are \
      known. Nothing is \
      overwritten.

        fupan init exports/ --into spring-2026
        fupan run spring-2026/retrospective.yaml
      """)

  @Argument(help: "The folder with the exports.")
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The folder that the pipeline is written to; by default this one.", valueName: "folder"))
  var into = "."

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform(in: .simplifiedChinese) { console in
      let begun = try await Beginning.write(
        folder, into: into, language: console.language, campaign: PipelineDraft.Campaign(id: id))
      try StandardOutput.write(FoundFilesTable(begun.survey, console.language).text)
      for path in begun.written { console.say(.wroteFile, ["path": .text(path)]) }
      if let period = begun.period { console.say(.guessedPeriod, ["days": .text(period)]) }
      return .done
    }
  }

  /// The campaign is named as its folder is.
  private var id: String? {
    let name = URL(filePath: into).standardizedFileURL.lastPathComponent
    return into == "." || into.hasSuffix("..") || name.isEmpty ? nil : name
  }
}
