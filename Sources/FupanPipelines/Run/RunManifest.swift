import FupanConfig
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanMetrics
import FupanReports

/// What `run.json` holds: everything needed to say what a run was made from and where its rows went.
struct RunManifest {
  /// A file of the run's folder.
  struct WrittenFile {
    var path: String
    var bytes: Int
    var sha256: String
  }

  let id: String
  let pipeline: CompiledPipeline
  let account: RunAccount
  let timings: [RunResult.Timing]
  let alerts: [AlertOutcome]
  let warnings: [Diagnostic]
  let files: [WrittenFile]
  let started: Int64
  let seconds: Double
  let peakMemory: Int

  var json: JSONValue {
    [
      "version": .number("1"), "id": .string(id),
      "program": [
        "name": "fupan", "version": .string(ProgramVersion.current),
      ],
      "started": .string(InstantText.string(microseconds: started)),
      "seconds": .number(RunManifest.rounded(seconds)),
      "peak_memory_bytes": .number(String(peakMemory)),
      "pipeline": [
        "path": .string(pipeline.path),
        "files": .array(
          pipeline.documentFiles.map { file in
            [
              "name": .string(file.name), "bytes": .number(String(file.bytes.count)),
              "sha256": .string(Hexadecimal.sha256(file.bytes)),
            ]
          }),
      ],
      "parameters": .object(
        pipeline.shownParameters.map { JSONValue.Member($0.name, .string($0.value)) }),
      "key_ids": .array(pipeline.program.pseudonymKeyIDs.map { .string($0) }),
      "as_of": .string(pipeline.asOf.description),
      "time_zone": pipeline.zone.map { .string($0.identifier) } ?? .null,
      "inputs": .array(account.files.map(RunManifest.input)),
      "nodes": .array(account.nodes.map(RunManifest.node)),
      "fragments": .array(
        timings.map { timing in
          [
            "name": .string(timing.name), "rows": RunManifest.number(timing.rows),
            "seconds": .number(RunManifest.rounded(timing.seconds)),
          ]
        }),
      "rejected": RunManifest.number(account.rejected),
      "checked_totals": RunManifest.number(account.checkedTotals),
      "totals": .array(account.totals.map(RunManifest.total)),
      "notable_columns": .array(account.notable.map(RunManifest.notable)),
      "alerts": .array(alerts.map(alert)),
      "warnings": .array(warnings.map { .string($0.code) }),
      "files": .array(
        files.map { file in
          [
            "path": .string(file.path), "bytes": RunManifest.number(file.bytes),
            "sha256": .string(file.sha256),
          ]
        }),
    ]
  }

  private static func total(_ total: RunAccount.CheckedTotal) -> JSONValue {
    [
      "file": .string(total.file), "line": .number(String(total.comparison.line)),
      "column": .string(total.column), "total": .string(total.comparison.total),
      "sum": .string(total.comparison.sum), "agrees": .bool(total.comparison.outcome == .equal),
    ]
  }

  private static func notable(_ column: RunAccount.NotableColumn) -> JSONValue {
    let tally = column.tally
    return [
      "dataset": .string(column.dataset), "column": .string(column.column),
      "lower_bounds": number(tally.lowerBounds), "masked": number(tally.masked),
      "unknown_words": number(tally.unknownWords.count), "zero_dates": number(tally.zeroDates),
      "unknown_by_word": .object(
        tally.unknownWords.ordered.map { JSONValue.Member($0.word, number($0.count)) }),
      "missing_by_reason": .object(
        tally.orderedReasons.map { JSONValue.Member($0.reason, number($0.count)) }),
    ]
  }

  private static func input(_ file: RunAccount.InputAccount) -> JSONValue {
    let account = file.account
    let structure = file.structure
    return [
      "name": .string(file.name), "bytes": number(file.bytes),
      "inode": .number(String(file.inode)), "sha256": .string(file.sha256),
      "encoding": .string(file.encoding), "compressed": .bool(file.isCompressed),
      "delimiter": structure.map { .string($0.writtenDelimiter) } ?? .null,
      "header_line": structure.map { number(Int($0.headerLine)) } ?? .null,
      "header_rows": structure.map { number($0.headerRows) } ?? .null,
      "records": number(account.records), "preamble": number(account.preamble),
      "headers": number(account.headers), "passed_over": number(account.passedOver),
      "totals": number(account.totals),
      "read": number(account.read), "rejected": number(account.rejected),
      "padded": number(account.padded), "replacements": number(account.replacements),
    ]
  }

  private static func node(_ node: NodeAccount) -> JSONValue {
    let counts = node.counts
    var members: [JSONValue.Member] = [
      JSONValue.Member("fragment", .string(node.fragment)),
      JSONValue.Member("stage", .string(node.origin.stage)),
      JSONValue.Member("place", node.origin.place.map { .string($0.description) } ?? .null),
      JSONValue.Member("kind", .string(node.kind.rawValue)),
      JSONValue.Member("inputs", .array(node.inputs.map(number))),
      JSONValue.Member("in", number(counts.rowsIn)),
      JSONValue.Member("out", number(counts.rowsOut)),
    ]
    let others = [
      ("dropped", counts.dropped), ("condition_missing", counts.conditionMissing),
      ("rejected", counts.rejected), ("replaced", counts.replaced), ("right", counts.rightRows),
      ("unmatched_left", counts.unmatchedLeft), ("unmatched_right", counts.unmatchedRight),
    ]
    for (name, count) in others where count != 0 || (node.kind == .join && name != "replaced") {
      members.append(JSONValue.Member(name, number(count)))
    }
    return .object(members)
  }

  /// An alert with what a notice says of it. Whoever is known by a personal column stays unnamed.
  private func alert(_ outcome: AlertOutcome) -> JSONValue {
    let personal = pipeline.personalColumns
    let scope = zip(outcome.alert.settings.by, outcome.scope).map { column, value in
      (column, value: personal.contains(column) ? "***" : value.text)
    }
    let telling = outcome.telling
    let metric = telling.map { outcome.metric(of: $0) } ?? outcome.alert.metric
    let format = ReportFormat(
      language: pipeline.document.locale.language, currency: pipeline.document.currency,
      rounding: pipeline.document.rounding.shown ?? .halfUp)
    let place = scope.map { $0.value ?? "–" } + [telling?.day?.text].compactMap { $0 }
    let owner = outcome.alert.settings.owner ?? metric.declaration.owner
    return [
      "id": .string(outcome.alert.id), "metric": .string(metric.id),
      "level": .string(outcome.alert.settings.level.rawValue),
      "scope": .object(scope.map { JSONValue.Member($0, $1.map { .string($0) } ?? .null) }),
      "fired": .bool(outcome.hasFired), "firing": .bool(outcome.isFiring),
      "severity": telling?.step.severity.map { .string($0.rawValue) } ?? .null,
      "good": .string(outcome.alert.parts[telling?.part ?? 0].good.words),
      "run": RunManifest.number(telling?.step.run ?? 0),
      "n": RunManifest.number(telling?.figure.estimate.n ?? 0),
      "fingerprint": scope.contains { personal.contains($0.0) }
        ? .null : telling.flatMap { outcome.fingerprint(of: $0) }.map { .string($0) } ?? .null,
      "news": .bool(outcome.periods.last?.step.isNews ?? false),
      "label": [
        "zh": .string(metric.label(in: .simplifiedChinese)),
        "en": .string(metric.label(in: .english)),
      ],
      "owner": owner.map { .string($0) } ?? .null,
      "shown": .string(telling.map { format.exact(FigureFormat(metric).value($0.figure)) } ?? ""),
      "place": .string(place.joined(separator: " ")),
    ]
  }

  private static func number(_ count: Int) -> JSONValue { .number(String(count)) }

  /// Seconds to the millisecond.
  static func rounded(_ seconds: Double) -> String {
    DecimalText.string(Int128((seconds * 1000).rounded()), scale: 3)
  }
}

/// The version of the program.
package enum ProgramVersion {
  package static let current = "0.1.0"
}
