import ArgumentParser
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPipelines

/// `fupan test`: runs the tests of a pipeline.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs the tests of a pipeline: rows in, rows out.",
    discussion: """
      No input is read and nothing is written. The exit status is 0 when every test passes, 65 when \
      one does not, 78 when the pipeline or a test is wrong.

        tests:
          - refunds_are_taken_off:
              of: orders
              given:
                youzan: [{order_id: E1, paid_at: 2026-04-10 10:00, paid_amount: 12, refund_amount: 2}]
              expect: [{order_id: E1, net_paid: 10}]
      """)

  @Argument(help: "The pipeline file.")
  var pipeline = Beginning.pipelineName

  @Option(help: ArgumentHelp("Only the tests of this dataset.", valueName: "dataset"))
  var only: String?

  @OptionGroup var values: PipelineOptions
  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    let compiler = PipelineCompiler.forFiles()
    let declared = compiler.declared(by: pipeline)
    try await speech.perform(
      in: declared.language, sources: { compiler.sources(of: pipeline) }
    ) { console in
      let all = try compiler.tests(pipeline, try values.compilerOptions(zone: declared.zone))
      let tests = all.filter { only == nil || $0.dataset == only }
      if let only, tests.isEmpty {
        throw UnknownName.problem(
          only, kind: .phrase(en: "tested dataset", zh: "有测试的数据集"),
          among: all.map { $0.dataset })
      }
      var found: [Diagnostic] = []
      var lines = ""
      let isEnglish = console.language == .english
      for test in tests {
        let differences = try await test.run()
        found += differences
        let word =
          differences.isEmpty
          ? (isEnglish ? "ok    " : "通过  ") : (isEnglish ? "failed" : "未通过")
        lines += "\(word)  \(test.dataset): \(test.name)\n"
      }
      try StandardOutput.write(lines)
      if let problems = Problems(found) { throw problems }
      return .done
    }
  }
}
