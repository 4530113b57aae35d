import FupanMetrics
import FupanReports

/// What the team believed, the metric that shows it, what came of it and whether it is kept.
struct HypothesisTable {
  private let scope: ReportScope
  private let figures: LedgerFigures

  init(_ scope: ReportScope, _ figures: LedgerFigures) {
    self.scope = scope
    self.figures = figures
  }

  func table(_ results: ReportResults, _ book: inout ReceiptBook) -> Report.Table {
    let text = scope.text
    let words = ReportText(scope.language)
    var rows: [Report.Table.Row] = []
    for entry in scope.ledgers.hypotheses {
      let found = entry.metric.flatMap { figures.figure($0, scope, results) }
      let value: Report.Value =
        found.map { FigureFormat($0.metric).value($0.figure) }
        ?? .missing(entry.metric == nil ? .notApplicable : .noData)
      rows.append(
        Report.Table.Row(
          [
            .text(entry.hypothesis), .text(entry.plan ?? ""),
            .text(found?.metric.label(in: scope.language) ?? entry.metric ?? ""), value,
            .text(entry.result ?? ""), .text(text[turn(entry)]), .text(text[decision(entry)]),
            .text(entry.owner ?? ""),
          ], metric: found?.metric.id,
          receipt: found.map { book.add($0.metric, $0.figure, during: figures.days) }))
    }
    return Report.Table(
      id: "why_hypotheses", title: text[.hypotheses],
      columns: [
        .init("hypothesis", text[.hypothesis], .text), .init("plan", text[.plan], .text),
        .init("metric", text[.metric], .text),
        .init("actual", text[.actual], .mixed), .init("result", text[.outcome], .text),
        .init("turn", text[.turn], .text), .init("decision", text[.decision], .text),
        .init("owner", words[.owner], .text),
      ], rows: rows)
  }

  /// How far round the loop of plan, do, check and act it is.
  private func turn(_ entry: Hypothesis) -> SectionPhrase {
    switch entry.turn {
    case .believed: .stillBelieved
    case .planned: .isPlanned
    case .tried: .wasTried
    case .seen: .wasSeen
    case .decided: .wasDecided
    }
  }

  private func decision(_ entry: Hypothesis) -> SectionPhrase {
    switch entry.decision {
    case .keep?: .kept
    case .drop?: .dropped
    case nil: .undecided
    }
  }
}

extension SectionPhrase {
  fileprivate static let hypotheses = SectionPhrase("验证过的假设", "Hypotheses and how they turned out")
  fileprivate static let hypothesis = SectionPhrase("假设", "Hypothesis")
  fileprivate static let plan = SectionPhrase("方案", "Plan")
  fileprivate static let turn = SectionPhrase("到哪一步", "Loop")
  fileprivate static let stillBelieved = SectionPhrase("提出", "believed")
  fileprivate static let isPlanned = SectionPhrase("计划", "plan")
  fileprivate static let wasTried = SectionPhrase("执行", "do")
  fileprivate static let wasSeen = SectionPhrase("检查", "check")
  fileprivate static let wasDecided = SectionPhrase("处置", "act")
  fileprivate static let outcome = SectionPhrase("结果", "Result")
  fileprivate static let decision = SectionPhrase("去留", "Decision")
  fileprivate static let kept = SectionPhrase("保留", "keep")
  fileprivate static let dropped = SectionPhrase("放弃", "drop")
  fileprivate static let undecided = SectionPhrase("未定", "undecided")
}
