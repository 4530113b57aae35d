import FupanConfig
import FupanMetrics

extension KeptSheet {
  /// The sheet of a ledger.
  static func ledger(_ kind: LedgerKind) -> KeptSheet {
    switch kind {
    case .issue: .issues
    case .story: .stories
    case .hypothesis: .hypotheses
    case .step: .steps
    case .duty: .duties
    case .incident: .incidents
    case .question: .questions
    case .competitor: .competitors
    case .partner: .partners
    }
  }

  /// How far something is; other words are the team's own.
  private static let states = Cells.usual([
    Word("未开始", "open"), Word("进行中", "doing"), Word("已完成", "done"), Word("已取消", "dropped"),
  ])

  /// 问题: what went wrong, why, and what is done about it.
  static let issues = KeptSheet(
    columns: [
      Column("id", "编号"),
      Column("phase", "阶段", as: .usual([Word("预热"), Word("爆发"), Word("返场")])),
      Column("symptom", "现象", "问题"),
      Column(
        "category", "类别", "分类",
        as: .usual([Word("人"), Word("机"), Word("料"), Word("法"), Word("环")])),
      Column("count", "次数"), Column("loss", "损失", "损失金额"), Column("why1", "为什么1"),
      Column("why2", "为什么2"), Column("why3", "为什么3"), Column("why4", "为什么4"),
      Column("why5", "为什么5"), Column("root_cause", "根因"), Column("evidence", "证据"),
      Column("verified", "已验证", as: .choice([Word("是", "true"), Word("否", "false")])),
      Column("improvement", "改进", "改进措施"), Column("owner", "负责人"),
      Column("due", "期限", "截止日期", as: .day),
      Column("status", "状态", as: states),
      Column("check_metric", "验证指标"),
    ], needed: [Needed("symptom")], fewestHeaders: 3, ahead: "id")

  /// STAR: what is worth keeping.
  static let stories = KeptSheet(
    columns: [
      Column("situation", "情境"), Column("task", "任务"), Column("action", "行动"),
      Column("result", "结果"), Column("metric_refs", "指标", as: .names), Column("owner", "负责人"),
    ], needed: [Needed("situation")], fewestHeaders: 3)

  /// 假设: what was believed and how it turned out.
  static let hypotheses = KeptSheet(
    columns: [
      Column("hypothesis", "假设"), Column("plan", "方案"), Column("trial", "执行"),
      Column("metric", "指标", "验证指标"), Column("result", "结果"),
      Column("decision", "去留", as: .choice([Word("保留", "keep"), Word("放弃", "drop")])),
      Column("owner", "负责人"),
    ], needed: [Needed("hypothesis")], fewestHeaders: 3)

  /// 分工: the run sheet.
  static let steps = KeptSheet(
    columns: [
      Column("step", "步骤", "环节"), Column("planned_start", "计划开始", as: .time),
      Column("planned_end", "计划结束", as: .time), Column("actual_start", "实际开始", as: .time),
      Column("actual_end", "实际结束", as: .time), Column("owner", "负责人"),
    ], needed: [Needed("step")], fewestHeaders: 3)

  /// 职责: who does what.
  static let duties = KeptSheet(
    columns: [
      Column("duty", "事项"), Column("department", "部门"),
      Column("responsible", "执行人", "执行", as: .names),
      Column("accountable", "负责人", "负责", as: .names), Column("consulted", "咨询", as: .names),
      Column("informed", "知会", as: .names), Column("due", "期限", "截止日期", as: .day),
      Column("status", "状态", as: states),
    ], needed: [Needed("duty")], fewestHeaders: 3)

  /// 事件: the register of incidents.
  static let incidents = KeptSheet(
    columns: [
      Column("id", "编号"), Column("incident", "事件"),
      Column("level", "级别", as: .choice([Word("A", "A"), Word("B", "B"), Word("C", "C")])),
      Column("opened_at", "发现时间", as: .time),
      Column("first_response_at", "首次响应时间", as: .time),
      Column("closed_at", "结束时间", as: .time), Column("post", "帖子"),
      Column("author_fans", "作者粉丝"), Column("platforms", "平台", as: .names),
      Column("owner", "负责人"), Column("outcome", "处理结果"),
    ],
    needed: [
      Needed("incident"), Needed("level", .choice(["A", "B", "C"])), Needed("opened_at", .time),
    ], fewestHeaders: 3)

  /// 调研问题: what was asked already.
  static let questions = KeptSheet(
    columns: [
      Column("question", "调研问题", "题目"), Column("survey", "调研", "问卷"),
      Column("asked_on", "提问日期", as: .day), Column("answers", "回答数"), Column("finding", "结论"),
      Column("owner", "负责人"),
    ], needed: [Needed("question")], fewestHeaders: 3)

  /// 竞品: what competitors offered.
  static let competitors = KeptSheet(
    columns: [
      Column("competitor", "竞品"), Column("offer", "促销"), Column("list_price", "原价"),
      Column("price", "促销价"), Column("threshold", "门槛"), Column("reduction", "减免"),
      Column("audience", "对象"), Column("source", "来源"), Column("as_of", "日期", as: .day),
    ], needed: [Needed("competitor")], fewestHeaders: 3)

  /// 合作方: what partners gave and got.
  static let partners = KeptSheet(
    columns: [
      Column("partner", "合作方"), Column("gave", "提供"), Column("in_kind_value", "折算价值"),
      Column("got", "得到"), Column("cost", "我方成本"), Column("exposure", "曝光"),
      Column("conversions", "转化"), Column("owner", "负责人"),
    ], needed: [Needed("partner")], fewestHeaders: 3)

  /// 目标: metrics with the goals they were to reach.
  static let targets = KeptSheet(
    columns: [
      Column("metric", "指标"), Column("goal", "目标", "目标值"),
      Column(
        "as", "读法", "口径",
        as: .choice([
          Word("水平", "level"), Word("相对变化", "rel"), Word("百分点", "pp"),
          Word("绝对变化", "abs"), Word("倍数", "multiple"), Word("净倍数", "net"),
        ])),
      Column("owner", "负责人"), Column("due", "期限", "截止日期", as: .day),
      Column("during", "阶段"), Column("scope", "范围"), Column("objective", "目的"),
    ],
    needed: [Needed("metric"), Needed("goal", .oneOf([.money, .percent]))], fewestHeaders: 2,
    ahead: "metric")
}
