import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanMetrics
import FupanPlan
import FupanReports

/// Runs a compiled pipeline and publishes what it makes, all or nothing.
///
///     let outcome = try await PipelineRunner.run(pipeline, RunOptions(out: "out"))
package enum PipelineRunner {
  /// How many refused rows are shown one by one.
  private static let shownRejections = 5

  /// - Throws: ``Problems``, after which nothing was published.
  package static func run(
    _ pipeline: CompiledPipeline, _ options: RunOptions
  ) async throws -> RunOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    let seconds: @Sendable () -> Double = { (clock.now - start) / Duration.seconds(1) }
    let outputs = try ReportOutputs(pipeline.document.report, sinks: pipeline.sinks)
    if options.isDryRun {
      let computed = try await compute(pipeline, options, seconds)
      guard computed.result.rejectedRows <= pipeline.document.maxRejects else {
        throw refusal(
          computed.result.rejections, allowed: pipeline.document.maxRejects, writtenTo: nil)
      }
      try Problems.throwIfAny(computed.result.totals.flatMap { $0.problems })
      return computed.outcome
    }
    let output = try OutputFolder(making: options.out)
    let lock = try await RunLock.taken(in: output, waiting: options.wait)
    defer { withExtendedLifetime(lock) {} }
    try output.removeLeftovers()
    var attempt = LastAttempt(.running, pipeline: pipeline.path, started: options.started)
    Interruption.setCleanup { [attempt] number in
      record(attempt, interruptedBy: number, in: output)
    }
    try output.record(attempt)
    var folder: RunFolder?
    var rejects: String?
    do {
      let computed = try await compute(pipeline, options, seconds)
      if computed.result.rejectedRows > pipeline.document.maxRejects {
        let path = try writeRejects(computed, pipeline, options, in: output)
        rejects = path
        throw refusal(of: computed, pipeline, at: output.root.path(of: path))
      }
      try Problems.throwIfAny(computed.result.totals.flatMap { $0.problems })
      let run = try output.beginRun(asOf: pipeline.asOf, at: options.started)
      folder = run
      attempt.run = run.id
      Interruption.setCleanup { [attempt] number in
        run.discard()
        record(attempt, interruptedBy: number, in: output)
      }
      var outcome = computed.outcome
      outcome.files = try write(computed, pipeline, outputs, into: run)
      outcome.seconds = seconds()
      outcome.run = run.id
      outcome.folder = output.root.path(of: "runs/\(run.id)")
      attempt.state = .published
      attempt.finished = Now.microseconds
      attempt.exit = outcome.exitStatus.rawValue
      try Interruption.finishing { () throws(Problems) in
        try output.publish(run)
        folder = nil
        output.prune(keeping: pipeline.document.keepRuns)
        try output.record(attempt)
      }
      return outcome
    } catch {
      Interruption.setCleanup(nil)
      folder?.discard()
      if let problems = error as? Problems {
        var failed = LastAttempt.failed(
          problems, pipeline: pipeline.path, started: options.started, run: attempt.run)
        failed.rejects = rejects
        // The first problem is the one to tell of, whatever else goes wrong.
        try? output.record(failed)
      }
      throw error
    }
  }

  /// The rows of one dataset, without publishing anything.
  ///
  /// - Throws: ``Problems``; rows that were rejected are among them.
  package static func rows(
    of dataset: CompiledDataset, _ pipeline: CompiledPipeline,
    _ limits: ResourceLimits = ResourceLimits()
  ) async throws -> Table {
    let engine = engine(pipeline, limits)
    let result = try await engine.run(Program(results: [dataset.fragment]))
    guard result.rejectedRows <= pipeline.document.maxRejects else {
      throw refusal(
        result.rejections, allowed: pipeline.document.maxRejects, writtenTo: nil)
    }
    try Problems.throwIfAny(result.totals.flatMap { $0.problems })
    return result.tables[dataset.name] ?? Table(dataset.fragment.schema, [])
  }

  private struct Computed {
    var result: RunResult
    var outcome: RunOutcome
  }

  private static func engine(
    _ pipeline: CompiledPipeline, _ limits: ResourceLimits, spillingTo folder: String? = nil,
    progress: (@Sendable (RunProgress) -> Void)? = nil
  ) -> Engine {
    var options = EngineOptions(limits, zone: pipeline.zone ?? .utc)
    options.progress = progress
    if let folder { options.spillFolder = folder }
    return Engine(
      options: options, readers: .formats(hashing: pipeline.document.hash == .sha256))
  }

  private static func compute(
    _ pipeline: CompiledPipeline, _ options: RunOptions, _ seconds: () -> Double
  ) async throws -> Computed {
    let engine = engine(
      pipeline, options.limits, spillingTo: options.isDryRun ? nil : options.out,
      progress: options.progress)
    let result = try await engine.run(
      options.isDryRun ? pipeline.program : pipeline.publishedProgram)
    let account = RunAccount(result, of: pipeline.datasets)
    let alerts = zip(pipeline.alerts, pipeline.alertQueries).flatMap { alert, query in
      alert.evaluate(query.figures(result.tables))
    }
    let inputs = account.files.map {
      Report.Receipt.Input($0.name, sha256: $0.sha256, rows: $0.account.read)
    }
    var report = ReportBuilder.report(
      pipeline,
      ReportResults(
        tables: result.tables, account: account, inputs: inputs, warnings: result.warnings),
      generatedAt: LocalTimestamp.text(Now.reported, in: pipeline.zone ?? .utc))
    report.parameters = pipeline.shownParameters.map { Report.Parameter($0.name, $0.value) }
    let superseded = account.superseded.map { dataset, rows in
      Diagnostic(
        .rowsSuperseded, at: pipeline.datasets.first { $0.name == dataset }?.place,
        ["dataset": .text(dataset), "rows": .integer(rows)], severity: .warning)
    }
    let warnings = pipeline.warnings + result.warnings + superseded
    return Computed(
      result: result,
      outcome: RunOutcome(
        account: account, alerts: alerts, warnings: warnings, report: report,
        seconds: seconds(), peakMemory: result.peakMemory))
  }

  /// Writes every file of the run, the manifest last.
  ///
  /// - Returns: the files but the manifest, relative to the run's folder.
  private static func write(
    _ computed: Computed, _ pipeline: CompiledPipeline, _ outputs: ReportOutputs,
    into run: RunFolder
  ) throws(Problems) -> [String] {
    var written: [RunManifest.WrittenFile] = []
    func note(_ file: FileSink, _ path: String) {
      written.append(
        RunManifest.WrittenFile(path: path, bytes: file.count, sha256: file.sha256))
    }
    for sink in pipeline.sinks {
      guard let table = computed.result.tables[sink.fragment] else { continue }
      let file = try run.newFile(sink.path, isPersonal: sink.options.isPersonal)
      try sink.write(table, to: file)
      note(file, sink.path)
    }
    if !computed.result.rejections.isEmpty {
      let file = try run.newFile("rejects.csv", isPersonal: true)
      try writeRejects(computed, pipeline, to: file)
      note(file, "rejects.csv")
    }
    let report = computed.outcome.report
    var writers = outputs.writers
    if !outputs.writesReportFile { writers.append(JSONWriter()) }
    for writer in writers {
      for content in try writer.files(for: report) {
        let file = try run.newFile(content.path)
        try file.write(content.bytes)
        try file.finish()
        note(file, content.path)
      }
    }
    if !pipeline.alerts.isEmpty {
      let file = try run.newFile(AlertFile.name)
      try AlertFile.write(computed.outcome.alerts, pipeline, to: file)
      note(file, AlertFile.name)
    }
    if pipeline.facts != nil {
      // It tells rows apart, so it is nobody else's business.
      let file = try run.newFile(RunFacts.fileName, isPersonal: true)
      try file.write(try RunFacts(pipeline, computed.result.tables).json())
      try file.finish()
      note(file, RunFacts.fileName)
    }
    try run.synchroniseFolders(of: written.map { $0.path })
    let outcome = computed.outcome
    let manifest = RunManifest(
      id: run.id, pipeline: pipeline, account: outcome.account,
      timings: computed.result.fragments, alerts: outcome.alerts, warnings: outcome.warnings,
      files: written, started: Now.reported, seconds: outcome.seconds,
      peakMemory: outcome.peakMemory)
    try run.complete(with: manifest.json.text + "\n")
    return written.map { $0.path }
  }

  /// Writes the refused rows of an attempt that publishes nothing.
  ///
  /// - Returns: the file, relative to the output folder.
  private static func writeRejects(
    _ computed: Computed, _ pipeline: CompiledPipeline, _ options: RunOptions,
    in output: OutputFolder
  ) throws(Problems) -> String {
    let folder = try output.root.makingFolder("rejects", mode: 0o700)
    let name = output.rejectsName(at: options.started)
    folder.remove(name)
    let file = try folder.newFile(name, mode: 0o600)
    try writeRejects(computed, pipeline, to: file)
    try folder.synchronise()
    return "rejects/\(name)"
  }

  private static func writeRejects(
    _ computed: Computed, _ pipeline: CompiledPipeline, to file: FileSink
  ) throws(Problems) {
    try RejectsWriter.write(
      computed.result.rejections, files: computed.result.files.map { $0.path },
      language: pipeline.document.locale.language, to: file)
  }

  private static func refusal(
    of computed: Computed, _ pipeline: CompiledPipeline, at path: String
  ) -> Problems {
    refusal(
      computed.result.rejections, allowed: pipeline.document.maxRejects, writtenTo: path)
  }

  /// What is said of rows that could not be used: how many, where they are, and the first of them.
  package static func refusal(
    _ rejections: [Rejection], allowed: Int, writtenTo path: String?
  ) -> Problems {
    var summary = Diagnostic(
      .rejectedRows, ["count": .integer(rejections.count), "allowed": .integer(allowed)])
    if let path {
      summary = summary.with("where", .phrase(en: "; they are in '\(path)'", zh: "；明细见“\(path)”"))
    }
    return Problems(summary, rejections.prefix(shownRejections).map { $0.diagnostic })
  }

  private static func record(
    _ attempt: LastAttempt, interruptedBy number: Int32, in output: OutputFolder
  ) {
    var interrupted = attempt
    interrupted.state = .interrupted
    interrupted.signal = number
    interrupted.finished = Now.microseconds
    // The program is dying: there is nobody left to tell.
    try? output.record(interrupted)
  }
}
