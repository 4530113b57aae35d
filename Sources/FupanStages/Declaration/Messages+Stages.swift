import FupanDiagnostics

extension Message {
  static let campaignMissing = Message(
    "campaign_missing", exit: .config, en: "'{word}' needs a campaign",
    zh: "“{word}”需要先声明 campaign",
    hint: (
      en: "declare campaign: {period: …}, or write the days: 2026-04-10..2026-04-24",
      zh: "请声明 campaign: {period: …}，或直接写日期：2026-04-10..2026-04-24"
    ))
  static let neitherOrder = Message(
    "neither_order", exit: .config, en: "which row stays depends on an order, and none is given",
    zh: "保留哪一行取决于顺序，但没有给出顺序",
    hint: (
      en: "add order: COLUMN, or ties: input_order to keep the row read first",
      zh: "请写 order: 列名，或 ties: input_order 以保留先读到的行"
    ))
  static let noTimeColumn = Message(
    "no_time_column", exit: .config, en: "none of the columns is the time of the rows",
    zh: "没有可以当作时间的列", hint: (en: "name it: at: COLUMN", zh: "请写 at: 列名"))
  static let notATime = Message(
    "not_a_time", exit: .config, en: "'{name}' is {type}, not a day or an instant",
    zh: "“{name}”是 {type}，不是日期或时刻",
    hint: (
      en: "read it with parse first, or say --types {name}=date between pipes",
      zh: "请先用 parse 读取；管道里也可以写 --types {name}=date"
    ))
  static let profileMismatch = Message(
    "profile_mismatch", exit: .config, en: "no profile '{name}'{suggestion}",
    zh: "没有文件格式“{name}”{suggestion}",
    hint: (en: "the profiles are: {profiles}", zh: "现有格式：{profiles}"))
  static let profileWithoutColumns = Message(
    "profile_without_columns", exit: .config, en: "the profile '{name}' says nothing of columns",
    zh: "文件格式“{name}”没有写明任何列",
    hint: (
      en: "add columns: {order_id: {from: 订单号, as: identifier}}, or like: NAME of a profile",
      zh: "请写 columns: {order_id: {from: 订单号, as: identifier}}，或 like: 已有格式的名称"
    ))
  static let timezoneMissing = Message(
    "timezone_missing", exit: .config, en: "days depend on a time zone and none is declared",
    zh: "按天统计需要时区，但没有声明",
    hint: (en: "add timezone: Asia/Shanghai", zh: "请写 timezone: Asia/Shanghai"))
  static let unknownDataset = Message(
    "unknown_dataset", exit: .config, en: "no dataset '{name}'{suggestion}",
    zh: "没有数据集“{name}”{suggestion}",
    hint: (en: "the datasets are: {datasets}", zh: "现有数据集：{datasets}"))
  static let unknownDays = Message(
    "unknown_days", exit: .config, en: "'{word}' is no part of the campaign{suggestion}",
    zh: "活动里没有“{word}”{suggestion}",
    hint: (
      en: "write {words}, or days such as 2026-04-10..2026-04-24",
      zh: "可写 {words}，或日期如 2026-04-10..2026-04-24"
    ))
  static let unknownFormat = Message(
    "unknown_format", exit: .config, en: "no value format '{name}'{suggestion}",
    zh: "没有取值格式“{name}”{suggestion}",
    hint: (en: "the formats are: {formats}", zh: "现有格式：{formats}"))

  /// What can be wrong with a stage beyond its parameters.
  package static let stages: [Message] = [
    alreadyRead, badDelimiter, badSheetName, badTables, calendarTooLong, campaignMissing,
    cutsNotAscending, cutsOfGroups, cutsOrQuantiles, joinNeedsKeys, jsonNeedsColumns,
    labelsDoNotFit, neitherOrder, newColumnTaken, noTimeColumn, notATime, notAYear, notFresh,
    notOfLastRows, nothingFresh, outputPathRefused, profileMismatch, profileWithoutColumns,
    rowCountOutside, rowsBreakRule, settingUnused, sumDiffers, timezoneMissing, unknownDataset,
    unknownDays, unknownFormat,
  ]
}
