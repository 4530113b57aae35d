import FupanData
import FupanReports

extension RepostVelocity: PresentedStage {
  /// Which posts went beyond the limits, and the busiest window of each; the fastest first.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows.sorted { left, right in
      let (a, b) = (left[2].whole, right[2].whole)
      return a != b ? a > b : left[0].precedes(right[0])
    }
    guard let first = rows.first else {
      return [.prose(context.say(sentence: "没有转发记录。", "Nothing was passed on."))]
    }
    let out = rows.count { $0[10] == .bool(true) }
    let sentence: Report.Sentence =
      out == 0
      ? context.say(
        sentence: """
          没有内容传播失控；最快的是“\(context.name(of: first[0]))”，任意 \(window.written) 内最多 \
          \(.integer(first[2].whole)) 次。
          """,
        """
        Nothing spread out of control; the fastest was \(context.name(of: first[0])) with at most \
        \(.integer(first[2].whole)) within \(window.written).
        """)
      : context.say(
        sentence: """
          \(.integer(out)) 条内容传播失控；“\(context.name(of: first[0]))”任意 \(window.written) 内最多 \
          \(.integer(first[2].whole)) 次，界限 \(.integer(limit)) 次。
          """,
        """
        \(.integer(out)) spread out of control; \(context.name(of: first[0])) with up to \
        \(.integer(first[2].whole)) within \(window.written), the limit being \(.integer(limit)).
        """)
    return [.prose(sentence), .table(table(Array(rows.prefix(20)), context))]
  }

  private func table(_ rows: [[Value]], _ context: PresentationContext) -> Report.Table {
    func time(_ value: Value) -> Report.Value {
      guard case .timestamp = value, let text = value.text else { return .text("") }
      return .text(String(text.prefix(16)).replacing("T", with: " "))
    }
    return Report.Table(
      id: "\(context.dataset)_spread", title: context.say("传播速度", "How fast it spread"),
      columns: [
        .init("post", context.label(of: by), .text),
        .init("events", context.say("次数", "Events"), .integer),
        .init("peak", context.say("窗口内最多", "Most in a window"), .integer, bar: true),
        .init("peak_from", context.say("最快窗口起（UTC）", "Busiest from (UTC)"), .text),
        .init("crossed_at", context.say("越界时间（UTC）", "Limit crossed (UTC)"), .text),
        .init("latency", context.say("发现延迟（小时）", "Found after, hours"), .number),
        .init("doubling", context.say("翻倍用时（分钟）", "Doubling, minutes"), .number),
        .init("platforms", context.say("平台数", "Platforms"), .integer),
        .init("status", context.say("状态", "Status"), .status),
      ],
      rows: rows.map { row in
        func span(_ value: Value, _ unit: Double) -> Report.Value {
          value.double.map { .number($0 / unit, places: 1) } ?? .text("")
        }
        let isOut = row[10] == .bool(true)
        var cells: [Report.Value] = [
          .text(context.name(of: row[0])), .integer(row[1].whole), .integer(row[2].whole),
        ]
        cells += [time(row[3]), time(row[5]), span(row[6], 3600), span(row[7], 60)]
        cells.append(row[8].isMissing ? .missing(.noData) : .integer(row[8].whole))
        cells.append(.status(isOut ? .fired : .ok))
        return Report.Table.Row(cells)
      }, sortedBy: .init(by: "peak"),
      note: context.say(
        sentence: "批量数据事后计算，不是实时监控；发现延迟是越界到数据截止的时间。",
        """
        Computed afterwards, not while it happened; found after is from the crossing to the end of \
        the data.
        """))
  }
}
