import FupanDiagnostics

/// An empty workbook of ledgers, a sheet each.
enum LedgerTemplate {
  static func bytes(_ language: Language) throws(Problems) -> [UInt8] {
    let isEnglish = language == .english
    var book = try TemplateWorkbook(language)
    try book.add(isEnglish ? "Issues" : "问题", .issues, isNumbered: true)
    try book.add("STAR", .stories)
    try book.add(isEnglish ? "Hypotheses" : "假设", .hypotheses)
    try book.add(isEnglish ? "Run sheet" : "分工", .steps)
    try book.add(isEnglish ? "Duties" : "职责", .duties)
    try book.add(isEnglish ? "Incidents" : "事件", .incidents)
    try book.add(isEnglish ? "Questions" : "调研问题", .questions)
    try book.add(isEnglish ? "Competitors" : "竞品", .competitors)
    try book.add(isEnglish ? "Partners" : "合作方", .partners)
    return try book.finish(explaining: guide(language))
  }

  private static func guide(_ language: Language) -> [[String]] {
    language == .english
      ? [
        ["Column", "Example"], ["symptom", "The payment channel failed on 16 April"],
        ["category", "机 (people 人, machine 机, material 料, method 法, environment 环)"],
        ["why1 … why5", "Its certificate had expired → nobody owned the reminder"],
        ["root_cause", "Reminders are not on the hand-over list"],
        ["improvement", "Reminders belong to the hand-over list"], ["due", "2026-05-10"],
        ["check_metric", "order_count"], ["metric_refs (STAR)", "conversion, revenue"],
        ["metric (Hypotheses)", "conversion: its figure stands beside what was believed"],
        ["decision (Hypotheses)", "keep or drop"],
        [
          "planned_start … actual_end (Run sheet)",
          "09:30 or 2026-04-14 09:30; the report shows minutes and the bottleneck",
        ],
        ["verified (Issues)", "true once somebody checked that it is the cause"],
        ["responsible … informed (Duties)", "names; exactly one is accountable"],
        [
          "level (Incidents)",
          "A many complain together, B something runs short, C somebody asks; times with their day",
        ],
        ["price, or threshold and reduction (Competitors)", "0.99 of 9.90, or 15 off 30"],
      ]
      : [
        ["列", "例"], ["现象", "4月16日支付通道中断，订单几乎归零"], ["类别", "机（人、机、料、法、环）"],
        ["为什么1……为什么5", "支付通道证书到期 → 到期提醒发给了已离职的同事"], ["根因", "交接清单缺少系统提醒与证书"],
        ["改进", "证书与提醒列入交接清单"], ["期限", "2026-05-10"], ["验证指标", "order_count"],
        ["指标（STAR）", "conversion、revenue"],
        ["指标（假设）", "转化率：报告把它的数字放在假设旁边"], ["去留（假设）", "保留或放弃"],
        ["计划开始……实际结束（分工）", "09:30 或 2026-04-14 09:30；报告列出分钟数和卡点"],
        ["已验证（问题）", "有人核实过确是这个原因，写“是”"], ["执行人……知会（职责）", "人名；负责人只能有一位"],
        ["级别（事件）", "A 群体性投诉，B 物料短缺，C 常规咨询；时间要带日期"],
        ["促销价，或门槛与减免（竞品）", "原价 9.90 卖 0.99；或满 30 减 15"],
      ]
  }
}
