import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports
import FupanStages

/// What each channel cost, beside the revenue attributed to it where a dataset says so.
struct SpendByChannel: Sendable {
  let dataset: String
  let fragment: Fragment
  private let scope: ReportScope

  /// Nil where none of the datasets has a channel and an amount.
  init?(_ datasets: [CompiledDataset], in scope: ReportScope) throws(Problems) {
    let found = datasets.first { dataset in
      let schema = dataset.fragment.schema
      return !dataset.isAbsent && schema["channel"]?.type == .text
        && schema["amount"]?.type.isExactNumeric == true
    }
    guard let found else { return nil }
    self.scope = scope
    dataset = found.name
    fragment = Fragment(
      "channels.\(found.name)",
      try Relation(scanning: found.fragment, origin: Origin("channels"))
        .aggregated([Aggregation("amount", .sum, of: "amount")], by: ["channel"]))
  }

  /// Revenue attributed to channels by one model.
  private struct Credit {
    let model: String
    var amounts: [Amount]

    /// What a channel is credited with, and the bounds that its people allow.
    struct Amount {
      let channel: String?
      let amount: ScaledInteger
      let bounds: Interval?
    }

    subscript(channel: String?) -> Amount? { amounts.first { $0.channel == channel } }
  }

  func blocks(_ results: ReportResults, _ shown: ShownDatasets) -> [Report.Block] {
    guard let table = results.tables[fragment.name], table.count > 0 else { return [] }
    let text = scope.text
    let spend = table.rows.compactMap { row in
      row.last.flatMap { ScaledInteger($0) }.map { (channel: row.first?.text, amount: $0) }
    }
    let credits = shown.datasets.flatMap { credit($0, results) }
    // Largest spend first; what names no channel comes last.
    var channels = spend.filter { $0.channel != nil }
      .sorted { $0.amount != $1.amount ? $0.amount > $1.amount : byName($0.channel, $1.channel) }
      .map { $0.channel }
    let credited = credits.flatMap { $0.amounts.map { $0.channel } }
    for name in credited where name != nil && !channels.contains(name) { channels.append(name) }
    if credited.contains(nil) || spend.contains(where: { $0.channel == nil }) {
      channels.append(nil)
    }
    var columns: [Report.Table.Column] = [
      .init("channel", text[.channel], .text), .init("spend", text[.spend], .money),
    ]
    for (index, credit) in credits.enumerated() {
      columns.append(
        .init("revenue_\(index + 1)", text(.credited, ["model": credit.model]), .money))
    }
    let isJudged = credits.first?.amounts.contains { $0.bounds != nil } ?? false
    if let first = credits.first {
      columns.append(.init("return", text(.creditReturn, ["model": first.model]), .multiple))
      if isJudged {
        columns += [
          .init("return_low", ReportText(scope.language)[.low], .multiple),
          .init("return_high", ReportText(scope.language)[.high], .multiple),
          .init("advice", text[.advice], .text),
        ]
      }
    }
    let rows = channels.map { channel in
      var cells: [Report.Value] = [
        .text(channel ?? text[.noChannel]),
        amount(spend.first { $0.channel == channel }?.amount),
      ]
      for credit in credits {
        cells.append(amount(credit[channel]?.amount))
      }
      if let first = credits.first {
        cells.append(
          // What was not spent on a channel did not bring what no channel is credited with.
          channel == nil
            ? .missing(.notApplicable)
            : multiple(
              first[channel]?.amount, over: spend.first { $0.channel == channel }?.amount))
        if isJudged {
          cells += judged(
            channel == nil ? nil : first[channel]?.bounds,
            spend.first { $0.channel == channel }?.amount)
        }
      }
      return Report.Table.Row(cells)
    }
    return [
      .table(
        Report.Table(
          id: "channels_spend", title: text[credits.isEmpty ? .spendTitle : .spendAndCredit],
          columns: columns, rows: rows, note: note(isJudged: isJudged)))
    ]
  }

  /// More than this back for each unit of money calls for more of it.
  private static let scaleAbove = 5.0

  /// The bounds of the return, and what they say.
  private func judged(_ bounds: Interval?, _ spent: ScaledInteger?) -> [Report.Value] {
    guard let bounds, let spent, spent.units > 0 else {
      return [.missing(.notApplicable), .missing(.notApplicable), .text("")]
    }
    let interval = bounds.scaled(by: 1 / spent.doubleValue)
    let priority = ChannelPriority(
      return: interval, scaleAbove: Self.scaleAbove, breakEven: breakEven)
    let words: SectionPhrase =
      switch priority {
      case .scale: .scaleUp
      case .keep: .keepAsIs
      case .cut: .cutDown
      }
    return [
      interval.lower.map { .multiple(max(0, $0)) } ?? .missing(.undefined),
      interval.upper.map { .multiple($0) } ?? .missing(.undefined), .text(scope.text[words]),
    ]
  }

  private var breakEven: Double? {
    scope.number(ofParameter: "gross_margin").flatMap { $0 > 0 ? 1 / $0 : nil }
  }

  private func note(isJudged: Bool) -> Report.Sentence {
    let text = scope.text
    guard isJudged else { return text.sentence(.spendNote) }
    let rule =
      breakEven.map {
        text.sentence(
          .adviceRule,
          [
            "above": .value(.multiple(Self.scaleAbove), receipt: nil),
            "even": .value(.multiple($0), receipt: nil),
          ])
      }
      ?? text.sentence(
        .adviceRuleAlone, ["above": .value(.multiple(Self.scaleAbove), receipt: nil)])
    return Report.Sentence(text.sentence(.spendNote).spans + rule.spans)
  }

  private func byName(_ left: String?, _ right: String?) -> Bool {
    (left ?? "").utf8.lexicographicallyPrecedes((right ?? "").utf8)
  }

  private func amount(_ amount: ScaledInteger?) -> Report.Value {
    FigureFormat(unit: scope.document.currency).value(amount ?? 0)
  }

  private func multiple(_ part: ScaledInteger?, over whole: ScaledInteger?) -> Report.Value {
    guard let whole, !whole.isZero else { return .missing(.notApplicable) }
    return .multiple((part ?? 0).doubleValue / whole.doubleValue)
  }

  /// The amounts of an attribution: a channel, perhaps a model, and one amount of money a row; or a
  /// column of money for each model.
  private func credit(_ dataset: CompiledDataset, _ results: ReportResults) -> [Credit] {
    let isCredit = dataset.lastStage is Attribute
    guard dataset.name != self.dataset, isCredit || !(dataset.lastStage is any PresentedStage),
      let table = results.tables[dataset.fragment.name],
      let channel = table.schema.index(of: "channel")
    else { return [] }
    let money = table.schema.fields.indices.filter {
      let field = table.schema.fields[$0]
      return field.type.isExactNumeric && field.type != .integer
    }
    var credits: [Credit] = []
    let model = table.schema.index(of: "model")
    for row in table.rows {
      for index in money.prefix(model == nil ? money.count : 1) {
        guard let amount = ScaledInteger(row[index]) else { continue }
        let name = model.flatMap { row[$0].text } ?? table.schema.fields[index].name
        let entry = Credit.Amount(
          channel: row[channel].text, amount: amount,
          bounds: isCredit ? bounds(row, table.schema) : nil)
        if let known = credits.firstIndex(where: { $0.model == name }) {
          credits[known].amounts.append(entry)
        } else {
          credits.append(Credit(model: name, amounts: [entry]))
        }
      }
    }
    return credits.map { credit in
      Credit(model: modelName(credit.model), amounts: credit.amounts)
    }
  }

  private func bounds(_ row: [Value], _ schema: Schema) -> Interval? {
    guard let low = schema.index(of: "ci_lo").flatMap({ row[$0].double }),
      let high = schema.index(of: "ci_hi").flatMap({ row[$0].double })
    else { return nil }
    return Interval(low, high, method: .t)
  }

  private func modelName(_ name: String) -> String { scope.text.model(name) }
}

extension SectionText {
  /// A rule of attribution as readers call it.
  func model(_ name: String) -> String {
    guard let model = Attribute.Model(rawValue: name) else { return name }
    let label = model.name(in: language)
    return language == .english ? label.prefix(1).lowercased() + label.dropFirst() : label
  }
}

extension CompiledDataset {
  /// How the revenue of each channel came about by the first rule of an attribution; empty for
  /// other datasets.
  func creditReceipts(_ results: ReportResults, in scope: ReportScope) -> [Report.Receipt] {
    guard lastStage is Attribute, let metric = scope.registry["revenue"],
      let table = results.tables[fragment.name], let model = table.values("model"),
      let channel = table.values("channel"), let value = table.values("value"),
      let first = model.first
    else { return [] }
    let text = scope.text
    let rule = text.model(first.text ?? "")
    let files = fragment.relation.inputFiles
    return model.indices.compactMap { row in
      guard model[row] == first, let name = channel[row].text,
        let amount = ScaledInteger(value[row])
      else { return nil }
      let zh =
        "期内订单的金额按「\(SectionPhrase.model(first.text, .simplifiedChinese))」归给渠道：\(metric.formulaText)"
      let en =
        "Orders of the period, credited to channels by \(SectionPhrase.model(first.text, .english)): \(metric.formulaText)"
      return Report.Receipt(
        id: "revenue@credit=\(name)", metric: metric.id,
        label: text.label(metric.label(in: scope.language), remark: "\(name), \(rule)"),
        value: FigureFormat(metric).value(amount), formula: Report.Localized(zh: zh, en: en),
        filter: "channel = '\(name)' and model = '\(first.text ?? "")'",
        window: scope.clock.period.map { Report.Period($0) },
        inputs: results.inputs.filter { files.contains($0.name) },
        definitionVersion: String(metric.declaration.version))
    }
  }
}

extension SectionPhrase {
  fileprivate static func model(_ name: String?, _ language: Language) -> String {
    SectionText(language).model(name ?? "")
  }
}

extension SectionPhrase {
  fileprivate static let spend = SectionPhrase("费用", "Spend")
  fileprivate static let credited = SectionPhrase("归因收入（{model}）", "Attributed revenue ({model})")
  fileprivate static let creditReturn = SectionPhrase(
    "收入 ÷ 费用（{model}）", "Revenue ÷ spend ({model})")
  fileprivate static let advice = SectionPhrase("建议", "Advice")
  fileprivate static let scaleUp = SectionPhrase("加投", "scale")
  fileprivate static let keepAsIs = SectionPhrase("维持", "keep")
  fileprivate static let cutDown = SectionPhrase("缩减", "cut")
  fileprivate static let adviceRule = SectionPhrase(
    "建议的规则：区间下限高于 {above} 加投，上限低于保本 {even} 缩减，其余维持；区间把每位买家看作一次观测。",
    " The rule: scale where the lower bound is above {above}, cut where the upper is below break-even at {even}, else keep; each buyer counts as one observation."
  )
  fileprivate static let adviceRuleAlone = SectionPhrase(
    "建议的规则：区间下限高于 {above} 加投，其余维持；没有毛利率，不判断缩减。",
    " The rule: scale where the lower bound is above {above}, else keep; without a gross margin nothing is cut."
  )
  fileprivate static let noChannel = SectionPhrase("未分到渠道", "No channel")
  fileprivate static let spendTitle = SectionPhrase("各渠道费用", "Spend by channel")
  fileprivate static let spendAndCredit = SectionPhrase(
    "各渠道费用与归因收入", "Spend and attributed revenue by channel")
  fileprivate static let spendNote = SectionPhrase(
    "费用含活动前的准备；没有渠道的费用服务于全部渠道。",
    "Spend includes preparation before the period; what names no channel serves all of them.")
}
