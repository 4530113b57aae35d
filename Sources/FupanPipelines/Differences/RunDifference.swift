import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanReports

/// Two runs or campaigns metric by metric, each difference split by its causes.
///
/// The parts are steps on one way from the first figure to the second: rows of one cause after the
/// other are exchanged, and the figure is computed again after each. So they add up exactly,
/// whatever the metric is.
///
///     let difference = try RunDifference(from: yesterday, to: today)
///     for metric in difference.metrics { … }
package struct RunDifference: Sendable {
  package let before: DifferenceSide
  package let after: DifferenceSide
  package let metrics: [MetricDifference]

  /// - Parameter wanted: only these metrics, by id or label; nil takes all of either report.
  /// - Throws: a metric that neither has, and amounts in two currencies.
  package init(
    from before: DifferenceSide, to after: DifferenceSide, of wanted: [String]? = nil
  ) throws(Problems) {
    guard before.report.currency == after.report.currency else {
      throw Problems(
        Diagnostic(
          .differentCurrencies,
          ["before": .text(before.report.currency), "after": .text(after.report.currency)]))
    }
    let names = RunDifference.names(before, after)
    self.before = before.named(names.0)
    self.after = after.named(names.1)
    var receipts: [Report.Receipt] = []
    for receipt in after.report.receipts + before.report.receipts
    where receipt.id == receipt.metric && !receipts.contains(where: { $0.id == receipt.id }) {
      receipts.append(receipt)
    }
    if let wanted {
      let known = receipts
      receipts = []
      for name in wanted {
        guard let receipt = known.first(where: { $0.id == name || $0.label == name }) else {
          var diagnostic = Diagnostic(.noSuchFigure, ["name": .text(name)])
          if let nearest = NearestName.to(name, among: known.map { $0.id }) {
            diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
          }
          throw Problems(diagnostic.with("metrics", .list(known.map { $0.id })))
        }
        receipts.append(receipt)
      }
    }
    let splitter = DifferenceSplitter(before, after)
    metrics = receipts.map { receipt in
      RunDifference.difference(
        receipt.id, before.report.receipts.first { $0.id == receipt.id },
        after.report.receipts.first { $0.id == receipt.id }, before, after, splitter)
    }
  }

  /// The days that two runs speak of where those tell them apart, else their names.
  private static func names(_ before: DifferenceSide, _ after: DifferenceSide) -> (String, String) {
    let days = (before.report.asOf.description, after.report.asOf.description)
    let areRuns = before.name.hasPrefix(days.0 + "_") && after.name.hasPrefix(days.1 + "_")
    return areRuns && days.0 != days.1 ? days : (before.name, after.name)
  }

  private static func difference(
    _ id: String, _ left: Report.Receipt?, _ right: Report.Receipt?, _ before: DifferenceSide,
    _ after: DifferenceSide, _ splitter: DifferenceSplitter?
  ) -> MetricDifference {
    let unit = MetricDifference.Unit([left?.value, right?.value].compactMap { $0 })
    var difference = MetricDifference(
      metric: id, label: right?.label ?? left?.label ?? id, unit: unit,
      before: left.flatMap { unit.number($0.value) },
      after: right.flatMap { unit.number($0.value) },
      parts: [], remarks: [])
    let isEntered = [before, after].contains { $0.report.closing == .entered }
    if isEntered { difference.remarks.append(.entered) }
    guard let total = difference.difference else { return difference }
    let isOtherwise: Bool? =
      if let one = left?.definition, let other = right?.definition { one != other } else { nil }
    let isOneCampaign = before.report.campaign == after.report.campaign
    func whole(_ cause: DifferenceCause) -> [MetricDifference.Part] {
      total.unscaled == 0 ? [] : [.init(cause: cause, amount: total, rows: nil)]
    }
    guard isOneCampaign else {
      if isOtherwise == true { difference.remarks.append(.definitionChanged) }
      difference.parts = whole(isOtherwise == false ? .campaign : .unsplit)
      return difference
    }
    guard let split = splitter?.parts(of: id, unit, isOtherwise: isOtherwise ?? true) else {
      if total.unscaled != 0 { difference.remarks.append(.noRows) }
      difference.parts = whole(.unsplit)
      return difference
    }
    // What was kept must give the figures of the reports again.
    guard split.first == difference.before, split.last == difference.after else {
      difference.remarks.append(.notReproduced)
      difference.parts = whole(.unsplit)
      return difference
    }
    difference.parts = split.parts
    if isOtherwise == true { difference.remarks.append(.definitionChanged) }
    return difference
  }
}

extension MetricDifference.Unit {
  /// The unit of figures, with digits enough to tell them apart.
  init(_ values: [Report.Value]) {
    switch values.first(where: { $0.plotted != nil }) {
    case .money?:
      let places = values.map { value -> Int in
        if case .money(let amount) = value { amount.scale } else { 0 }
      }
      self = .money(places: places.max() ?? 2)
    case .ratio?, .points?:
      let largest = values.compactMap { $0.plotted }.map { abs($0) }.max() ?? 0
      self = .percent(places: largest < 0.1 ? 3 : 2)
    case .multiple?: self = .multiple
    case .number(_, let places)?: self = .number(places: max(places, 2))
    default: self = .count
    }
  }

  /// A figure in this unit, exact or rounded to its places; nil where it is not there.
  func number(_ value: Report.Value) -> Report.ExactNumber? {
    switch (value, self) {
    case (.integer(let number), _): return Report.ExactNumber(number).rounded(to: places)
    case (.money(let amount), _): return amount.rounded(to: places)
    case (.ratio(let ratio), .percent):
      if let upper = ratio.numerator, let lower = ratio.denominator,
        let exact = Report.ExactNumber.quotient(upper, lower, places: places + 2)
      {
        return Report.ExactNumber(unscaled: exact.unscaled, scale: places)
      }
      guard let exact = Report.ExactNumber(decimalTextOf: ratio.value)?.rounded(to: places + 2)
      else { return nil }
      return Report.ExactNumber(unscaled: exact.unscaled, scale: places)
    default:
      return value.plotted.flatMap {
        Report.ExactNumber(decimalTextOf: $0)?.rounded(to: places)
      }
    }
  }
}
