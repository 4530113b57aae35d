import FupanData
import FupanReports

extension ScreenEngagement: PresentedStage {
  /// Whom a person should look at, with what stands out and what peers have.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let schema = result.schema
    func cell(_ row: [Value], _ name: String) -> Value {
      schema.index(of: name).map { row[$0] } ?? .missing
    }
    let rows = result.rows
    guard !rows.isEmpty else {
      return [.prose(context.say(sentence: "没有可筛查的内容。", "There are no posts to look at."))]
    }
    let flagged = rows.filter { cell($0, "signs").whole > 0 }
    let review = flagged.count { cell($0, "review") == .bool(true) }
    var blocks: [Report.Block] = [
      context.screened(rows.count, review: review)
    ]
    if !flagged.isEmpty {
      blocks.append(
        .table(
          Report.Table(
            id: "\(context.dataset)_review", title: context.say("异常信号", "Signs"),
            columns: [
              .init("item", context.label(of: by), .text),
              .init("posts", context.say("篇数", "Posts"), .integer),
              .init("like_comment", context.say("赞评比", "Likes per comment"), .number),
              .init("like_comment_peers", context.say("同层中位", "Peers"), .number),
              .init("like_save", context.say("赞藏比", "Likes per save"), .number),
              .init("like_save_peers", context.say("同层中位", "Peers"), .number),
              .init("engagement", context.say("互动率", "Engagement"), .ratio),
              .init("round_share", context.say("整百数占比", "Counts ending in 00"), .ratio),
              .init("signs", context.say("信号", "Signs"), .text),
              .init("status", context.say("处理", "To do"), .text),
            ],
            rows: flagged.map { row in
              var cells: [Report.Value] = [
                .text(context.name(of: row[0])), .integer(cell(row, "posts").whole),
              ]
              for name in ["like_comment", "like_comment_peers", "like_save", "like_save_peers"] {
                cells.append(Report.Value(number: cell(row, name), places: 1))
              }
              cells += [
                Report.Value(ratio: cell(row, "engagement")),
                Report.Value(ratio: cell(row, "round_share")),
              ]
              cells += [
                .text(context.signs(cell(row, "evidence"))),
                .text(context.toDo(cell(row, "review") == .bool(true))),
              ]
              return Report.Table.Row(cells)
            },
            note: context.say(
              sentence: "信号只是线索，不是结论；同层少于 8 位时不与同层比较。",
              "Signs are leads, not findings; below eight peers nobody is compared."))))
    }
    return blocks
  }
}
