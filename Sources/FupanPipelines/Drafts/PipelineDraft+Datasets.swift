import FupanConfig
import FupanStages

extension PipelineDraft {
  /// Whether the draft has a dataset of this name.
  func has(_ dataset: String) -> Bool {
    switch dataset {
    case "orders", "events", "members", "survey", "posts": !survey.exports(of: dataset).isEmpty
    case "ads": !survey.exports(of: "spend").isEmpty
    case "spend": has("ads") || survey.sheet(.costs) != nil
    case "budget": survey.sheet(.budget) != nil
    case "buyers", "tiers", "cohorts": has("orders") && knowsBuyers
    case "leaders":
      has("orders") && survey.exports(of: "orders").contains { has("distributor", $0.profile) }
    case "purchase": steps.count > 1
    case "credit": has("orders") && has("events") && knowsBuyers
    case "recommendation": question(.scores, ["推荐"]) != nil
    case "reasons": question(.choices, ["原因", "理由", "为什么"]) ?? question(.choices, [""]) != nil
    default: false
    }
  }

  /// Whether some export of orders says who bought.
  private var knowsBuyers: Bool {
    survey.exports(of: "orders").contains { has("person_id", $0.profile) }
  }

  /// Whether rows of an export have a column: read, constant, computed, or gained by its keys.
  private func has(_ column: String, _ profile: Profile) -> Bool {
    if column == PeoplePlan.person { return keys.contains { has($0, profile) } }
    return profile.columns[column] != nil || profile.constants[column] != nil
      || profile.byName[column] != nil || profile.derive[column] != nil
  }

  /// The columns of exports that say who somebody is, the surest first.
  private var keys: [String] {
    let tables = ["orders", "events", "members"].flatMap { survey.exports(of: $0) }
    return ["unionid", "external_userid", "phone"].filter { key in
      tables.contains { $0.profile.columns[key] != nil }
    }
  }

  /// The lines of `people` and `channels`.
  var peopleLines: [String] {
    var lines: [String] = []
    if !keys.isEmpty {
      lines += [
        "",
        "people:"
          + comment(
            say(
              "谁：有其中任何一列的表都会得到 person_id", "who: a dataset with any of these keys gains person_id")),
        "  keys: [\(keys.joined(separator: ", "))]"
          + comment(say("越靠前越可靠", "the surest first")),
      ]
      if let sheet = survey.sheet(.exceptions),
        PlanSheet.exceptions.found(in: sheet.headers).contains(where: { keys.contains($0.name) })
      {
        lines.append(
          "  except: \(quoted("${data}/" + sheet.path))"
            + comment(say("员工与测试号：任何数字都不算他们", "staff and test accounts: in no figure, but counted"))
        )
      }
    }
    if has("events"), let map = survey.sheet(.channelMap) {
      lines.append(
        "channels: \(quoted("${data}/" + map.path))"
          + comment(
            say("从哪来：有 utm 的表都会得到 channel", "whence: a dataset with utm columns gains channel")))
    }
    return lines
  }

  /// The lines of `datasets`.
  var datasetLines: [String] {
    var lines = orders + members + events + answers + posts + money + further
    lines += analyses
    lines += unknown
    return lines
  }

  private func comment(_ text: String) -> String { "   # " + text }

  /// `  name:` with a remark, and its stages.
  private func dataset(_ name: String, _ remark: String? = nil, _ stages: [String]) -> [String] {
    ["  \(name):" + (remark.map { comment($0) } ?? "")] + stages.map { "    " + $0 }
  }

  /// A sheet that the team keeps, or the template for it: how it is read, and its columns renamed.
  private func kept(_ kind: PlanSheet, _ columns: [(name: String, header: String)]) -> [String] {
    let title = PlanTemplates.title(of: kind, language)
    let template = "- read_xlsx: {files: \(PlanTemplates.plan), sheet: \(title)}"
    let renamed = columns.filter { $0.name != $0.header }
      .map { "\($0.name): \(Node.quotedIfNeeded($0.header))" }
    return [survey.sheet(kind).map { reader($0) } ?? template]
      + (renamed.isEmpty ? [] : ["- rename: {\(renamed.joined(separator: ", "))}"])
  }

  /// The columns of a sheet that the team keeps, or of the template for it.
  private func columns(of kind: PlanSheet) -> [(name: String, header: String)] {
    survey.sheet(kind).map { kind.found(in: $0.headers) }
      ?? kind.columns.map { ($0.name, language == .english ? $0.name : $0.headers[0]) }
  }

  private func reader(_ file: FoundFile) -> String {
    let delimiter =
      switch file.delimiter {
      case UInt8(ascii: ","): ""
      case UInt8(ascii: "\t"): ", delimiter: tab"
      default: ", delimiter: \"\(Unicode.Scalar(file.delimiter))\""
      }
    let path = quoted("${data}/" + FilePattern.literal(file.path))
    let totals = file.hasTotals ? ", totals: true" : ""
    if file.isWorkbook {
      let sheet = file.sheet.map { ", sheet: " + quoted($0) } ?? ""
      return "- read_xlsx: {files: \(path)\(sheet)\(totals)}"
    }
    return "- read_csv: {files: \(path)\(delimiter)\(totals)}"
  }

  // MARK: Orders

  /// Exports of orders whose amounts are in one currency; those of others stay datasets of their own.
  private var shops: [FoundExport] {
    let all = survey.exports(of: "orders")
    return all.filter { PipelineDraft.currency(of: $0) == currency }
  }

  /// What the report's amounts are in: the currency of the first export of orders.
  var currency: String {
    survey.exports(of: "orders").first.map { PipelineDraft.currency(of: $0) }
      ?? PipelineDraft.currency
  }

  private static func currency(
    of export: FoundExport
  ) -> String {
    export.profile.currency ?? export.files.lazy.compactMap { $0.currency }.first
      ?? PipelineDraft.currency
  }

  private static let orderColumns = [
    "platform", "order_id", "paid_at", "paid_amount", "refund_amount", "region", "distributor",
    "person_id",
  ]

  private var orders: [String] {
    let shops = self.shops
    guard !shops.isEmpty else { return [] }
    var lines: [String] = []
    for shop in shops {
      let missing = Self.orderColumns.filter {
        !has($0, shop.profile)
          || shop.profile.columns[$0]?.optional == true && !isFound($0, in: shop)
      }
      var stages = ["- \(read(shop))"]
      if shop.profile.columns["order_id"]?.grain != nil {
        stages.append(
          "- dedupe: {by: order_id, ties: input_order}"
            + comment(say("每行一件商品：每个订单只留一行", "a row is an item: one row stays of each order")))
      }
      if !missing.isEmpty {
        stages.append("- derive:")
        stages += missing.map { "    \($0): \(standIn(for: $0, shop))" }
      }
      stages.append("- select: [\(Self.orderColumns.joined(separator: ", "))]")
      lines += dataset(shop.numbered(short(shop)), remark(shop.profile), stages)
    }
    let stages = [
      "- union: [\(shops.map { $0.numbered(short($0)) }.joined(separator: ", "))]",
      "- keep: paid_at is not null", "- derive:",
      "    net_paid: paid_amount - coalesce(refund_amount, 0)",
      "- expect: {unique: [platform, order_id], not_missing: paid_amount}",
    ]
    lines += dataset("orders", say("已付款的订单", "orders that were paid"), stages)
    lines += dataset(
      "buyers", say("每个人的第一笔付款", "the first payment of each person"),
      [
        "- from: orders", "- keep: person_id is not null",
        "- aggregate: {by: person_id, into: {first_paid_at: min(paid_at), orders: count(order_id)}}",
      ])
    return lines
  }

  /// What stands for a column that an export of orders lacks.
  private func standIn(for column: String, _ export: FoundExport) -> String {
    switch column {
    case "platform": "'\(short(export))'"
    case "refund_amount": "case when paid_amount is null then paid_amount end"
    case "paid_at": "created_at"
    default: "cast(null as text)"
    }
  }

  // MARK: People and what they did

  /// Exports of customers, those that say the most of who they are first.
  private var customers: [FoundExport] {
    let exports = survey.exports(of: "members").map { export in
      (export, keys: ["unionid", "external_userid", "phone"].count { isFound($0, in: export) })
    }
    return (0...3).reversed().flatMap { count in
      exports.filter { $0.keys == count }.map { $0.0 }
    }
  }

  private var members: [String] {
    customers.prefix(1).flatMap { export in
      dataset(
        "members", say("每位客户只留最早添加的一行", "of each customer the row added first"),
        [
          "- \(read(export))", "- keep: person_id is not null",
          "- dedupe: {by: person_id, order: joined_at, keep: first, ties: input_order}",
        ])
    }
  }

  private var events: [String] {
    survey.exports(of: "events").prefix(1).flatMap { export -> [String] in
      var stages = ["- \(read(export))"]
      var derived: [String] = []
      if !has(PeoplePlan.person, export.profile) {
        let own = ["user_id", "anon_id"].filter { has($0, export.profile) }
        derived.append("    person_id: \(PipelineDraft.first(of: own))")
      }
      let isTagged = has("utm_source", export.profile)
      if survey.sheet(.channelMap) == nil || !isTagged {
        let tag =
          isTagged ? "coalesce(utm_source, '\(say("直接访问", "direct"))')" : "cast(null as text)"
        derived.append("    channel: \(tag)")
      }
      if !derived.isEmpty { stages += ["- derive:"] + derived }
      return dataset("events", remark(export.profile), stages)
    }
  }

  // MARK: Answers and posts

  /// The question with answers of a kind whose title has one of the words.
  private func question(
    _ answers: FoundFile.Question.Answers, _ words: [String]
  ) -> FoundFile.Question? {
    survey.exports(of: "survey").first?.files.first?.questions.first { question in
      let isKind =
        switch (question.answers, answers) {
        case (.text, .text), (.scores, .scores), (.choices, .choices): true
        default: false
        }
      return isKind && words.contains { $0.isEmpty || question.title.contains($0) }
    }
  }

  /// The questions that analyses ask for, under canonical names.
  private var namedQuestions: [(name: String, question: FoundFile.Question)] {
    var found: [(name: String, question: FoundFile.Question)] = []
    func add(_ name: String, _ question: FoundFile.Question?) {
      guard let question, !found.contains(where: { $0.question.column == question.column }) else {
        return
      }
      found.append((name, question))
    }
    add("recommend", question(.scores, ["推荐"]))
    add("satisfaction", question(.scores, ["满意"]))
    add("reasons", question(.choices, ["原因", "理由", "为什么"]) ?? question(.choices, [""]))
    add("channel", question(.text, ["渠道", "哪里", "从哪", "得知", "了解到"]))
    add("age", question(.text, ["年龄"]))
    add("comment", question(.text, ["建议", "意见", "想说", "想对我们说"]))
    return found
  }

  private var answers: [String] {
    survey.exports(of: "survey").prefix(1).flatMap { export -> [String] in
      let named = namedQuestions
      var stages = ["- \(read(export, isOptional: true))"]
      if !named.isEmpty {
        stages.append("- rename:" + comment(say("猜：请对照题目", "guess: compare with the questions")))
        stages += named.map { name, question in
          "    \(name): \(quoted(question.column))" + comment(shown(question.title))
        }
      }
      let formats = named.compactMap { name, question -> String? in
        switch question.answers {
        case .scores: "\(name): integer"
        case .choices: "\(name): list(┋)"
        case .text: nil
        }
      }
      if !formats.isEmpty { stages.append("- parse: {\(formats.joined(separator: ", "))}") }
      return dataset(
        "survey", say("可能晚到：缺它的章节会自己说明", "may come late: its sections say so"), stages)
    }
  }

  /// A title on one line, as a remark.
  private func shown(_ title: String) -> String {
    let line = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 40 ? line.prefix(39) + "…" : line
  }

  /// What posts of every platform have; the columns that all of them have come along.
  private static let postColumns = [
    "platform", "title", "published_at", "views", "likes", "comments", "saves", "shares",
    "follows",
  ]

  private var posts: [String] {
    let exports = survey.exports(of: "posts")
    if exports.count < 2 {
      return exports.flatMap { export in
        dataset("posts", remark(export.profile), ["- \(read(export, isOptional: true))"])
      }
    }
    var lines: [String] = []
    for export in exports {
      let missing = Self.postColumns.filter { !has($0, export.profile) }
      var stages = ["- \(read(export, isOptional: true))"]
      if !missing.isEmpty {
        stages.append("- derive:")
        stages += missing.map { "    \($0): cast(null as \($0 == "title" ? "text" : "integer"))" }
      }
      stages.append("- select: [\(Self.postColumns.joined(separator: ", "))]")
      lines += dataset(export.numbered(datasetName(export.name)), remark(export.profile), stages)
    }
    return lines
      + dataset(
        "posts", say("各平台的内容", "posts of all platforms"),
        ["- union: [\(exports.map { $0.numbered(datasetName($0.name)) }.joined(separator: ", "))]"])
  }

  /// Exports that stand beside the others: what the report does not use yet, or a second one of a
  /// table.
  private var further: [String] {
    var lines: [String] = []
    lines += customers.dropFirst().flatMap { own($0) }
    for table in ["events", "survey", "spend"] {
      lines += survey.exports(of: table).dropFirst().flatMap { own($0) }
    }
    let used = Set(shops.map { $0.numbered($0.name) })
    lines += survey.exports(of: "orders").filter { !used.contains($0.numbered($0.name)) }
      .flatMap { own($0) }
    let known = ["orders", "members", "events", "survey", "spend", "posts"]
    for name in survey.tables where !known.contains(name) {
      lines += survey.exports(of: name).flatMap { own($0) }
    }
    return lines
  }

  /// An export as a dataset of its own.
  private func own(_ export: FoundExport) -> [String] {
    dataset(
      export.numbered(datasetName(export.name)), remark(export.profile),
      ["- \(read(export, isOptional: true))"])
  }

  /// The first of some columns that has a value.
  private static func first(of columns: [String]) -> String {
    switch columns.count {
    case 0: "cast(null as text)"
    case 1: columns[0]
    default: "coalesce(\(columns.joined(separator: ", ")))"
    }
  }

  /// Whether files of an export have a column of its profile.
  private func isFound(
    _ column: String, in export: FoundExport
  ) -> Bool {
    let headers = export.files.flatMap { $0.headers }
    return export.profile.forms.contains { form in
      form.profile.columns[column]?.from.contains { headers.contains($0) } ?? false
    }
  }

  // MARK: Money

  private static let spendColumns = ["date", "channel", "item", "phase", "cost_type", "amount"]

  /// Advertising platforms: what their reports are called, the channel, the cost item.
  private static let platforms = [
    ("巨量", "抖音"), ("千川", "抖音"), ("抖音", "抖音"), ("广点通", "微信"), ("腾讯", "微信"),
    ("小红书", "小红书"), ("聚光", "小红书"), ("百度", "百度"), ("快手", "快手"), ("微博", "微博"),
  ]

  private var money: [String] {
    let select = "- select: [\(Self.spendColumns.joined(separator: ", "))]"
    var lines: [String] = []
    if let export = survey.exports(of: "spend").first {
      let name = export.files.first?.name ?? ""
      let platform = Self.platforms.first { name.contains($0.0) }
      let channel = platform?.1 ?? say("投放", "ads")
      // As budgets and ledgers call it.
      let item = platform.map { $0.0 + "投放" } ?? say("投放", "ads")
      lines += dataset(
        "ads", say("合计行只用来核对，不会被加进去", "its total row is checked, never added"),
        [
          "- \(read(export))",
          "- derive: {channel: \"'\(channel)'\", item: \"'\(item)'\", phase: \"'执行'\", cost_type: \"'显性'\"}"
            + comment(say("猜：渠道和费用项目", "guess: channel and cost item")),
          select,
        ])
    }
    let costs = columns(of: .costs)
    let missing = Self.spendColumns.filter { column in !costs.contains { $0.name == column } }
    var stages = kept(.costs, costs) + ["- parse: {date: date, amount: money}"]
    if !missing.isEmpty {
      stages.append(
        "- derive: {\(missing.map { "\($0): cast(null as text)" }.joined(separator: ", "))}")
    }
    stages.append(select)
    let template = say("模板，请财务填写", "a template for finance to fill in")
    lines += dataset("costs", needs(.costs) ? template : nil, stages)
    lines += dataset("spend", nil, ["- union: [\(has("ads") ? "ads, " : "")costs]"])
    let budget = columns(of: .budget).filter { ["item", "planned"].contains($0.name) }
    lines += dataset(
      "budget", needs(.budget) ? template : nil,
      kept(.budget, budget) + ["- parse: {planned: money}", "- select: [item, planned]"])
    return lines
  }

  // MARK: Analyses

  /// Steps to a purchase by the names that events are given.
  private static let knownSteps: [(zh: String, en: String, events: [String])] = [
    ("浏览", "viewed", ["view_item", "view_product", "item_view", "浏览商品", "page_view", "view"]),
    ("加购", "added", ["add_to_cart", "add_cart", "addToCart", "加购", "加入购物车"]),
    (
      "下单", "ordered",
      ["submit_order", "create_order", "begin_checkout", "place_order", "下单", "提交订单"]
    ),
    ("支付", "paid", ["pay_order", "payment_success", "purchase", "pay", "支付", "支付成功"]),
  ]

  private var steps: [(name: String, event: String)] {
    let names = survey.exports(of: "events").flatMap { $0.files }.flatMap { $0.events }
      .map { $0.name }
    return Self.knownSteps.compactMap { step in
      step.events.first { names.contains($0) }.map { (say(step.zh, step.en), $0) }
    }
  }

  private var analyses: [String] {
    let during = days == nil ? [] : ["- during: period"]
    var lines: [String] = []
    if has("purchase") {
      lines += dataset(
        "purchase", say("猜：事件名对应的步骤", "guess: which event is which step"),
        ["- from: events"] + during + ["- funnel:", "    by: channel", "    steps:"]
          + steps.map { "      - \($0.name): event = '\($0.event)'" })
    } else if has("events") {
      let names = survey.exports(of: "events").flatMap { $0.files }.flatMap { $0.events }
      lines.append(
        "  # purchase: "
          + say("写明漏斗的步骤；事件有：", "name the funnel's steps; the events are: ")
          + names.prefix(12).map { $0.name }.joined(separator: ", "))
    }
    if has("credit") {
      lines += dataset(
        "credit", say("每个渠道带来的收入，按三种算法", "what each channel brought, by three rules"),
        ["- from: orders"] + during
          + ["- attribute: {of: net_paid, to: events, by: channel, models: [last, first, linear]}"])
    }
    if has("leaders") {
      lines += dataset(
        "leaders", say("团长榜", "leaders"),
        ["- from: orders"] + during + [
          "- keep: distributor is not null",
          "- aggregate: {by: distributor, into: {buyers: count(distinct person_id), orders: count(order_id), revenue: sum(net_paid)}}",
          "- top: {of: revenue, rows: 20}",
        ])
    }
    if has("tiers") {
      lines += dataset("tiers", nil, ["- from: orders", "- rfm: {of: net_paid}"])
      lines += dataset("cohorts", nil, ["- from: orders", "- cohort: {every: month}"])
    }
    if has("recommendation") {
      let by = namedQuestions.contains { $0.name == "channel" } ? ", by: channel" : ""
      lines += dataset(
        "recommendation", nil, ["- from: survey", "- nps: {of: recommend\(by)}"])
    }
    if has("reasons") {
      lines += dataset("reasons", nil, ["- from: survey", "- frequencies: {of: reasons}"])
    }
    lines += dataset(
      "budget_lines", say("没预算的和没花的都留下", "unplanned and unspent items both stay"),
      [
        "- from: spend", "- aggregate: {by: item, into: {actual: sum(amount)}}",
        "- join: {with: budget, on: item, kind: full}", "- derive:",
        "    deviation: (actual - planned) / planned",
      ])
    return lines
  }

  // MARK: What was not recognised

  /// Canonical names of headers that sheets often have, and how such a column is read.
  private static let aliases: [(headers: [String], name: String, format: String?)] = [
    (["日期", "date"], "date", "date"), (["金额", "amount"], "amount", "money"),
    (["渠道", "channel"], "channel", nil), (["项目", "item"], "item", nil),
    (["手机", "手机号", "电话", "phone"], "phone", nil),
    (["订单号", "订单编号", "order_id"], "order_id", nil),
    (["付款时间", "支付时间", "paid_at"], "paid_at", "timestamp"),
    (["实付金额", "paid_amount"], "paid_amount", "money"),
    (["退款金额", "refund_amount"], "refund_amount", "money"),
    (["姓名", "昵称"], "nickname", nil), (["标题", "title"], "title", nil),
    (["数量", "件数"], "quantity", "integer"),
  ]

  private var unknown: [String] {
    var lines: [String] = []
    var number = 0
    for file in survey.files {
      let name = file.path
      if let problem = file.problem {
        lines += [
          "", "  # " + say("读不了：", "cannot be read: ") + name,
          "  #   " + problem.message.text(in: language, with: problem.facts),
        ]
        continue
      }
      switch file.kind {
      case .unknown:
        number += 1
        lines += [""] + stub(file, number)
      default: break
      }
    }
    return lines
  }

  private func stub(_ file: FoundFile, _ number: Int) -> [String] {
    let known = file.headers.map { header -> (header: String, name: String, format: String?) in
      let alias = Self.aliases.first { $0.headers.contains(header) }
      return (header, alias?.name ?? "___", alias?.format)
    }
    let renamed = known.filter { $0.name != $0.header }
      .map { "\($0.name): \(Node.quotedIfNeeded($0.header))" }
    let parsed = known.compactMap { column in column.format.map { "\(column.name): \($0)" } }
    let rows = file.rows.map { say("，\($0) 行", ", \($0) rows") } ?? ""
    var lines = [
      "# "
        + say(
          "没认出来：\(file.path)\(rows)。起好列名、写明类型，再去掉行首的 #",
          "not recognised: \(file.path)\(rows). Name its columns and their types, then take the # away"
        ),
      "# other_\(number):",
      "#   " + reader(file),
    ]
    if !renamed.isEmpty { lines.append("#   - rename: {\(renamed.joined(separator: ", "))}") }
    if !parsed.isEmpty { lines.append("#   - parse: {\(parsed.joined(separator: ", "))}") }
    return lines.map { "  " + $0 }
  }

  // MARK: Names

  /// `youzan` of `youzan_orders`.
  private func short(_ export: FoundExport) -> String {
    let name = datasetName(export.name)
    if OwnProfile.isPath(export.name) { return name }
    return name.split(separator: "_").first.map { String($0) } ?? name
  }

  private func remark(_ profile: Profile) -> String {
    say(profile.aboutZh, profile.about)
  }

  /// How the files of an export are read: by one pattern a folder where it stands for just them.
  private func read(
    _ export: FoundExport, isOptional: Bool = false
  ) -> String {
    let paths = FilePattern.covering(export.files, of: export.profile, among: survey.files)
      .map { quoted("${data}/" + $0) }
    let files = paths.count == 1 ? paths[0] : "[\(paths.joined(separator: ", "))]"
    let isWorkbook = export.files.allSatisfy { $0.isWorkbook }
    let stage =
      export.profile.format == .ndjson ? "read_json" : isWorkbook ? "read_xlsx" : "read_csv"
    let sheet = export.files.first?.sheet.map { ", sheet: " + quoted($0) } ?? ""
    let totals = export.files.contains { $0.hasTotals } ? ", totals: true" : ""
    let optional = isOptional ? ", optional: true" : ""
    return
      "\(stage): {files: \(files)\(sheet), profile: \(written(export.name))\(totals)\(optional)}"
  }
}
