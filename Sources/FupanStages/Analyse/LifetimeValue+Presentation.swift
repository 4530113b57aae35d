import FupanData
import FupanMethods
import FupanReports

extension LifetimeValue: PresentedStage {
  /// Value a head by cohort and age, projected cells said to be so, and payback where cost is known.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows.filter { $0[2].whole >= context.minimumGroup }
    let ages = rows.map { $0[1].whole }.max() ?? 0
    guard ages > 0 else {
      return [
        .prose(
          context.say(
            sentence: "还没有一批客户走完一个完整的周期，看不出终身价值。",
            "No cohort has completed a period yet: there is no lifetime value to show."))
      ]
    }
    let hasCost = spend != nil
    let unit =
      switch every {
      case .day: context.say("天", "days")
      case .week: context.say("周", "weeks")
      case .month: context.say("月", "months")
      }
    var columns: [Report.Table.Column] = [
      .init("cohort", context.say("首单期", "First order in"), .text),
      .init("size", context.say("人数", "People"), .integer),
    ]
    for age in 1...ages {
      columns.append(
        .init("age_\(age)", context.say("满 \(age) \(unit)", "\(age) \(unit)"), .mixed))
    }
    if hasCost {
      columns += [
        .init("cac", context.say("获客成本", "Cost a customer"), .number),
        .init("payback", context.say("回本（\(unit)）", "Payback (\(unit))"), .number),
        .init("ltv_cac", "LTV : CAC", .multiple),
      ]
    }
    var cohorts: [Value] = []
    for row in rows where !cohorts.contains(row[0]) { cohorts.append(row[0]) }
    var isProjected = false
    let body = cohorts.map { cohort -> Report.Table.Row in
      let own = rows.filter { $0[0] == cohort }
      let name: String =
        if case .date(let day) = cohort { "\(CivilDate(daysSinceEpoch: Int(day)))" } else {
          context.say("全部", "All")
        }
      var cells: [Report.Value] = [.text(name), .integer(own.map { $0[2].whole }.max() ?? 0)]
      for age in 1...ages {
        guard let row = own.first(where: { $0[1].whole == age }), let value = row[4].double else {
          cells.append(.missing(.notApplicable))
          continue
        }
        if row[11] == .bool(true) {
          isProjected = true
          cells.append(.text(context.say("推算 ", "proj. ") + LifetimeValue.text(value)))
        } else {
          cells.append(.number(value, places: 2))
        }
      }
      if hasCost {
        let known = own.last { $0[11] == .bool(false) }
        cells += [
          Report.Value(number: known?[8] ?? .missing, places: 2),
          cohort.isMissing
            ? .missing(.notApplicable) : Report.Value(number: known?[10] ?? .missing, places: 1),
          known?[9].double.map { .multiple($0) } ?? .missing(.undefined),
        ]
      }
      return Report.Table.Row(cells, isTotal: cohort.isMissing)
    }
    var note = context.say(
      sentence: "每格是首单期内全部客户人均累计（没再来的也算在内）；只显示整批都走完的期；“全部”在每期只含走到该期的批次。",
      "Each cell is the cumulative value a head of the whole cohort, those who never came back included; only periods that are over are shown, and all of them at an age are the cohorts that reached it."
    )
    if hasCost {
      note.spans +=
        context.say(
          sentence: "LTV : CAC 取各批已走完的最长期限；数据里还没回本的不推算。",
          " LTV : CAC is at the longest horizon each cohort has completed; payback is never extrapolated."
        ).spans
    }
    if isProjected {
      note.spans +=
        context.say(
          sentence: "标“推算”的按更早批次的走势（链梯法）外推，不是观测值。",
          " Cells marked proj. go on as earlier cohorts did (chain ladder): they are no observations."
        ).spans
    }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_ltv",
          title: context.say("客户终身价值（人均累计）", "Lifetime value a head, cumulative"),
          columns: columns, rows: body, note: note))
    ]
  }

  private static func text(_ value: Double) -> String {
    guard value.magnitude < 1e13 else { return "" }
    let cents = Int64((value * 100).rounded())
    let digits = String(cents.magnitude % 100)
    return "\(cents < 0 ? "-" : "")\(cents.magnitude / 100).\(digits.count < 2 ? "0" : "")\(digits)"
  }
}
