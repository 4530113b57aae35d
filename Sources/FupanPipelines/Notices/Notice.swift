import FupanData
import FupanDiagnostics
import FupanFormats
import FupanReports

/// What a group or an inbox is told of a campaign: how it stands, six numbers, the alerts that
/// fired with who answers for them, and how old the data is.
///
///     let notice = try Notice(of: "out", hiding: ["campaign_profit"])
///     let payload = notice.payload(for: .wecom)
package struct Notice: Sendable {
  /// How many figures are told.
  static let figureCount = 6

  let title: String
  let lines: [NoticeLine]
  let language: Language

  /// Reads the published run of an output folder and how the last attempt went.
  ///
  /// - Parameters:
  ///   - path: an output folder, or the folder of one run.
  ///   - hidden: metrics that must not be told of.
  ///   - language: the language of the fixed words; nil takes the report's.
  ///   - now: microseconds since 1970.
  /// - Throws: a folder that nothing was published in.
  package init(
    of path: String, hiding hidden: Set<String> = [], language: Language? = nil,
    now: Int64 = Now.reported
  ) throws(Problems) {
    let run = try PublishedRun(path)
    let known = run.report.receipts.map { $0.metric }.uniqued()
    for name in hidden.sorted() where !known.contains(name) {
      // What is misspelt would be told.
      guard let nearest = NearestName.to(name, among: known) else { continue }
      throw Problems(
        Diagnostic(.hiddenUnknown, ["name": .text(name), "suggestion": .suggestion(nearest)]))
    }
    self.init(
      run.report.selecting(ReportSelection(hiding: hidden)),
      alerts: run.alerts.filter { !hidden.contains($0.metric) }, attempt: run.attempt,
      language: language, now: now)
  }

  init(
    _ report: Report, alerts: [PublishedRun.Alert], attempt: PublishedRun.Attempt?,
    language: Language?, now: Int64
  ) {
    let language = language ?? report.language
    let words = NoticeWords(language: language, currency: report.currency)
    self.language = language
    title = NoticeLine(.title, words.title(report)).words
    var lines = [NoticeLine(.title, words.title(report))]
    if let attempt, let told = words.failure(attempt) { lines.append(NoticeLine(.heading, told)) }
    lines.append(NoticeLine(.plain, words.state(report)))
    lines.append(NoticeLine(.plain, words.age(report, now: now)))
    lines += Notice.figures(of: report).map { NoticeLine(.item, words.figure($0)) }
    let fired = alerts.filter { $0.fired }
    if !fired.isEmpty {
      lines.append(NoticeLine(.heading, words.alerts(fired.count)))
      lines += fired.map { NoticeLine(.item, words.alert($0)) }
    } else if !alerts.isEmpty {
      lines.append(NoticeLine(.plain, words.quiet(alerts.count)))
    }
    self.lines = lines
  }

  /// The figures at a glance: those of the verdict, then others of the whole period.
  private static func figures(of report: Report) -> [Report.Card] {
    var cards: [Report.Card] = []
    for section in report.sections {
      for case .cards(let list) in section.blocks { cards += list }
    }
    for receipt in report.receipts
    where receipt.id == receipt.metric && !cards.contains(where: { $0.metric == receipt.metric }) {
      cards.append(
        Report.Card(metric: receipt.metric, label: receipt.label, value: receipt.value))
    }
    return Array(cards.prefix(figureCount))
  }
}
