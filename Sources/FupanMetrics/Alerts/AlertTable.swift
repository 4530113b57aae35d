import FupanData
import FupanMethods

/// The alerts of a run as a table: a row for each period judged.
package enum AlertTable {
  package static let schema = Schema([
    Field("rule", .text), Field("metric", .text), Field("scope", .text), Field("period", .text),
    Field("value", .number), Field("n", .integer), Field("good", .text), Field("verdict", .text),
    Field("state", .text), Field("run", .integer), Field("severity", .text),
    Field("since", .text), Field("fingerprint", .text), Field("news", .bool),
    Field("level", .text), Field("owner", .text), Field("action", .text),
  ])

  /// The rows of `outcomes`, in their order.
  ///
  /// - Parameters:
  ///   - personal: columns whose values are not shown.
  ///   - action: the words of an action in the report's language.
  package static func rows(
    _ outcomes: [AlertOutcome], hiding personal: Set<String>, action: (AlertAction) -> String
  ) -> [[Value]] {
    outcomes.flatMap { outcome in
      let place = zip(outcome.alert.settings.by, outcome.scope).map { column, value in
        "\(column)=\(personal.contains(column) ? "***" : value.text ?? "")"
      }
      let settings = outcome.alert.settings
      let hides = settings.by.contains(where: personal.contains)
      return outcome.periods.map { period -> [Value] in
        let step = period.step
        let part = outcome.alert.parts[period.part]
        let since = step.since.flatMap { outcome.periods[$0].day?.text }
        let fingerprint = hides ? nil : outcome.fingerprint(of: period)
        let owner = settings.owner ?? part.metric.declaration.owner
        func text(_ text: String?) -> Value { text.map { .text($0) } ?? .missing }
        var cells: [Value] = [
          .text(outcome.alert.id), .text(part.metric.id), .text(place.joined(separator: " ")),
          text(period.day?.text),
        ]
        cells.append(period.figure.estimate.value.map { .number($0) } ?? .missing)
        cells.append(.integer(Int64(period.figure.estimate.n)))
        cells += [
          .text(part.good.words), .text(step.verdict.rawValue), .text(step.state.rawValue),
        ]
        cells += [.integer(Int64(step.run)), text(step.severity?.rawValue), text(since)]
        cells += [text(fingerprint), .bool(step.isNews), .text(settings.level.rawValue)]
        cells += [text(owner), text(settings.action.map(action))]
        return cells
      }
    }
  }
}

extension AlertCondition {
  /// The good side as machines read it: `>= 0.03`, `0.9..1.1`.
  package var words: String {
    switch self {
    case .atLeast(let bound): ">= \(NumberText.string(bound))"
    case .atMost(let bound): "<= \(NumberText.string(bound))"
    case .above(let bound): "> \(NumberText.string(bound))"
    case .below(let bound): "< \(NumberText.string(bound))"
    case .between(let low, let high): "\(NumberText.string(low))..\(NumberText.string(high))"
    }
  }
}
