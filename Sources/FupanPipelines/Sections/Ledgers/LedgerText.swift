import FupanConfig
import FupanMetrics
import FupanReports

/// Entries of the ledgers as the report shows them.
enum LedgerText {
  static func improvement(
    _ issue: Issue, _ scope: ReportScope, _ figures: LedgerFigures, _ results: ReportResults,
    _ book: inout ReceiptBook
  ) -> Report.Improvement {
    let text = scope.text
    var data: [Report.Sentence.Span] = []
    if let loss = issue.loss?.decimal {
      let amount = Report.ExactNumber(unscaled: Int128(loss.units), scale: min(loss.scale, 18))
      data += text.sentence(.lossOf, ["amount": .value(.money(amount), receipt: nil)]).spans
    }
    if let count = issue.count, count > 1 {
      data += text.sentence(.times, ["count": .value(.integer(count), receipt: nil)]).spans
    }
    if let evidence = issue.evidence { data.append(.words(evidence)) }
    let symptom = issue.phase.map { text.label(issue.symptom, remark: $0) } ?? issue.symptom
    let seen = scope.past.having(like: fingerprint(of: issue))
    return Report.Improvement(
      problem: symptom, data: data.isEmpty ? nil : Report.Sentence(data), whys: issue.whys,
      rootCause: issue.rootCause, improvement: issue.improvement ?? text[.noImprovement],
      owner: issue.owner, due: issue.due?.civil, check: check(issue, scope),
      status: status(issue.status, due: issue.due, scope),
      carriedFrom: promised(issue, scope) ? scope.past.last?.name : nil, category: issue.category,
      evidence: issue.verified == true ? .verified : issue.evidence == nil ? .missing : .written,
      checkMetric: issue.checkMetric.flatMap { scope.registry.metric(called: $0)?.id },
      checked: issue.checkMetric.flatMap { figures.sentence([$0], scope, results, &book) },
      seenIn: seen.isEmpty ? nil : seen)
  }

  static func story(
    _ story: Story, _ scope: ReportScope, _ figures: LedgerFigures, _ results: ReportResults,
    _ book: inout ReceiptBook
  ) -> Report.Story {
    let lacking = scope.text[.notWritten]
    var result = Report.Sentence(story.result ?? lacking)
    if let data = figures.sentence(story.metricRefs, scope, results, &book) {
      let open = scope.language == .english ? " (" : "（"
      let close = scope.language == .english ? ")" : "）"
      result = Report.Sentence(result.spans + [.words(open)] + data.spans + [.words(close)])
    }
    return Report.Story(
      title: story.title, situation: story.situation, task: story.task ?? lacking,
      action: story.action ?? lacking, result: result, owner: story.owner)
  }

  static func fingerprint(of issue: Issue) -> IssueFingerprint {
    IssueFingerprint(symptom: issue.symptom, cause: issue.rootCause)
  }

  /// Whether the last campaign promised to do something about the same problem.
  private static func promised(_ issue: Issue, _ scope: ReportScope) -> Bool {
    let own = fingerprint(of: issue)
    return scope.past.last?.improvements.contains { IssueFingerprint($0).resembles(own) } ?? false
  }

  /// The metric that shows whether an improvement worked, as the report calls it.
  static func check(_ issue: Issue, _ scope: ReportScope) -> String? {
    issue.checkMetric.map { scope.registry.metric(called: $0)?.label(in: scope.language) ?? $0 }
  }

  /// The status that a ledger's words stand for; what is late and not finished is overdue.
  static func status(
    _ words: String?, due: DateLiteral?, _ scope: ReportScope
  ) -> Report.Status {
    let status: Report.Status =
      switch words?.lowercased() {
      case "已完成"?, "完成"?, "done"?, "closed"?: .done
      case "进行中"?, "doing"?, "in progress"?, "in_progress"?: .doing
      case "已取消"?, "取消"?, "dropped"?, "cancelled"?: .dropped
      case "有效"?, "worked"?: .worked
      case "无效"?, "did not work"?: .didNotWork
      case "已逾期"?, "overdue"?: .overdue
      default: .open
      }
    let isOpen = status == .open || status == .doing
    if isOpen, let due, due.daysSince1970 < scope.asOf.daysSinceEpoch { return .overdue }
    return status
  }
}

extension SectionPhrase {
  static let notWritten = SectionPhrase("还没有写", "not written yet")
  fileprivate static let lossOf = SectionPhrase("损失 {amount}。", "Cost {amount}. ")
  fileprivate static let times = SectionPhrase("发生 {count} 次。", "Happened {count} times. ")
  fileprivate static let noImprovement = SectionPhrase("还没有写下改进", "no improvement written down yet")
}
