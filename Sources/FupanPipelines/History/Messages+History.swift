import FupanDiagnostics

extension Message {
  static let alreadyInHistory = Message(
    "already_in_history", exit: .cannotCreate, en: "'{name}' is in the history '{path}' already",
    zh: "“{name}”已在历史“{path}”里",
    hint: (en: "add --replace to take its place", zh: "如要覆盖，请加 --replace"))
  static let badCampaignID = Message(
    "bad_campaign_id", exit: .config, en: "no file can be called '{name}.json'",
    zh: "文件不能叫“{name}.json”",
    hint: (
      en: "give the campaign a short id of letters, digits and dashes", zh: "请用字母、数字和短横线起一个短 id"
    ))
  static let campaignNotOver = Message(
    "campaign_not_over", exit: .config,
    en:
      "the campaign ends on {last}, the data is known up to {as_of}: a draft does not enter the history",
    zh: "活动到 {last} 才结束，数据只到 {as_of}：草稿不进历史",
    hint: (en: "close it with --as-of {last} or later", zh: "请用 --as-of {last} 或更晚的日期"))
  static let closeWithoutCampaign = Message(
    "close_without_campaign", exit: .config, en: "only a campaign can be closed",
    zh: "只有活动才能收尾",
    hint: (
      en: "declare campaign: {id: …, period: …}", zh: "请声明 campaign: {id: …, period: …}"
    ))
  /// A campaign entered the history.
  package static let closed = Message(
    "closed", exit: .done, en: "'{name}' is in the history: {file}", zh: "“{name}”已收入历史：{file}")
  static let historyMissing = Message(
    "history_missing", exit: .config, en: "the pipeline names no history",
    zh: "流程没有写历史文件夹",
    hint: (en: "say where it is: history: ../history", zh: "请写明位置，例如 history: ../history"))
  static let notClosed = Message(
    "not_closed", exit: .dataRefused,
    en: "'{path}' is the report of a run, not of a closed campaign",
    zh: "“{path}”是一次运行的报告，不是已收尾的活动",
    hint: (
      en: "only 'fupan close' and 'fupan history add' write there",
      zh: "只有 fupan close 和 fupan history add 会写入历史"
    ))
  static let targetsNotDue = Message(
    "targets_not_due", exit: .done, en: "closed with targets that are not due yet: {names}",
    zh: "收尾时仍有目标未到期：{names}",
    hint: (en: "the latest is due on {last}", zh: "最晚的到期日是 {last}"))
  static let unknownCampaign = Message(
    "unknown_campaign", exit: .config,
    en: "no campaign '{name}' in the history '{path}'{suggestion}",
    zh: "历史“{path}”里没有活动“{name}”{suggestion}",
    hint: (en: "it has: {campaigns}", zh: "里面有：{campaigns}"))

  /// What can be wrong with the history of campaigns.
  package static let history: [Message] = [
    alreadyInHistory, badCampaignID, campaignNotOver, closeWithoutCampaign, closed, historyMissing,
    notClosed, targetsNotDue, unknownCampaign,
  ]
}
