import FupanConfig

extension KeptSheet {
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
      Column("improvement", "改进", "改进措施"), Column("owner", "负责人"),
      Column("due", "期限", "截止日期", as: .day),
      Column(
        "status", "状态",
        as: .usual([
          Word("未开始", "open"), Word("进行中", "doing"), Word("已完成", "done"),
          Word("已取消", "dropped"),
        ])),
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
      Column("hypothesis", "假设"), Column("metric", "指标", "验证指标"), Column("result", "结果"),
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
