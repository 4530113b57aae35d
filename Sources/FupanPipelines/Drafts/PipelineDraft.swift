import FupanConfig
import FupanData
import FupanDiagnostics
import FupanReports
import FupanStages

/// A first pipeline for what lies in a folder: complete enough to run, its guesses marked.
///
///     let draft = PipelineDraft(survey, data: "../exports", language: .simplifiedChinese)
///     draft.text      // retrospective.yaml
package struct PipelineDraft: Sendable {
  /// The zone and the currency of exports that name none.
  static let zone = "Asia/Shanghai"
  static let currency = "CNY"

  let survey: FolderSurvey
  /// The way from the pipeline to the folder.
  let data: String
  let language: Language
  /// The campaign's id, name and goals, where somebody knows them.
  let campaign: Campaign
  package let days: CampaignGuess?
  /// The way from the pipeline to each profile of one's own, by its name in the survey.
  private let profiles: [String: String]

  /// What is known of a campaign beside its data.
  package struct Campaign: Sendable {
    package var id: String?
    package var name: String?
    /// Lines of `targets`.
    package var targets: [String]

    package init(id: String? = nil, name: String? = nil, targets: [String] = []) {
      self.id = id
      self.name = name
      self.targets = targets
    }
  }

  package init(
    _ survey: FolderSurvey, data: String, language: Language, campaign: Campaign = Campaign(),
    profiles: [String: String] = [:]
  ) {
    self.survey = survey
    self.data = data
    self.language = language
    self.campaign = campaign
    self.profiles = profiles
    days = PipelineDraft.days(of: survey)
  }

  /// The days in which most happened: by orders, else by events, spend or answers.
  private static func days(of survey: FolderSurvey) -> CampaignGuess? {
    func daily(_ table: String) -> [Int: Int] {
      survey.exports(of: table).flatMap { $0.files }.reduce(into: [:]) { sums, file in
        for (day, rows) in file.daily { sums[day, default: 0] += rows }
      }
    }
    let tables = ["orders", "events", "spend", "survey", "posts", "members"]
    guard let counted = tables.lazy.map({ daily($0) }).first(where: { !$0.isEmpty }) else {
      return nil
    }
    // What the events do not know of cannot be compared.
    let visits = daily("events")
    let known = (visits.isEmpty ? counted : visits).keys
    return CampaignGuess(
      counted, known: known.min().flatMap { first in known.max().map { first...$0 } })
  }

  func say(_ chinese: String, _ english: String) -> String {
    language == .english ? english : chinese
  }

  /// The pipeline file.
  package var text: String {
    var lines = head
    lines += campaignLines
    lines += peopleLines
    lines += ["", "datasets:"] + datasetLines
    lines += metricLines
    lines += ["", "report:", "  sections:"] + sectionLines
    lines += ["  write:", "    - html", "    - markdown"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var head: [String] {
    var presets = "[presets/metrics, presets/thresholds]"
    presets += "   # " + say("指标口径、预警界限", "definitions of metrics, bounds of alerts")
    return [
      say(
        "# 由 fupan init 写成：凡是猜的都标了“猜”，请逐条确认。",
        "# Written by fupan init: what is a guess is marked 'guess'; confirm each."),
      say(
        "# 检查：fupan check retrospective.yaml    运行：fupan run retrospective.yaml",
        "# Check: fupan check retrospective.yaml    run: fupan run retrospective.yaml"),
      "version: 1", "use: " + presets, "timezone: \(PipelineDraft.zone)",
      "currency: \(currency)", "locale: \(language.rawValue)", "parameters:",
      "  data: \(Node.quotedIfNeeded(data))   # "
        + say("导出文件所在的文件夹", "the folder with the exports"),
      "  # gross_margin: {type: number, default: 0.35}   # "
        + say("毛利率，用来算活动净利", "for the profit of the campaign"),
    ]
  }

  private var campaignLines: [String] {
    guard let days else {
      return [
        "",
        say(
          "# 没有带日期的数据，看不出活动是哪几天。", "# No data with days: when the campaign was cannot be seen."),
        "# campaign: {id: …, period: 2026-04-10..2026-04-24}",
      ]
    }
    let first = CivilDate(daysSinceEpoch: days.period.lowerBound)
    let month = "\(first)".prefix(7)
    var lines = [
      "", "campaign:", "  id: \(Node.quotedIfNeeded(campaign.id ?? "campaign-\(month)"))",
      "  name: "
        + Node.quotedIfNeeded(
          campaign.name ?? say("\(month) 活动", "Campaign of \(month)")),
      "  period: \(CampaignGuess.text(days.period))   # "
        + say("猜：这些天的量明显高于平时", "guess: far more happened on these days"),
    ]
    if let baseline = days.baseline {
      lines.append(
        "  baseline: \(CampaignGuess.text(baseline))   # "
          + say("猜：整周之前的同样天数，避开节假日", "guess: as many days, whole weeks earlier; avoid holidays"))
    } else {
      lines.append(
        "  # baseline: …   # "
          + say("数据不够早，无法对比", "the data does not reach back far enough to compare"))
    }
    lines.append(
      "  # phases: [\(say("预热", "warm-up")): \(first)..\(first)]   # "
        + say("分阶段时写在这里", "parts of the campaign"))
    return lines
  }

  private var metricLines: [String] {
    let remark = "   # " + say("目标只能由人来定：写了就会逐项评判", "goals are for people to set; each is judged")
    var lines = ["", "targets:" + (campaign.targets.isEmpty ? " " + targetSheet : "") + remark]
    lines += campaign.targets.map { "  - " + $0 }
    var alerts: [String] = []
    if has("budget"), has("spend") { alerts += ["budget_deviation"] }
    if has("orders") { alerts += ["refund_rate"] }
    if has("orders"), has("spend") { alerts += ["roi"] }
    if has("posts") { alerts += ["engagement_rate"] }
    if !alerts.isEmpty {
      lines += [
        "",
        "alerts:   # "
          + say("界限见 presets/thresholds", "their bounds are those of presets/thresholds"),
      ]
      lines += alerts.map { "  - " + $0 }
    }
    lines += [
      "",
      "ledgers: \(quoted(ledgers))   # "
        + say("问题、STAR、假设、分工", "problems, STAR stories, hypotheses, run sheet"),
    ]
    return lines
  }

  /// Whether there is no sheet of a kind, so that a template stands for it.
  func needs(_ sheet: PlanSheet) -> Bool {
    survey.sheet(sheet) == nil && (sheet != .targets || campaign.targets.isEmpty)
  }

  /// The sheet of targets, or the template.
  private var targetSheet: String {
    guard let found = survey.sheet(.targets) else { return quoted(PlanTemplates.plan) }
    let path = quoted("${data}/" + found.path)
    return found.sheet.map { "{file: \(path), sheet: \(quoted($0))}" } ?? path
  }

  private var ledgers: String {
    survey.ledgers.map { "${data}/" + $0.path } ?? PlanTemplates.ledgers
  }

  /// The report's sections; those for which nothing was found stand there as remarks.
  private var sectionLines: [String] {
    let unknown = "    # - "
    func line(_ isThere: Bool, _ text: String, _ needs: String) -> String {
      isThere
        ? "    - " + text
        : unknown + text + "   # " + say("没有找到：\(needs)", "not found: \(needs)")
    }
    let channels = [has("credit") ? "credit" : nil, has("spend") ? "spend" : nil].compactMap { $0 }
    let people = ["tiers", "cohorts", "leaders"].filter { has($0) }
    let voice = ["recommendation", "reasons"].filter { has($0) }
    let text = { (names: [String]) in "[" + names.joined(separator: ", ") + "]" }
    let orders = say("订单导出", "an export of orders")
    return [
      line(!verdict.isEmpty, "verdict: \(text(verdict))", orders),
      "    - goals",
      line(has("orders"), timeline, orders),
      line(has("purchase"), "funnel: purchase", say("行为事件", "events")),
      line(!channels.isEmpty, "channels: \(text(channels))", say("事件或投放", "events or spend")),
      line(!people.isEmpty, "people: \(text(people))", orders),
      line(!voice.isEmpty, "voice: \(text(voice))", say("带打分或多选题的问卷", "a survey with scores")),
      line(has("posts"), "content: posts", say("笔记或作品列表", "a list of posts")),
      has("budget")
        ? "    - money: [budget_lines, spend]"
        : "    - money: [spend]   # "
          + say(
            "填好预算后改成 [budget_lines, spend]",
            "[budget_lines, spend] once the budget is filled in"),
      "    - why", "    - next", "    - appendix",
    ]
  }

  private var timeline: String {
    let visitors = has("events") ? "visitors, " : ""
    let drivers = has("events") && days?.baseline != nil ? ", drivers: revenue" : ""
    return "timeline: {daily: [\(visitors)order_count, revenue], heat: order_count\(drivers)}"
  }

  /// The metrics of the verdict.
  var verdict: [String] {
    var metrics: [String] = []
    if has("orders") { metrics += ["revenue", "order_count", "new_customers"] }
    if has("events") { metrics.append("conversion") }
    if has("orders"), has("spend") { metrics.append("roi") }
    if has("recommendation") { metrics.append("nps") }
    if metrics.isEmpty, has("posts") { metrics.append("engagement_rate") }
    return metrics
  }

  /// A profile as the pipeline names it.
  func written(_ profile: String) -> String { quoted(profiles[profile] ?? profile) }

  /// The dataset that is called as a profile is: `youzan_orders`, `我的店` of `profiles/我的店.yaml`.
  func datasetName(_ profile: String) -> String {
    guard OwnProfile.isPath(profile) else { return profile }
    let stem = profile.split(separator: "/").last?.prefix { $0 != "." } ?? "own"
    let name = String(stem.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    return name.first?.isNumber ?? true ? "own_" + name : name
  }

  /// A path in quotes, as it may hold `${data}`.
  func quoted(_ path: String) -> String { Node.quotedIfNeeded(path) }
}
