import FupanDiagnostics

/// An empty workbook of the plan: targets, budget and costs, those of them that are lacking.
enum PlanTemplate {
  /// - Parameters:
  ///   - sheets: which of targets, budget and costs.
  ///   - metrics: the labels of metrics that targets are likely for.
  static func bytes(
    _ sheets: [PlanSheet], metrics: [String], _ language: Language
  ) throws(Problems) -> [UInt8] {
    let isEnglish = language == .english
    var book = try TemplateWorkbook(language)
    for sheet in sheets {
      if sheet == .targets {
        try book.add(PlanTemplates.title(of: sheet, language), .targets, first: metrics)
      } else {
        _ = try book.add(
          PlanTemplates.title(of: sheet, language), headers: headers(of: sheet, language),
          choices: isEnglish
            ? []
            : [
              ("象限", ["高优先高回报", "高优先低回报", "低优先高回报", "低优先低回报"]),
              ("阶段", ["策划", "执行", "复盘"]), ("显隐性", ["显性", "隐性"]),
            ])
      }
    }
    return try book.finish(explaining: guide(sheets, language))
  }

  private static func headers(of sheet: PlanSheet, _ language: Language) -> [String] {
    sheet.columns.map { language == .english ? $0.name : $0.headers[0] }
  }

  private static func guide(_ sheets: [PlanSheet], _ language: Language) -> [[String]] {
    let isEnglish = language == .english
    var lines = isEnglish ? [["Column", "Example"]] : [["列", "例"]]
    if sheets.contains(.targets) {
      lines +=
        isEnglish
        ? [
          ["metric", "Conversion, or conversion: a metric's label or its name"],
          ["goal", "600000, 60万, 8%; a metric without a goal is left out"],
          ["as", "a goal in percent needs it: level (8%), rel (30% more), pp (2 points more)"],
          ["due", "2026-05-24; by default the end of the period"],
        ]
        : [
          ["指标", "转化率，或 conversion：指标的名称或代号"], ["目标", "600000、60万、8%；没写目标的指标不算"],
          ["读法", "百分比的目标必须写：水平（8%）、相对变化（多 30%）、百分点（多 2 个百分点）"],
          ["期限", "2026-05-24；默认是活动结束那天"],
        ]
    }
    if sheets.contains(.budget) {
      lines.append(isEnglish ? ["planned", "12000.00"] : ["预算金额", "12000.00"])
    }
    if sheets.contains(.costs) {
      lines.append(
        isEnglish
          ? ["item", "as the budget calls it, so that both are compared"]
          : ["项目", "与预算里的写法一致，才能逐项对比"])
    }
    return lines
  }
}
