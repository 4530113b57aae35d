import FupanConfig
import FupanDiagnostics

/// Workbooks to write in for what no platform exports: the plan (targets, budget, costs) and the
/// ledgers.
package enum PlanTemplates {
  static let plan = "plan/计划.xlsx"
  static let ledgers = "plan/复盘台账.xlsx"

  /// The sheets of the plan, with what each is called.
  private static let titles: [(sheet: PlanSheet, zh: String, en: String)] = [
    (.targets, "目标", "Targets"), (.budget, "预算", "Budget"), (.costs, "费用", "Costs"),
  ]

  /// What a sheet of the plan is called.
  static func title(of sheet: PlanSheet, _ language: Language) -> String {
    titles.first { $0.sheet == sheet }.map { language == .english ? $0.en : $0.zh } ?? ""
  }

  /// The templates that a draft's folder has no sheet for, by their paths beside the pipeline.
  package static func files(
    for draft: PipelineDraft
  ) throws(Problems) -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = []
    let lacking = titles.map { $0.sheet }.filter { draft.needs($0) }
    if !lacking.isEmpty {
      let metrics = try labels(of: draft.verdict, draft.language)
      files.append((plan, try PlanTemplate.bytes(lacking, metrics: metrics, draft.language)))
    }
    if draft.survey.ledgers == nil {
      files.append((ledgers, try LedgerTemplate.bytes(draft.language)))
    }
    return files
  }

  /// What the presets call metrics.
  private static func labels(
    of metrics: [String], _ language: Language
  ) throws(Problems) -> [String] {
    let text = ShippedFiles.presets.first { $0.name == "presets/metrics" }?.text ?? ""
    let known = try YAMLDocument.parse(text, file: "presets/metrics.yaml").root["metrics"]
    return metrics.map { metric in
      known?[metric]?["label"]?[language == .english ? "en" : "zh"]?.scalar ?? metric
    }
  }
}
