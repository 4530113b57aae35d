import FupanData
import FupanReports

extension Peaks: PresentedStage {
  /// A week as a heat of hours, and what part of all falls into the busiest window of the day.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows
    guard let peak = rows.first(where: { $0[8] == .bool(true) }) else {
      return [.prose(context.say(sentence: "没有带时刻的行。", "There are no rows with a time of day."))]
    }
    let names = [
      ("周一", "Mon"), ("周二", "Tue"), ("周三", "Wed"), ("周四", "Thu"), ("周五", "Fri"), ("周六", "Sat"),
      ("周日", "Sun"),
    ]
    let weekdays = names.map { context.say($0.0, $0.1) }
    let (start, end) = (peak[1].whole, (peak[1].whole + window.length) % 24)
    let percent = Int(((peak[5].double ?? 0) * 100).rounded())
    let title = context.say(
      "\(start)–\(end) 点占全天的 \(percent)%", "\(percent)% fall between \(start) and \(end) o'clock")
    let total = rows.filter { $0[9] == .bool(true) }.reduce(0) { $0 + $1[2].whole }
    let cells = (0..<7).map { weekday -> [Report.Value] in
      rows[(weekday * 24)..<(weekday * 24 + 24)].map { .integer($0[2].whole) }
    }
    let hours = (0..<24).map { String($0) }
    let chart = Report.Chart(
      id: "\(context.dataset)_hours", title: title,
      subtitle: context.say("次数，按星期与小时", "Counts by weekday and hour"), unit: .count, alt: title,
      .heat(.init(rows: weekdays, columns: hours, values: cells)),
      note: context.say(sentence: "期间各星期出现的次数可能不同。", "Weekdays may occur unequally often."))
    let clock = ["\(start)", "\(end)"]
    let count = Report.Value.integer(peak[4].whole)
    let all = Report.Value.integer(total)
    let share = Report.Value(ratio: peak[5])
    let (low, high) = (Report.Value(ratio: peak[6]), Report.Value(ratio: peak[7]))
    let sentence = context.say(
      sentence:
        "\(clock[0])–\(clock[1]) 点共 \(count) 次，占 \(all) 次的 \(share)（95% 区间 \(low) 至 \(high)）。",
      """
      Between \(clock[0]) and \(clock[1]) o'clock: \(count) of \(all), \(share) (95 % interval \(low) to \
      \(high)).
      """)
    return [.chart(chart), .prose(sentence)]
  }
}
