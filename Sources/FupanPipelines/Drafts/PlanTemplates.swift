import FupanDiagnostics

/// Empty sheets for what no platform exports: budget, costs and ledgers.
package enum PlanTemplates {
  static let budget = "plan/预算.csv"
  static let costs = "plan/费用台账.csv"
  static let ledgers = "plan/复盘台账.xlsx"
  static let costColumns = [
    (name: "date", header: "日期"), (name: "channel", header: "渠道"),
    (name: "item", header: "项目"), (name: "phase", header: "阶段"),
    (name: "cost_type", header: "显隐性"), (name: "amount", header: "金额"),
  ]

  /// The templates that a survey has no sheet for, by their paths beside the pipeline.
  package static func files(
    for survey: FolderSurvey, language: Language
  ) throws(Problems) -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = []
    if survey.sheet(.budget) == nil {
      files.append((budget, Array("\u{FEFF}项目,预算金额,象限,阶段\r\n".utf8)))
    }
    if survey.sheet(.costs) == nil {
      let header = costColumns.map { $0.header }.joined(separator: ",")
      files.append((costs, Array("\u{FEFF}\(header)\r\n".utf8)))
    }
    if survey.ledgers == nil {
      files.append((ledgers, try LedgerTemplate.bytes(language)))
    }
    return files
  }
}
