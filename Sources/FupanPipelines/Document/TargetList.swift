import FupanConfig
import FupanDiagnostics
import FupanMetrics

/// Goals that metrics were to reach: written in the document, or kept on a sheet of a workbook.
///
///     targets: [revenue: {goal: 60万}]
///     targets: plan/计划.xlsx
///     targets: {file: plan/计划.xlsx, sheet: 目标}
package enum TargetList: Sendable {
  case written([Named<TargetSettings>])
  case sheet(TargetSheet)
}

/// Where targets are kept.
package struct TargetSheet: Parameterised {
  @Parameter("The workbook.", .principal) package var file: FilePath
  @Parameter("Its sheet; by default the one with the headers 指标 and 目标, or metric and goal.")
  package var sheet: String?

  package init() {}
}

extension TargetList: ParameterValue {
  package static var kind: ParameterKind {
    .oneOf([[Named<TargetSettings>].kind, TargetSheet.kind])
  }

  /// A text, or a mapping with `file`, is a workbook: a target by itself has a goal.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    if node.scalar != nil && !node.isNull || node["file"] != nil {
      guard let sheet = TargetSheet(from: node, in: context, gathering: &problems) else {
        return nil
      }
      self = .sheet(sheet)
    } else {
      let list = [Named<TargetSettings>](from: node, in: context, gathering: &problems)
      guard let list else { return nil }
      self = .written(list)
    }
  }

  package var written: String {
    switch self {
    case .written(let targets): targets.written
    case .sheet(let sheet): sheet.written
    }
  }
}
