import ArgumentParser
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanMetrics
import FupanPipelines

/// `fupan run`: runs a pipeline and publishes its report.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a pipeline and publishes its report, all or nothing.",
    discussion: """
      The run is written to OUT/runs/ID/ and OUT/latest is pointed to it in one step; OUT/last.json \
      tells of every attempt. The exit status is 0 when it is done, 1 when an alert of level 'fail' \
      fired, 65 when data was refused, 66 when an input is missing, 73 or 74 when it could not be \
      written, 75 when another run is at work, 78 when the pipeline is wrong.
      """)

  @Argument(help: "The pipeline file.")
  var pipeline = Beginning.pipelineName

  @OptionGroup var values: PipelineOptions

  @Option(help: ArgumentHelp("The folder that runs are published in.", valueName: "folder"))
  var out = "out"

  @Option(
    help: ArgumentHelp("Prints this dataset and publishes nothing.", valueName: "dataset"))
  var only: String?

  @Option(help: ArgumentHelp("With --only: at most this many rows.", valueName: "count"))
  var rows: Int?

  @OptionGroup var resources: ResourceOptions

  @Flag(help: "Computes everything and writes nothing.")
  var dryRun = false

  @Flag(help: "Says nothing but what is wrong.")
  var quiet = false

  @Option(
    help: ArgumentHelp(
      "How long to wait for another run to end and for inputs to be written: 30, 10m.",
      valueName: "duration"))
  var wait: WaitingTime?

  @Option(
    help: ArgumentHelp(
      "How long to wait for somebody to write to an input that is a named pipe: 30, 10m.",
      valueName: "duration"))
  var timeout: WaitingTime?

  @Option(
    help: ArgumentHelp(
      "The exit status where an alert of level 'fail' fired: 0 or 1.", valueName: "0|1"))
  var alertsExit = 1

  @OptionGroup var speech: ConsoleOptions

  func validate() throws {
    if let rows, rows < 0 { throw ValidationError("--rows must not be negative") }
    if rows != nil, only == nil { throw ValidationError("--rows goes with --only") }
    if ![0, 1].contains(alertsExit) { throw ValidationError("--alerts-exit must be 0 or 1") }
  }

  func run() async throws {
    let patience = timeout.map { Duration.seconds($0.seconds) }
    try await InputFile.$patience.withValue(patience) { try await runNow() }
  }

  private func runNow() async throws {
    let started = Now.microseconds
    let deadline = ContinuousClock.now + .seconds(wait?.seconds ?? 0)
    Interruption.watch()
    let compiler = PipelineCompiler.forFiles()
    let declared = compiler.declared(by: pipeline)
    try await speech.perform(
      in: declared.language, isQuiet: quiet, sources: { compiler.sources(of: pipeline) }
    ) { console in
      do {
        if only == nil, !dryRun { try OutputFolder.requireWritable(out) }
        let options = try values.compilerOptions(zone: declared.zone)
        let compiled = try await settled(by: deadline, console) { () throws(Problems) in
          try compiler.compile(pipeline, options)
        }
        if let only { return try await printRows(of: only, compiled) }
        return try await publish(compiled, started, by: deadline, console)
      } catch let problems as Problems {
        remember(problems, started)
        throw problems
      }
    }
  }

  /// Compiles, waiting for inputs that are still being written as long as `--wait` allows.
  private func settled(
    by deadline: ContinuousClock.Instant, _ console: Console,
    _ compile: () throws(Problems) -> CompiledPipeline
  ) async throws -> CompiledPipeline {
    var isTold = false
    while true {
      do throws(Problems) {
        return try compile()
      } catch {
        guard error.all.allSatisfy({ $0.code == "input_under_way" }),
          ContinuousClock.now < deadline
        else { throw error }
        if !isTold, case .text(let file)? = error.first.facts.first?.value {
          console.say(.waitingForInput, ["file": .text(file)])
          isTold = true
        }
        try await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  private func publish(
    _ compiled: CompiledPipeline, _ started: Int64, by deadline: ContinuousClock.Instant,
    _ console: Console
  ) async throws -> ExitStatus {
    var options = RunOptions(out: out, started: started)
    options.wait = max(0, Int((deadline - .now).components.seconds))
    options.limits = resources.limits
    options.isDryRun = dryRun
    let progress = quiet || !Console.isWatched ? nil : ProgressLine(console.language)
    if let progress { options.progress = { progress.update($0.rows) } }
    defer { progress?.clear() }
    let outcome = try await PipelineRunner.run(compiled, options)
    progress?.clear()
    if !quiet { console.show(outcome.warnings) }
    tell(of: outcome, console)
    return outcome.exitStatus == .alertFired && alertsExit == 0 ? .done : outcome.exitStatus
  }

  private func tell(of outcome: RunOutcome, _ console: Console) {
    var told: [String] = []
    for alert in outcome.alerts where alert.hasFired && !told.contains(alert.alert.id) {
      told.append(alert.alert.id)
      let count = outcome.alerts.count { $0.alert.id == alert.alert.id && $0.hasFired }
      var diagnostic = Diagnostic(
        .alertFired, at: alert.alert.place, ["name": .text(alert.alert.id)], severity: .warning)
      if count > 1 {
        diagnostic = diagnostic.with(
          "scopes", .phrase(en: " in \(count) places", zh: "（\(count) 处）"))
      }
      // A warning that nobody waits for is in the report; one that ends the run is said.
      if alert.alert.settings.level == .fail || !quiet { console.show([diagnostic]) }
    }
    let tenths = Int((outcome.seconds * 10).rounded())
    let published: FactValue =
      outcome.folder.map { .phrase(en: ", published in \($0)", zh: "，已发布到 \($0)") }
      ?? .phrase(en: ", nothing written", zh: "，没有写出")
    console.say(
      .runDone,
      [
        "read": .integer(outcome.account.rowsRead), "rejected": .integer(outcome.account.rejected),
        "seconds": "\(tenths / 10).\(tenths % 10)",
        "megabytes": .integer(outcome.peakMemory / 1_000_000), "published": published,
      ])
  }

  private func printRows(
    of name: String, _ compiled: CompiledPipeline
  ) async throws -> ExitStatus {
    let dataset = try compiled.dataset(named: name, option: "--only")
    let table = try await PipelineRunner.rows(of: dataset, compiled, resources.limits)
    try StandardOutput.write(rows.map { table.prefix($0) } ?? table)
    return .done
  }

  /// Writes down that the attempt failed, where there is a folder that earlier runs wrote to.
  private func remember(_ problems: Problems, _ started: Int64) {
    let isKnown = ["run_locked", "too_many_rejects"].contains(problems.first.code)
    guard only == nil, !dryRun, !isKnown, problems.exitStatus != .cannotCreate,
      let output = OutputFolder(existing: out), output.hasRuns
    else { return }
    // The problem itself is what matters; it is shown in any case.
    try? output.record(.failed(problems, pipeline: pipeline, started: started))
  }
}
