import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanReports
import FupanStages

/// Where people were lost on the way.
///
///     - funnel: purchase
///     - funnel: [purchase, purchase_change, pages]
struct FunnelSection: ReportSection {
  static let kind = Report.Section.Kind.funnel
  static let summary = "A funnel's steps with rates and losses, and the step that loses most."

  @Parameter("The datasets shown, those whose last stage is a funnel first.", .principal, .nonEmpty)
  var datasets: [DatasetUse]

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let shown = try ShownDatasets(datasets, of: .funnel, in: scope)
    return PreparedSection(fragments: shown.fragments) { results in
      let funnels = shown.datasets.filter { $0.lastStage is Funnel }
      let findings =
        funnels.compactMap { dataset in
          results.tables[dataset.fragment.name].flatMap { FunnelSection.told($0, scope) }
        } + shown.told(results)
      var blocks: [Report.Block] =
        findings.isEmpty ? [] : [.findings(findings.map { $0.inPlace })]
      blocks += shown.blocks(results)
      return BuiltSection(
        Report.Section(.funnel, blocks: blocks, missing: shown.lacks), findings: findings)
    }
  }

  /// The step that loses far more than the others, from the steps of all people.
  static func told(_ table: Table, _ scope: ReportScope) -> ToldFinding? {
    guard let names = table.values("name"), let users = table.values("users") else { return nil }
    let isTotal = table.values("is_total")
    var steps: [(name: String, users: Int)] = []
    for index in names.indices {
      guard isTotal.map({ $0[index] == .bool(true) }) ?? true,
        case .integer(let count) = users[index]
      else { continue }
      steps.append((names[index].text ?? "", Int(count)))
    }
    guard let found = FunnelLoss.find(steps.map { $0.users }), let first = steps.first else {
      return nil
    }
    let text = scope.text
    let before = steps[found.step - 1]
    return ToldFinding(
      Finding(
        .funnelLoss(found), share: found.extra / Double(max(first.users, 1)),
        certainty: 1 - found.p),
      Report.Finding(
        .warning,
        text.sentence(
          .biggestLoss,
          [
            "from": .words(before.name), "to": .words(steps[found.step].name),
            "lost": .value(.integer(found.lost), receipt: nil),
            "of": .value(.integer(before.users), receipt: nil),
            "rate": .value(.share(found.lost, of: before.users), receipt: nil),
            "second": .value(.ratio(found.second), receipt: nil),
          ]), certainty: text[.q001], section: .funnel))
  }
}

extension SectionPhrase {
  fileprivate static let biggestLoss = SectionPhrase(
    "“{from}”到“{to}”流失最多：{of} 人里走了 {lost} 人（{rate}），其他步骤最多流失 {second}。",
    "Most are lost between “{from}” and “{to}”: {lost} of {of} ({rate}), where no other step loses more than {second}."
  )
}
