import FupanConfig
import FupanDiagnostics
import FupanMethods

/// A step of the day as it was planned and as it was: one entry of the run sheet.
package struct RunSheetStep: LedgerEntry {
  package static let kind = LedgerKind.step

  @Parameter("What is done.") package var step: String
  @Parameter("When it was to begin.") package var plannedStart: Located<TimeLiteral>?
  @Parameter("When it was to end.") package var plannedEnd: Located<TimeLiteral>?
  @Parameter("When it began.") package var actualStart: Located<TimeLiteral>?
  @Parameter("When it ended.") package var actualEnd: Located<TimeLiteral>?
  @Parameter("Who does it.") package var owner: String?

  package init() {}

  package var title: String { step }

  package var lacking: [String] {
    [
      plannedStart == nil ? "planned_start" : nil, plannedEnd == nil ? "planned_end" : nil,
    ].compactMap { $0 }
  }

  /// Its times as the method takes them.
  package var times: RunSheet.Step {
    RunSheet.Step(
      plannedStart: plannedStart?.value.seconds, plannedEnd: plannedEnd?.value.seconds,
      actualStart: actualStart?.value.seconds, actualEnd: actualEnd?.value.seconds)
  }

  /// The times that are written, in order.
  private var written: [Located<TimeLiteral>] {
    [plannedStart, plannedEnd, actualStart, actualEnd].compactMap { $0 }
  }

  /// What is wrong with the times of a run sheet: a step that ends before it begins, times with their
  /// day among times without.
  static func problems(of steps: [RunSheetStep]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let hasDay = steps.lazy.flatMap { $0.written }.first.map { $0.value.day != nil }
    for step in steps {
      for time in step.written where (time.value.day != nil) != hasDay {
        found.append(
          Diagnostic(
            .timesWithAndWithoutDay, at: time.place, ["time": .text(time.written)]))
      }
      for (start, end) in [
        (step.plannedStart, step.plannedEnd), (step.actualStart, step.actualEnd),
      ] {
        guard let start, let end, (start.value.day == nil) == (end.value.day == nil),
          end.value.seconds < start.value.seconds
        else { continue }
        found.append(
          Diagnostic(
            .endsBeforeItBegins, at: end.place,
            ["start": .text(start.written), "end": .text(end.written)]))
      }
    }
    return found
  }
}

extension Message {
  static let endsBeforeItBegins = Message(
    "ends_before_it_begins", exit: .config, en: "a step ends at {end}, before it begins at {start}",
    zh: "环节的结束时间 {end} 早于开始时间 {start}",
    hint: (
      en: "past midnight write the day too: 2026-04-15 00:30",
      zh: "跨过零点时请连日期一起写：2026-04-15 00:30"
    ))
  static let timesWithAndWithoutDay = Message(
    "times_with_and_without_day", exit: .config,
    en: "'{time}': the times of a run sheet all have their day, or none has",
    zh: "“{time}”：一张分工表的时间要么都写日期，要么都不写",
    hint: (en: "write it as the first time is written", zh: "请与第一个时间的写法一致"))
}
