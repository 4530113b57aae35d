import FupanData
import FupanReports

extension Themes: PresentedStage {
  /// How many interviews name each theme, in so many of so many, and whether new ones still come up.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let total = result.count == 0 ? 0 : result.cell(0, "interviews").whole
    guard total > 0 else {
      return [.prose(context.say(sentence: "还没有编码的访谈。", "No interview is coded yet."))]
    }
    let new = (0..<result.count).filter { result.cell($0, "is_new") == .bool(true) }.count
    let of = Report.Value.integer(total)
    return [
      .prose(
        new == 0 && total >= 6
          ? context.say(
            sentence: "\(of) 次访谈共提到 \(.integer(result.count)) 个主题，最后 3 次没有新主题：再访同类用户意义不大。",
            """
            \(of) interviews name \(.integer(result.count)) themes; the last three bring no new one, \
            so that more of the same people would hardly.
            """)
          : context.say(
            sentence:
              "\(of) 次访谈共提到 \(.integer(result.count)) 个主题，最后 3 次新增 \(.integer(new)) 个：尚未饱和。",
            """
            \(of) interviews name \(.integer(result.count)) themes, \(.integer(new)) of them new in \
            the last three: there is more to hear.
            """)),
      .table(
        Report.Table(
          id: "\(context.dataset)_themes", title: context.say("访谈主题", "Themes of interviews"),
          columns: [
            .init("theme", context.say("主题", "Theme"), .text),
            .init("n", context.say("提到的访谈", "Interviews"), .text),
            .init("first_named", context.say("首次出现于第几次", "First in interview"), .integer),
          ],
          rows: (0..<result.count).map { row in
            let n = result.cell(row, "n").whole
            return Report.Table.Row([
              .text(result.cell(row, "theme").text ?? ""),
              .text(context.say("\(total) 次中的 \(n) 次", "\(n) of \(total)")),
              .integer(result.cell(row, "first_named").whole),
            ])
          })),
    ]
  }
}
