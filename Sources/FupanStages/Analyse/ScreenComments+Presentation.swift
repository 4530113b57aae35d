import FupanData
import FupanReports

extension ScreenComments: PresentedStage {
  /// Whom a person should look at, with what stands out and what peers have.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows
    guard !rows.isEmpty else {
      return [.prose(context.say(sentence: "没有可筛查的评论。", "There are no comments to look at."))]
    }
    let flagged = rows.indices.filter { result.cell($0, "signs").whole > 0 }
    let review = flagged.count { result.cell($0, "review") == .bool(true) }
    let summary = context.screened(rows.count, review: review)
    if flagged.isEmpty { return [summary] }
    let table = Report.Table(
      id: "\(context.dataset)_review", title: context.say("评论里的异常信号", "Signs in comments"),
      columns: [
        .init("item", context.label(of: by), .text),
        .init("posts", context.say("篇数", "Posts"), .integer),
        .init("comments", context.say("评论数", "Comments"), .integer),
        .init("odd_posts", context.say("节奏异常篇数", "Posts in bursts"), .integer),
        .init("night_share", context.say("夜间一小时最高占比", "Most in one hour of a night"), .ratio),
        .init("peak_ratio", context.say("最高一小时÷中位", "Busiest hour by median"), .multiple),
        .init("duplicate_share", context.say("重复评论", "Repeated comments"), .ratio),
        .init("duplicate_peers", context.say("同层中位", "Peers"), .ratio),
        .init("recycled_share", context.say("反复出现的评论人", "Commenters again"), .ratio),
        .init("recycled_peers", context.say("同层中位", "Peers"), .ratio),
        .init("signs", context.say("信号", "Signs"), .text),
        .init("status", context.say("处理", "To do"), .text),
      ],
      rows: flagged.map { row in
        func ratio(_ name: String) -> Report.Value {
          result.cell(row, name).isMissing
            ? .missing(.noData) : Report.Value(ratio: result.cell(row, name))
        }
        return Report.Table.Row([
          .text(context.name(of: rows[row][0])), .integer(result.cell(row, "posts").whole),
          .integer(result.cell(row, "comments").whole),
          .integer(result.cell(row, "odd_posts").whole), ratio("night_share"),
          result.cell(row, "peak_ratio").double.map { .multiple($0) } ?? .missing(.noData),
          ratio("duplicate_share"), ratio("duplicate_peers"), ratio("recycled_share"),
          ratio("recycled_peers"), .text(context.signs(result.cell(row, "evidence"))),
          .text(context.toDo(result.cell(row, "review") == .bool(true))),
        ])
      },
      note: context.say(
        sentence: """
          信号只是线索，不是结论。节奏异常：首七天里夜间一小时超过 60%，或一小时超过活跃小时中位数的 10 倍，\
          只看 20 条以上的；重复、反复出现：超过 20%。
          """,
        """
        Signs are leads, not findings. Bursts: of the first seven days one hour of a night has more \
        than 60 %, or one hour more than ten times the median active one, of 20 comments and more. \
        Repeated, again: more than 20 %.
        """))
    return [summary, .table(table)]
  }
}

extension PresentationContext {
  /// How many were screened, and how many a person should look at.
  func screened(_ count: Int, review: Int) -> Report.Block {
    .prose(
      review == 0
        ? say(
          sentence: "筛查 \(.integer(count)) 位，没有同时出现两个以上异常信号的。",
          "Of \(.integer(count)) nobody shows two signs or more.")
        : say(
          sentence: "筛查 \(.integer(count)) 位，\(.integer(review)) 位有两个以上异常信号，需人工复核。",
          """
          Of \(.integer(count)) \(.integer(review)) show two signs or more: a person has to look.
          """))
  }

  /// What is to be done about signs.
  func toDo(_ isForReview: Bool) -> String {
    isForReview
      ? say("需人工复核", "A person has to look") : say("单一信号，仅提示", "One sign only")
  }

  /// The signs of a creator in words.
  func signs(_ evidence: Value) -> String {
    (evidence.text ?? "").split(separator: " ").map { code in
      switch code {
      case "like_comment": say("赞评比离群", "likes per comment")
      case "like_save": say("赞藏比离群", "likes per save")
      case "engagement": say("互动率与粉丝量不符", "engagement for its size")
      case "round_counts": say("整百数过多", "round counts")
      case "burst": say("评论时段异常", "comments in bursts")
      case "duplicates": say("评论重复", "repeated comments")
      case "recycled": say("评论人反复出现", "the same commenters")
      default: String(code)
      }
    }.joined(separator: say("、", ", "))
  }
}
