import FupanMetrics
import FupanReports

/// Says which targets were missed, and which one was exceeded most.
enum TargetFindings {
  static func told(
    _ judged: [JudgedTarget], _ scope: ReportScope, _ book: inout ReceiptBook
  ) -> [ToldFinding] {
    var findings: [ToldFinding] = []
    var best: (target: JudgedTarget, attainment: Double)?
    for target in judged where target.isDue {
      guard let isMet = target.isMet else { continue }
      let attainment = target.assessment?.attainment.attainment
      if isMet {
        if let attainment, attainment > best?.attainment ?? 1 { best = (target, attainment) }
        continue
      }
      let certainty = target.assessment?.certainty == .inconclusive ? 0.5 : 1
      let finding = Finding(
        .target(target), share: attainment.map { 1 - $0 } ?? 0.5, certainty: certainty)
      findings.append(tell(finding, target, scope, &book))
    }
    if let best {
      // Good news weighs less than what has to be mended.
      let finding = Finding(.target(best.target), share: (best.attainment - 1) / 4)
      findings.append(tell(finding, best.target, scope, &book))
    }
    return findings
  }

  private static func tell(
    _ finding: Finding, _ target: JudgedTarget, _ scope: ReportScope, _ book: inout ReceiptBook
  ) -> ToldFinding {
    let text = scope.text
    let metric = target.plan.metric
    let receipt = book.add(
      metric, target.actual, part: target.part, remark: target.part,
      during: scope.campaign?.days(target.plan.settings.during)
        .map { Report.Period(scope.clock.known(of: $0)) })
    let isMet = target.isMet == true
    let attainment = target.assessment?.attainment.attainment
    let rate = Report.Value.ratio(attainment ?? 0)
    let phrase: SectionPhrase =
      attainment == nil
      ? (isMet ? .metPlain : .missedPlain) : isMet ? .metTarget : .missedTarget
    let name = metric.label(in: scope.language)
    return ToldFinding(
      finding,
      Report.Finding(
        isMet ? .good : target.status == .partlyMet ? .warning : .critical,
        text.sentence(
          phrase,
          [
            "metric": .words(target.part.map { text.label(name, remark: $0) } ?? name),
            "actual": .value(FigureFormat(metric).value(target.actual), receipt: receipt),
            "target": .value(target.target, receipt: nil), "rate": .value(rate, receipt: nil),
          ]),
        certainty: target.assessment?.certainty == .inconclusive ? text[.uncertain] : nil,
        section: .goals, metrics: [metric.id]))
  }
}

extension SectionPhrase {
  fileprivate static let metTarget = SectionPhrase(
    "{metric}达到 {actual}，超过目标 {target}，达成率 {rate}。",
    "{metric} reached {actual} against a target of {target}: {rate} attained.")
  fileprivate static let missedTarget = SectionPhrase(
    "{metric}为 {actual}，没有达到目标 {target}，达成率 {rate}。",
    "{metric} came to {actual}, short of its target of {target}: {rate} attained.")
  fileprivate static let metPlain = SectionPhrase(
    "{metric}为 {actual}，达到目标 {target}。", "{metric} is {actual} and meets its target of {target}.")
  fileprivate static let missedPlain = SectionPhrase(
    "{metric}为 {actual}，没有达到目标 {target}。",
    "{metric} is {actual} and misses its target of {target}.")
  static let uncertain = SectionPhrase("统计上不确定", "statistically uncertain")
}
