import FupanData
import FupanDiagnostics
import FupanMethods
import FupanReports

extension Attribute {
  /// The models side by side as bars and as a table, how far they disagree, and what such rules are.
  package func blocks(
    for result: Table, beside companions: [String: Table], in context: PresentationContext
  ) -> [Report.Block] {
    let rows = result.rows
    var names: [Value] = []
    for row in rows where !names.contains(row[1]) { names.append(row[1]) }
    let credits = models.map { model in
      rows.filter { $0[0] == .text(model.rawValue) }
    }
    guard !names.isEmpty, credits.allSatisfy({ $0.count == names.count }) else {
      return [.prose(context.say(sentence: "期间没有可归因的订单。", "There are no orders to attribute."))]
    }
    let money = result.schema["value"]?.unit?.isCurrency ?? true
    // Channels by what the first model gives them; what is not attributed comes last.
    let order = names.indices.sorted { left, right in
      if names[left].isMissing != names[right].isMissing { return names[right].isMissing }
      let values = (units(credits[0][left]), units(credits[0][right]))
      return values.0 != values.1 ? values.0 > values.1 : left < right
    }
    let labels = order.map { index in
      names[index].text ?? context.say("未归因", "Unattributed")
    }
    let series = models.indices.map { model in
      Report.Chart.Series(
        models[model].name(context),
        order.map { Report.Value(exact: credits[model][$0][3], isMoney: money) })
    }
    return [
      .chart(
        Report.Chart(
          id: "\(context.dataset)_models", title: title(labels, order, names, credits, context),
          subtitle: context.say(
            "归因金额；下单前 \(windowDays) 天内的触点", "Attributed value; touches within \(windowDays) days"),
          unit: money ? .money : .number,
          alt: context.say("各渠道在不同归因模型下的金额条形图。", "Bars of attributed value by channel and model."),
          .bars(.init(categories: labels, series: series)))),
      .prose(divergence(credits, names, context)),
      .table(table(labels, order, credits, money, context)),
      .table(orderTable(labels, order, credits, context)),
    ] + chainBlocks(result, companions["steps"], context)
      + windowBlocks(result, beside: companions, context) + [
        .callout(
          Report.Callout(
            .neutral,
            context.say(
              sentence: "归因是对已发生路径的分摊规则，不是因果效果；因果需实验或对照。",
              """
              Attribution is a rule for dividing what happened, not an effect; effects need an \
              experiment or a comparison group.
              """)))
      ]
  }

  private func units(_ row: [Value]) -> Int128 {
    if case .decimal(let units, _) = row[3] { units } else { 0 }
  }

  private func title(
    _ labels: [String], _ order: [Int], _ names: [Value], _ credits: [[[Value]]],
    _ context: PresentationContext
  ) -> String {
    let leaders = credits.map { rows in
      order.filter { !names[$0].isMissing }.max { units(rows[$0]) < units(rows[$1]) }
    }
    guard let first = leaders[0] else {
      return context.say("没有订单能归到渠道", "No order could be attributed")
    }
    let name = names[first].text ?? ""
    if leaders.allSatisfy({ $0 == first }) {
      return models.count == 1
        ? context.say(
          "按\(models[0].name(context))，“\(name)”居首", "By \(models[0].name(context)), \(name) leads")
        : context.say(
          "\(models.count) 种模型下“\(name)”都居首", "\(name) leads under all \(models.count) models")
    }
    return context.say(
      "最大渠道因模型而异：\(models[0].name(context))为“\(name)”",
      "The models disagree on the largest channel; \(models[0].name(context)) says \(name)")
  }

  /// The largest total variation between two models' shares of what is credited.
  private func divergence(
    _ credits: [[[Value]]], _ names: [Value], _ context: PresentationContext
  ) -> Report.Sentence {
    let shares = credits.map { rows -> [Double] in
      let known = names.indices.filter { !names[$0].isMissing }.map { Double(units(rows[$0])) }
      let total = NeumaierSum.of(known)
      return total == 0 ? [] : known.map { $0 / total }
    }
    var most: (left: Int, right: Int, distance: Double)?
    for left in models.indices {
      for right in models.indices where right > left && !shares[left].isEmpty {
        guard shares[left].count == shares[right].count else { continue }
        let distance =
          NeumaierSum.of(zip(shares[left], shares[right]).lazy.map { abs($0 - $1) }) / 2
        if distance > most?.distance ?? -1 { most = (left, right, distance) }
      }
    }
    guard let most else {
      return context.say(
        sentence: "只有一种模型，无法看出各模型的分歧。", "With one model there is nothing to compare it with.")
    }
    let (left, right) = (models[most.left].name(context), models[most.right].name(context))
    return context.say(
      sentence: """
        分歧最大的是\(left)与\(right)：换一种规则会把 \(.ratio(most.distance)) 的归因金额改记到别的渠道。
        """,
      """
      \(left) and \(right) differ most: the other rule books \(.ratio(most.distance)) of the \
      attributed value to another channel.
      """)
  }

  private func table(
    _ labels: [String], _ order: [Int], _ credits: [[[Value]]], _ money: Bool,
    _ context: PresentationContext
  ) -> Report.Table {
    let kind: Report.Table.Column.Kind = money ? .money : .number
    var columns: [Report.Table.Column] = [.init("channel", context.label(of: by), .text)]
    for model in models {
      let name = model.name(context)
      columns += [
        .init("\(model.rawValue)_value", name, kind),
        .init("\(model.rawValue)_share", context.say("\(name)占比", "\(name), share"), .ratio),
      ]
    }
    let body = zip(labels, order).map { label, index in
      Report.Table.Row(
        [.text(label)]
          + credits.flatMap { rows -> [Report.Value] in
            let row = rows[index]
            return [Report.Value(exact: row[3], isMoney: money), Report.Value(ratio: row[4])]
          })
    }
    let total = credits.flatMap { rows -> [Report.Value] in
      let scale = if case .decimal(_, let scale)? = rows.first?[3] { scale } else { 0 }
      let sum = rows.reduce(Int128(0)) { $0 + units($1) }
      return [
        Report.Value(exact: .decimal(sum, scale: scale), isMoney: money),
        sum > 0 ? .ratio(1) : .missing(.undefined),
      ]
    }
    return Report.Table(
      id: "\(context.dataset)_credits", title: context.say("渠道归因", "Attribution by channel"),
      columns: columns,
      rows: body + [
        Report.Table.Row([.text(context.say("合计", "Total"))] + total, isTotal: true)
      ],
      note: context.say(
        sentence: "各模型的已归因金额与未归因金额之和等于订单总额，逐分核对。",
        "Under each model what is credited and what is not add up to all orders, to the cent."))
  }

  /// The orders of each channel: whole ones where a rule gives an order to one touch.
  private func orderTable(
    _ labels: [String], _ order: [Int], _ credits: [[[Value]]], _ context: PresentationContext
  ) -> Report.Table {
    func cell(_ number: Double?, _ model: Model) -> Report.Value {
      guard let number else { return .missing(.noData) }
      return model.isWhole ? .integer(Int(number.rounded())) : .number(number, places: 1)
    }
    // Parts of orders are shown rounded, and all of them together are whole orders.
    let total = zip(models, credits).map { model, rows in
      cell(NeumaierSum.of(rows.compactMap { $0[2].double }).rounded(), model)
    }
    return Report.Table(
      id: "\(context.dataset)_orders",
      title: context.say("渠道归因的订单数", "Orders by channel"),
      columns: [.init("channel", context.label(of: by), .text)]
        + models.map {
          .init("\($0.rawValue)_orders", $0.name(context), $0.isWhole ? .integer : .number)
        },
      rows: zip(labels, order).map { label, index in
        Report.Table.Row(
          [.text(label)]
            + zip(models, credits).map { model, rows in cell(rows[index][2].double, model) })
      } + [
        Report.Table.Row([.text(context.say("合计", "Total"))] + total, isTotal: true)
      ])
  }
}

extension Attribute.Model {
  /// What readers call it.
  func name(_ context: PresentationContext) -> String { name(in: context.language) }

  /// What readers call it.
  package func name(in language: Language) -> String {
    let (chinese, english) =
      switch self {
      case .last: ("末次触点", "Last touch")
      case .first: ("首次触点", "First touch")
      case .linear: ("线性", "Linear")
      case .lastNonDirect: ("末次非直接触点", "Last non-direct touch")
      case .position: ("首末位 40-20-40", "Position 40-20-40")
      case .timeDecay: ("时间衰减", "Time decay")
      case .shapley: ("沙普利值", "Shapley value")
      case .markov: ("马尔可夫链", "Markov chain")
      }
    return language == .english ? english : chinese
  }
}
