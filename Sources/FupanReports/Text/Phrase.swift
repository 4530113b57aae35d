import FupanDiagnostics

/// Every fixed word and sentence of the reports, in each language.
///
/// A sentence's `{name}` places are filled by ``ReportText``.
package enum Phrase: String, Sendable, CaseIterable {
  // Sections.
  case sectionVerdict, sectionGoals, sectionTimeline, sectionFunnel, sectionChannels
  case sectionPeople, sectionVoice, sectionContent, sectionMoney, sectionExperiments
  case sectionWhy, sectionNext, sectionAppendix
  // The masthead.
  case documentKind, contents, skipToContent, stateFinal, stateRunning, timeProgress
  case labelPeriod, labelBaseline, labelAsOf, labelGeneratedAt, labelCurrency, labelTimeZone
  case backToTop, partial
  // The verdict.
  case verdictMet, verdictPartlyMet, verdictMissed, verdictRunning, verdictRunningProjected
  case verdictNoTargets, verdictSmall
  // Sections without data.
  case sectionMissing, sectionPartlyMissing
  // Cards and changes.
  case target, againstTarget, againstBaseline, againstCampaign, trend, exactly
  // Statuses.
  case statusMet, statusPartlyMet, statusMissed, statusOnTrack, statusAtRisk, statusBehind
  case statusNotDue, statusOk, statusWarning, statusFired, statusOpen, statusDoing, statusDone
  case statusOverdue, statusDropped, statusWorked, statusDidNotWork, statusUnknown
  // Why a value is not there.
  case missingNoData, missingNotApplicable, missingNotDue, missingTooFew, missingUndefined
  case suppressed
  // Tables and charts.
  case total, sortedAscending, sortedDescending, dataTable, chartOfNothing, item, value, step
  case reached, fromPrevious, fromFirst, lost, cohort, cohortSize, share, change, low, high
  case sampleSize, annotation, day, less, more, hiddenByScripts, multipliedParts, addedParts
  case noRows, dashMeans
  // Findings.
  case severityGood, severityNotice, severityWarning, severityCritical, evidence, certainty
  case whereToLook, topFindings
  // Ledgers.
  case cause, causeCategory, evidenceMissing, evidenceWritten, evidenceVerified, seenIn
  case problem, data, why, rootCause, improvement, owner, due, check, status, carriedFrom
  case situation, task, action, result
  // Tones of callouts.
  case calloutGood, calloutCaution, calloutBad, calloutNeutral
  // The appendix.
  case receipts, receiptsIntroduction, receiptFormula, receiptFilter, receiptNumerator
  case receiptDenominator, receiptRows, receiptMissing, receiptWindow, receiptInputs
  case receiptVersion, receiptMetric, receiptInputRows, receiptHashes, parameters, parameter,
    figureLink
  case unitPoints

  /// The phrase in `language`, with its places unfilled.
  package func text(in language: Language) -> String {
    let (chinese, english) = texts
    return language == .english ? english : chinese
  }

  private var texts: (zh: String, en: String) {
    switch self {
    case .sectionVerdict: ("结论", "Verdict")
    case .sectionGoals: ("目标", "Goals")
    case .sectionTimeline: ("发生了什么", "What happened")
    case .sectionFunnel: ("漏斗", "Funnel")
    case .sectionChannels: ("渠道", "Channels")
    case .sectionPeople: ("人群", "People")
    case .sectionVoice: ("口碑", "Voice")
    case .sectionContent: ("内容", "Content")
    case .sectionMoney: ("费用与回报", "Money")
    case .sectionExperiments: ("实验", "Experiments")
    case .sectionWhy: ("为什么", "Why")
    case .sectionNext: ("下一步", "What next")
    case .sectionAppendix:
      ("附录（口径 · 数据质量 · 血缘）", "Appendix (definitions · data quality · lineage)")

    case .documentKind: ("活动复盘", "Campaign retrospective")
    case .contents: ("目录", "Contents")
    case .skipToContent: ("跳到正文", "Skip to the report")
    case .stateFinal: ("已结束", "Closed")
    case .stateRunning: ("进行中", "Running")
    case .timeProgress: ("时间进度", "Time elapsed")
    case .labelPeriod: ("活动期", "Period")
    case .labelBaseline: ("对比基期", "Baseline")
    case .labelAsOf: ("数据截至", "Data up to")
    case .labelGeneratedAt: ("生成时间", "Generated")
    case .labelCurrency: ("币种", "Currency")
    case .labelTimeZone: ("时区", "Time zone")
    case .partial:
      (
        "数据不全：缺少 {inputs}；用到它们的章节已注明。",
        "Partial: {inputs} did not arrive; the sections that use them say so."
      )
    case .backToTop: ("回到顶部", "Back to top")

    case .verdictMet: ("全部达成：{total} 项目标中达成 {met} 项。", "Met: {met} of {total} targets reached.")
    case .verdictPartlyMet:
      ("部分达成：{total} 项目标中达成 {met} 项。", "Partly met: {met} of {total} targets reached.")
    case .verdictMissed:
      ("未达成：{total} 项目标中达成 {met} 项。", "Missed: {met} of {total} targets reached.")
    case .verdictRunning:
      (
        "进行中：时间进度 {time}，{total} 项目标中已达成 {met} 项。",
        "Running: {time} of the time has passed, {met} of {total} targets reached so far."
      )
    case .verdictRunningProjected:
      (
        "进行中：时间进度 {time}，完成进度 {done}，按此预计 {projected}。",
        "Running: {time} of the time has passed, {done} is done; at this pace {projected}."
      )
    case .verdictNoTargets:
      ("没有设定目标，只陈述事实。", "No targets were set; this report states what happened.")
    case .verdictSmall:
      (
        "订单只有 {orders} 笔，本报告只留结论、目标、费用与回报、为什么和下一步；达到 {enough} 笔后才做比例与比较。",
        "With only {orders} orders this report keeps to the verdict, goals, money, causes and what is next; rates and comparisons need {enough}."
      )

    case .sectionMissing: ("这一节需要输入：{inputs}。", "This section needs the input {inputs}.")
    case .sectionPartlyMissing:
      ("补上 {inputs} 后，这一节会更完整。", "With the input {inputs} this section would show more.")

    case .target: ("目标", "Target")
    case .againstTarget: ("较目标", "vs target")
    case .againstBaseline: ("较基期", "vs baseline")
    case .againstCampaign: ("较上次活动", "vs last campaign")
    case .trend: ("活动期内逐日走势", "Day by day over the period")
    case .exactly: ("精确值", "Exactly")

    case .statusMet: ("达成", "Met")
    case .statusPartlyMet: ("部分达成", "Partly met")
    case .statusMissed: ("未达成", "Missed")
    case .statusOnTrack: ("进度正常", "On track")
    case .statusAtRisk: ("有风险", "At risk")
    case .statusBehind: ("落后", "Behind")
    case .statusNotDue: ("未到期", "Not due")
    case .statusOk: ("正常", "OK")
    case .statusWarning: ("预警", "Warning")
    case .statusFired: ("已触发", "Fired")
    case .statusOpen: ("待办", "Open")
    case .statusDoing: ("进行中", "In progress")
    case .statusDone: ("已完成", "Done")
    case .statusOverdue: ("已逾期", "Overdue")
    case .statusDropped: ("已取消", "Dropped")
    case .statusWorked: ("有效", "Worked")
    case .statusDidNotWork: ("无效", "Did not work")
    case .statusUnknown: ("无法判断", "Unknown")

    case .missingNoData: ("无数据", "no data")
    case .missingNotApplicable: ("不适用", "n/a")
    case .missingNotDue: ("未到期", "not due")
    case .missingTooFew: ("样本不足", "too few")
    case .missingUndefined: ("无法计算", "undefined")
    case .suppressed: ("已隐去", "withheld")

    case .total: ("合计", "Total")
    case .sortedAscending: ("按“{column}”从低到高", "Sorted by {column}, lowest first")
    case .sortedDescending: ("按“{column}”从高到低", "Sorted by {column}, highest first")
    case .dataTable: ("图表数据", "The data of this chart")
    case .chartOfNothing: ("没有可画的数据。", "There is nothing to draw.")
    case .item: ("项目", "Item")
    case .value: ("数值", "Value")
    case .step: ("步骤", "Step")
    case .reached: ("到达人数", "Reached")
    case .fromPrevious: ("较上一步", "Of previous step")
    case .fromFirst: ("较第一步", "Of first step")
    case .lost: ("流失", "lost")
    case .cohort: ("同期群", "Cohort")
    case .cohortSize: ("规模", "Size")
    case .share: ("占比", "Share")
    case .change: ("变化", "Change")
    case .low: ("区间下限", "Low")
    case .high: ("区间上限", "High")
    case .sampleSize: ("样本量", "n")
    case .annotation: ("标注", "Note")
    case .day: ("日期", "Day")
    case .less: ("少", "Less")
    case .more: ("多", "More")
    case .hiddenByScripts: ("名称没有全部标出，见图表数据。", "Not every name fits; the data lists them all.")
    case .multipliedParts: ("由各项相乘得到", "the product of its parts")
    case .addedParts: ("由各项相加得到", "the sum of its parts")
    case .dashMeans: ("“–”表示{reasons}。", "– means {reasons}.")
    case .noRows: ("没有符合条件的行。", "No rows.")

    case .severityGood: ("亮点", "Good")
    case .severityNotice: ("留意", "Note")
    case .severityWarning: ("问题", "Problem")
    case .severityCritical: ("严重", "Serious")
    case .evidence: ("证据", "Evidence")
    case .certainty: ("把握", "Certainty")
    case .whereToLook: ("见“{section}”", "See {section}")
    case .topFindings: ("最要紧的发现", "What matters most")

    case .problem: ("问题", "Problem")
    case .data: ("数据", "Data")
    case .why: ("为什么", "Why")
    case .rootCause: ("根因", "Root cause")
    case .improvement: ("改进", "Improvement")
    case .owner: ("负责人", "Owner")
    case .due: ("期限", "Due")
    case .check: ("检验指标", "Check")
    case .status: ("状态", "Status")
    case .carriedFrom: ("来自：{campaign}", "Carried over from {campaign}")
    case .cause: ("原因", "Cause")
    case .causeCategory: ("类别", "Category")
    case .evidenceMissing: ("没有证据", "No evidence")
    case .evidenceWritten: ("有证据，未验证", "Evidence, not verified")
    case .evidenceVerified: ("已验证", "Verified")
    case .seenIn: ("以前出现过：{campaigns}", "Seen before: {campaigns}")
    case .situation: ("情境", "Situation")
    case .task: ("任务", "Task")
    case .action: ("行动", "Action")
    case .result: ("结果", "Result")

    case .calloutGood: ("好消息", "Good news")
    case .calloutCaution: ("注意", "Careful")
    case .calloutBad: ("警告", "Warning")
    case .calloutNeutral: ("说明", "Note")

    case .receipts: ("口径：每个数字怎么来的", "Definitions: where each figure comes from")
    case .receiptsIntroduction:
      ("报告中带虚线的数字都能点到这里。", "Every figure with a dotted underline leads here.")
    case .receiptFormula: ("公式", "Formula")
    case .receiptFilter: ("筛选", "Filter")
    case .receiptNumerator: ("分子", "Numerator")
    case .receiptDenominator: ("分母", "Denominator")
    case .receiptRows: ("计入", "Counted")
    case .receiptMissing: ("缺值未计入", "Left out as missing")
    case .receiptWindow: ("时间窗", "Window")
    case .receiptInputs: ("输入文件", "Input files")
    case .receiptVersion: ("定义版本", "Definition version")
    case .receiptMetric: ("指标", "Metric")
    case .receiptInputRows: ("行数", "Rows")
    case .receiptHashes: ("输入文件的校验和（SHA-256）", "Checksums of the input files (SHA-256)")
    case .parameters: ("参数", "Parameters")
    case .parameter: ("参数名", "Parameter")
    case .figureLink: ("查看口径", "How this figure came about")
    case .unitPoints: ("个百分点", "pp")
    }
  }
}
