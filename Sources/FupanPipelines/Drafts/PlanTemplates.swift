import FupanDiagnostics

/// Empty sheets for what no platform exports: budget, costs and ledgers.
package enum PlanTemplates {
  static let budget = "plan/预算.csv"
  static let costs = "plan/费用台账.csv"
  static let ledgers = "plan/台账"
  static let costColumns = [
    (name: "date", header: "日期"), (name: "channel", header: "渠道"),
    (name: "item", header: "项目"), (name: "phase", header: "阶段"),
    (name: "cost_type", header: "显隐性"), (name: "amount", header: "金额"),
  ]

  /// The templates that a survey has no sheet for, by their paths beside the pipeline.
  package static func files(
    for survey: FolderSurvey, language: Language
  ) -> [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    if survey.sheet(.budget) == nil { files.append((budget, "\u{FEFF}项目,预算金额,象限,阶段\r\n")) }
    if survey.sheet(.costs) == nil {
      let header = costColumns.map { $0.header }.joined(separator: ",")
      files.append((costs, "\u{FEFF}\(header)\r\n"))
    }
    if survey.ledgers == nil {
      files.append((ledgers + "/问题.yaml", language == .english ? englishIssues : issues))
      files.append((ledgers + "/star.yaml", language == .english ? englishStories : stories))
    }
    return files
  }

  private static let issues = """
    # 问题清单：现象 → 数据 → 五个为什么 → 改进、负责人、期限、怎样算做到。
    # 去掉行首的 #，一条问题一段。
    # - id: P-01
    #   phase: 爆发
    #   symptom: 4月16日支付通道中断，订单几乎归零
    #   category: 机
    #   count: 1
    #   loss: 4500.00
    #   why1: 支付通道证书到期
    #   why2: 到期提醒发给了已离职的同事
    #   root_cause: 交接清单缺少系统提醒与证书
    #   improvement: 证书与提醒列入交接清单
    #   owner: 姓名
    #   due: 2026-05-10
    #   status: 未开始
    #   check_metric: order_count

    """

  private static let stories = """
    # STAR：情境、任务、行动、结果，结果指向报告里的指标。
    # - situation: 春季客流回升，往年靠投放拉新，成本逐年上升
    #   task: 用社群拉动成交
    #   action: 团长每晚开团预告，老客户带新客户各得一份小样
    #   result: 社群访客的转化率明显高于其他渠道
    #   metric_refs: [conversion, revenue]
    #   owner: 姓名

    """

  private static let englishIssues = """
    # Problems: symptom, data, five whys, improvement, owner, due, how it is checked.
    # - id: P-01
    #   symptom: The payment channel failed on 16 April
    #   category: 机
    #   why1: Its certificate had expired
    #   root_cause: Nobody owned the reminder
    #   improvement: Reminders belong to the hand-over list
    #   owner: name
    #   due: 2026-05-10
    #   status: 未开始
    #   check_metric: order_count

    """

  private static let englishStories = """
    # STAR: situation, task, action, result; the result names metrics of the report.
    # - situation: More visitors in spring, and dearer ads
    #   task: Sell through the community
    #   action: Leaders announced each evening's group
    #   result: Visitors of the community bought far more often
    #   metric_refs: [conversion, revenue]
    #   owner: name

    """
}
