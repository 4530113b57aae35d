import ArgumentParser
import Foundation
import FupanData
import FupanDiagnostics
import FupanPipelines
import FupanSampleData

/// `fupan demo`: a sample campaign from exports to report.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Writes a sample campaign into a new folder and makes its report.",
    discussion: """
      The folder gets synthetic exports, the pipeline that 'fupan init' writes for them, with goals, \
      and the report under out/latest/.

        fupan demo spring
      """)

  @Argument(help: "The folder to write to; it must be new or empty.")
  var folder: String

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    let started = Now.microseconds
    Interruption.watch()
    try await speech.perform(in: .simplifiedChinese) { console in
      let inside = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      guard inside.isEmpty else {
        throw Problems(Diagnostic(.folderNotEmpty, ["path": .text(folder)]))
      }
      do throws(WriteFailure) {
        try SampleDataGenerator().write(to: folder)
      } catch {
        throw FileFailure.creating(error.path, code: error.code)
      }
      let isChinese = console.language == .simplifiedChinese
      let begun = try await Beginning.write(
        folder, into: folder, language: console.language,
        campaign: PipelineDraft.Campaign(
          id: "spring-2026", name: isChinese ? "春日焕新 2026" : "Spring Renewal 2026",
          targets: DemoCommand.targets(isChinese)))
      try StandardOutput.write(FoundFilesTable(begun.survey, console.language).text)
      let compiler = PipelineCompiler.forFiles()
      let compiled = try compiler.compile(
        begun.pipeline, .init(today: CivilDate(daysSinceEpoch: Int(started / 86_400_000_000))))
      let outcome = try await PipelineRunner.run(
        compiled, RunOptions(out: folder + "/out", started: started))
      for file in outcome.files where file.hasSuffix(".html") {
        console.say(.wroteFile, ["path": .text("\(folder)/out/latest/\(file)")])
      }
      return .done
    }
  }

  private static func targets(_ isChinese: Bool) -> [String] {
    let (owner, marketing) = isChinese ? ("周然", "林悦") : ("Zhou Ran", "Lin Yue")
    return [
      "revenue: {goal: 10万, owner: \(owner)}",
      "new_customers: {goal: 300, owner: \(marketing)}",
      "conversion: {goal: +10%, as: rel, owner: \(marketing)}",
      "roi: {goal: 6, as: multiple, owner: \(owner)}",
      "nps: {goal: 40, owner: \(marketing)}",
    ]
  }
}
