import FupanMethods
import FupanMetrics
import FupanReports

/// How a section shows the figures of the earlier campaign beside its own.
struct EarlierComparison {
  private let scope: ReportScope
  private let earlier: EarlierCampaign
  private let digest: DefinitionDigest
  private let text: SectionText

  /// Nil where there is nothing to compare with.
  init?(_ scope: ReportScope) {
    guard let earlier = scope.earlier else { return nil }
    self.scope = scope
    self.earlier = earlier
    digest = DefinitionDigest(scope.document, scope.registry, scope.surroundings.parameters)
    text = scope.text
  }

  /// The columns of a table that has a row for each metric.
  var columns: [Report.Table.Column] {
    [
      .init("earlier", earlier.name, .mixed),
      .init("earlier_definition", text[.earlierDefinition], .text),
    ]
  }

  /// The cells of a metric's row; a part of the campaign has nothing to stand beside.
  func cells(_ metric: Metric, isPart: Bool) -> [Report.Value] {
    guard !isPart, let value = earlier.figure(of: metric) else {
      return [.missing(isPart ? .notApplicable : .noData), .text("")]
    }
    return [value, .text(text[remark(metric) ?? .sameDefinition])]
  }

  /// What has to be known of the earlier figures.
  var note: Report.Sentence {
    let report = earlier.report
    var note = text.sentence(
      earlier.isEntered ? .enteredNote : .earlierNote,
      [
        "name": .words(earlier.name),
        "first": .value(.date(report.period.first), receipt: nil),
        "last": .value(.date(report.period.last), receipt: nil),
      ])
    if scope.clock.isRunning { note.spans += text.sentence(.runningNote).spans }
    return note
  }

  /// How a figure changed since; nil where nothing can be said, and for totals of a campaign that
  /// still runs.
  func delta(_ metric: Metric, _ figure: MetricFigure) -> Report.Delta? {
    if scope.clock.isRunning, metric.isTotal { return nil }
    guard let before = earlier.figure(of: metric)?.plotted, let after = figure.estimate.value
    else { return nil }
    let isRatio = FigureFormat(metric).isRatio
    let change = Delta(from: before, to: after, isRatio: isRatio)
    let remark = remark(metric)
    let isGood = metric.declaration.direction == .down ? after < before : after > before
    let isNeutral =
      metric.declaration.direction == .none || before == after || isOtherwise(metric)
    return Report.Delta(
      against: .campaign,
      name: text(
        .since, ["name": remark.map { text.label(earlier.name, remark: text[$0]) } ?? earlier.name]),
      relative: change.relative.value, points: isRatio ? after - before : nil,
      tone: isNeutral ? .neutral : isGood ? .good : .bad)
  }

  private func isOtherwise(_ metric: Metric) -> Bool {
    !earlier.isEntered && earlier.differs(metric, from: digest.digest(of: metric)) == true
  }

  private func remark(_ metric: Metric) -> SectionPhrase? {
    if earlier.isEntered { return .enteredByHand }
    switch earlier.differs(metric, from: digest.digest(of: metric)) {
    case true?: return .otherDefinition
    case false?: return nil
    case nil: return .unknownDefinition
    }
  }
}

extension SectionPhrase {
  fileprivate static let since = SectionPhrase("较{name}", "vs {name}")
  fileprivate static let earlierDefinition = SectionPhrase("其口径", "Its definition")
  fileprivate static let sameDefinition = SectionPhrase("相同", "the same")
  fileprivate static let otherDefinition = SectionPhrase("口径不同", "defined otherwise")
  fileprivate static let unknownDefinition = SectionPhrase("口径不详", "definition unknown")
  fileprivate static let enteredByHand = SectionPhrase("手工录入", "entered by hand")
  fileprivate static let earlierNote = SectionPhrase(
    "对比活动是{name}（{first}至{last}）的最终数字；口径不同的数字不能直接相比。",
    "Compared with the final figures of {name} ({first} to {last}); figures that are defined otherwise cannot be compared directly."
  )
  fileprivate static let enteredNote = SectionPhrase(
    "对比活动{name}（{first}至{last}）的数字是手工录入的，没有数据可以复核。",
    "The figures of {name} ({first} to {last}) were entered by hand; there is no data to check them by."
  )
  fileprivate static let runningNote = SectionPhrase(
    "本次活动仍在进行，对方是全程。", " This campaign still runs; the other one is complete.")
}
