import FupanMethods
import FupanMetrics
import FupanReports

/// The run sheet: planned against actual minutes of each step, and the step whose own delay was the
/// largest.
struct RunSheetTable {
  private let steps: [RunSheetStep]
  private let scope: ReportScope
  private let sheet: RunSheet

  /// Nil where nobody kept one.
  init?(_ steps: [RunSheetStep], _ scope: ReportScope) {
    guard !steps.isEmpty else { return nil }
    self.steps = steps
    self.scope = scope
    sheet = RunSheet(steps.map { $0.times })
  }

  var blocks: [Report.Block] {
    let text = scope.text
    let unit = text[.minutes]
    let table = Report.Table(
      id: "why_run_sheet", title: text[.runSheet],
      columns: [
        .init("step", text[.step], .text),
        .init("owner", ReportText(scope.language)[.owner], .text),
        .init("planned_start", text[.plannedStart], .text),
        .init("planned", text[.plannedTime], .number, unit: unit),
        .init("actual", text[.actual], .number, unit: unit),
        .init("start_slip", text[.startSlip], .number, unit: unit, signed: true),
        .init("own_delay", text[.ownDelay], .number, unit: unit, signed: true),
      ],
      rows: zip(steps, sheet.outcomes).map { step, outcome in
        Report.Table.Row([
          .text(step.step), .text(step.owner ?? ""), .text(step.plannedStart?.written ?? ""),
          minutes(outcome.planned), minutes(outcome.actual), minutes(outcome.startSlip),
          minutes(outcome.ownDelay),
        ])
      }, note: text.sentence(.runSheetNote))
    return [.table(table)] + (bottleneck.map { [.prose($0)] } ?? [])
  }

  private var bottleneck: Report.Sentence? {
    guard let index = sheet.bottleneck else { return nil }
    return scope.text.sentence(
      .bottleneck,
      [
        "step": .words(steps[index].step),
        "delay": .value(minutes(sheet.outcomes[index].ownDelay), receipt: nil),
      ])
  }

  /// Seconds as minutes, with a decimal where any time of the sheet has seconds.
  private func minutes(_ seconds: Int?) -> Report.Value {
    guard let seconds else { return .missing(.noData) }
    return .number(Double(seconds) / 60, places: hasSeconds ? 1 : 0)
  }

  private var hasSeconds: Bool {
    steps.contains { step in
      let times = step.times
      return [times.plannedStart, times.plannedEnd, times.actualStart, times.actualEnd]
        .contains { ($0 ?? 0) % 60 != 0 }
    }
  }
}

extension SectionPhrase {
  fileprivate static let runSheet = SectionPhrase("分工：计划与实际", "The run sheet, planned and actual")
  fileprivate static let step = SectionPhrase("环节", "Step")
  fileprivate static let plannedStart = SectionPhrase("计划开始", "Planned start")
  fileprivate static let plannedTime = SectionPhrase("计划", "Planned")
  fileprivate static let startSlip = SectionPhrase("晚开始", "Late start")
  fileprivate static let ownDelay = SectionPhrase("自身拖延", "Own delay")
  fileprivate static let minutes = SectionPhrase("分钟", "min")
  fileprivate static let bottleneck = SectionPhrase(
    "卡点在“{step}”：自身拖延 {delay} 分钟。", "The bottleneck is “{step}”: {delay} minutes of its own delay.")
  fileprivate static let runSheetNote = SectionPhrase(
    "自身拖延：比计划晚结束多久，减去前一环节晚结束带来的部分；负数是提前。",
    "Own delay: how late a step ended, less what the step before had made it late; below zero it was early."
  )
}
