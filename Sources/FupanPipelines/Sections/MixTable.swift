import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanReports

/// Which rate's change is split, and into what groups.
///
///     - timeline: {mix: {of: conversion, by: channel}}
struct MixSettings: Parameterised {
  @Parameter("The rate: a metric with a numerator and a denominator.", .principal)
  var of: Located<String>
  @Parameter("The column whose groups it is split into.") var by: String = "channel"

  init() {}
}

/// A rate's change against the baseline, split into groups that became larger or smaller (mix) and
/// groups that did better or worse (rate).
struct MixTable: Sendable {
  private let scope: ReportScope
  private let metric: Metric
  private let by: String
  private let period: MetricQuery
  private let baseline: MetricQuery?

  init(_ settings: MixSettings, in scope: ReportScope) throws(Problems) {
    self.scope = scope
    by = settings.by
    metric = try scope.registry.metric(settings.of.value, at: settings.of.place ?? scope.place)
    guard case .ratio = metric.form else {
      throw Problems(
        Diagnostic(
          .noRate, at: settings.of.place ?? scope.place, ["name": .text(settings.of.value)]))
    }
    let clock = scope.clock
    period = try scope.query(MetricRequest("mix", [metric.id], by: [by], during: clock.period))
    if let days = clock.comparison {
      baseline = try scope.query(
        MetricRequest("mix.baseline", [metric.id], by: [by], during: days))
    } else {
      baseline = nil
    }
  }

  var queries: [MetricQuery] { [period] + [baseline].compactMap { $0 } }
  var lacks: [String] {
    period.lacks(of: [metric.id]) + (baseline == nil ? ["campaign.baseline"] : [])
  }

  func blocks(_ results: ReportResults) -> [Report.Block] {
    guard let baseline else { return [] }
    let (now, before) = (parts(results.figures(period)), parts(results.figures(baseline)))
    var groups: [Value] = []
    for part in before + now where !groups.contains(part.group) { groups.append(part.group) }
    func side(_ parts: [(group: Value, part: MixDecomposition.Part)]) -> [MixDecomposition.Part] {
      groups.map { group in
        parts.first { $0.group == group }?.part ?? MixDecomposition.Part(0, over: 0)
      }
    }
    let (base, current) = (side(before), side(now))
    guard let split = MixDecomposition(from: base, to: current) else { return [] }
    let text = scope.text
    let minimum = scope.document.minimumGroup
    let sizes = zip(base, current).map { Int(min($0.denominator, $1.denominator)) }
    let verdicts = SmallCells.list(
      zip(base, current).map { pair in
        // A group that is absent in one period tells of the other alone.
        let present = [pair.0.denominator, pair.1.denominator].filter { $0 > 0 }.min() ?? 0
        return Int(present)
      }, minimumGroup: minimum)
    let order = groups.indices.sorted { left, right in
      let (a, b) = (abs(split.rows[left].total), abs(split.rows[right].total))
      return a != b
        ? a > b : sizes[left] != sizes[right] ? sizes[left] > sizes[right] : left < right
    }
    let mix = split.rows.reduce(0) { $0 + $1.mix }
    let rate = split.rows.reduce(0) { $0 + $1.rate }
    let label = metric.label(in: scope.language)
    func rateValue(_ value: Double?) -> Report.Value {
      value.map { .ratio($0) } ?? .missing(.noData)
    }
    let rows = order.map { index -> Report.Table.Row in
      let row = split.rows[index]
      let cells: [Report.Value] =
        verdicts[index] == .published
        ? [
          .ratio(row.weights.before), .ratio(row.weights.after), rateValue(row.rates.before),
          rateValue(row.rates.after), .points(row.mix), .points(row.rate), .points(row.total),
        ] : Array(repeating: .suppressed, count: 7)
      return Report.Table.Row([.text(groups[index].text ?? text[.unknownGroup])] + cells)
    }
    let table = Report.Table(
      id: "timeline_mix",
      title: text(
        abs(mix) > abs(rate) ? .mixTitle : .rateTitle, ["metric": label]),
      columns: [
        .init("group", CanonicalLabel.column(by, in: scope.language) ?? by, .text),
        .init("weight_base", text[.weightBefore], .ratio),
        .init("weight", text[.weightNow], .ratio), .init("base", text[.rateBefore], .ratio),
        .init("value", text[.rateNow], .ratio),
        .init("mix", text[.mixEffect], .points, signed: true),
        .init("rate", text[.rateEffect], .points, signed: true),
        .init("total", text[.effect], .points, signed: true),
      ],
      rows: rows + [
        Report.Table.Row(
          [
            .text(text[.all]), .ratio(1), .ratio(1), .ratio(split.before), .ratio(split.after),
            .points(mix), .points(rate), .points(split.change),
          ], isTotal: true)
      ], note: text.sentence(split.flags.contains(.simpson) ? .simpsonNote : .mixNote))
    return [.table(table)]
  }

  private func parts(_ table: MetricTable) -> [(group: Value, part: MixDecomposition.Part)] {
    table.rows.compactMap { row in
      guard let group = row.scope.first, let figure = row.figures[metric.id],
        let upper = figure.numerator?.double, let lower = figure.denominator?.double, lower >= 0
      else { return nil }
      return (group, MixDecomposition.Part(upper, over: lower))
    }
  }
}

extension SectionPhrase {
  fileprivate static let all = SectionPhrase("合计", "Total")
  fileprivate static let weightBefore = SectionPhrase("基期占比", "Share, baseline")
  fileprivate static let weightNow = SectionPhrase("本期占比", "Share")
  fileprivate static let rateBefore = SectionPhrase("基期比率", "Rate, baseline")
  fileprivate static let rateNow = SectionPhrase("本期比率", "Rate")
  fileprivate static let mixEffect = SectionPhrase("占比变化的影响", "From the mix")
  fileprivate static let rateEffect = SectionPhrase("自身变化的影响", "From the group itself")
  fileprivate static let effect = SectionPhrase("影响合计", "Together")
  fileprivate static let mixTitle = SectionPhrase(
    "{metric}的变化主要来自各组占比", "{metric} changed mostly because of the mix of groups")
  fileprivate static let rateTitle = SectionPhrase(
    "{metric}的变化主要来自各组自身", "{metric} changed mostly within the groups")
  fileprivate static let mixNote = SectionPhrase(
    "各组影响之和等于合计比率的变化；一个人在几组里出现时各组都算，合计与总指标可能略有出入。",
    "The groups' effects add up to the change of the total rate; who is in several groups counts in each, so the total may differ a little from the metric itself."
  )
  fileprivate static let simpsonNote = SectionPhrase(
    "合计与每一组自身的变化方向相反：变的是各组占比（辛普森悖论）。",
    "The total moved against every group: what changed is how large the groups are (Simpson's paradox)."
  )
}
