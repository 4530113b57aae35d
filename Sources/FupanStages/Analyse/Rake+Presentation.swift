import FupanData
import FupanDiagnostics
import FupanMethods
import FupanReports

extension Rake: PresentedStage {
  /// What weighting corrects, what it costs, and each margin before and after.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let weights = (result.values(into) ?? []).map { $0.double ?? 0 }
    let sums = WeightSums(weights)
    let names = targets.entries.map {
      context.label(of: ColumnName($0.name, at: $0.place))
    }
    guard sums.count >= context.minimumAnswers, sums.sum > 0 else {
      return context.tooFew(sums.count, of: names.joined(separator: "、"))
    }
    var rows: [Report.Table.Row] = []
    for (entry, name) in zip(targets.entries, names) {
      let values = result.values(entry.name) ?? []
      for share in entry.value.entries {
        let own = values.indices.filter { values[$0].text == share.name }
        let fraction = share.value.fraction
        rows.append(
          Report.Table.Row([
            .text(name), .text(share.name), .share(own.count, of: sums.count),
            .ratio(NeumaierSum.of(own.map { weights[$0] }) / sums.sum),
            .ratio(ScaledInteger(Int128(fraction.units), scale: fraction.scale).doubleValue),
          ]))
      }
    }
    let list = names.joined(separator: context.say("、", ", "))
    return [
      .prose(
        context.say(
          sentence: """
            答卷按\(list)加权；权重只校正这些变量，不能校正谁愿意作答。\(.integer(sums.count)) 份答卷的精度相当于 \
            \(.number(sums.effectiveSize, places: 0)) 份（设计效应 \
            \(.number(sums.designEffect ?? 1, places: 2))）。
            """,
          """
          Answers are weighted by \(list); weights correct only for these, not for who cared to \
          answer. \(.integer(sums.count)) answers are as sure as \
          \(.number(sums.effectiveSize, places: 0)) (design effect \
          \(.number(sums.designEffect ?? 1, places: 2))).
          """)),
      .table(
        Report.Table(
          id: "\(context.dataset)_margins",
          title: context.say("加权前后", "Before and after weighting"),
          columns: [
            .init("margin", context.say("变量", "Margin"), .text),
            .init("value", context.say("取值", "Value"), .text),
            .init("sample", context.say("样本占比", "Sample"), .ratio),
            .init("weighted", context.say("加权后", "Weighted"), .ratio),
            .init("target", context.say("目标占比", "Target"), .ratio),
          ], rows: rows)),
    ]
  }
}
