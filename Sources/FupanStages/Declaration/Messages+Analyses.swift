import FupanDiagnostics

extension Message {
  static let asOfMissing = Message(
    "as_of_missing", exit: .config, en: "there is no day to look back from",
    zh: "没有可以往回看的基准日",
    hint: (en: "add as_of: 2026-04-25", zh: "请写 as_of: 2026-04-25"))
  static let creditsDoNotAddUp = Message(
    "credits_do_not_add_up", exit: .internalError,
    en: "the credits of model '{model}' are {credited}, but the orders are {total}",
    zh: "模型“{model}”的归因合计为 {credited}，与订单合计 {total} 不符")
  static let leftBeforeJoining = Message(
    "left_before_joining", exit: .dataRefused,
    en: "rows in which somebody left before joining: {rows}; they are left out",
    zh: "有 {rows} 行的离开时间早于加入时间，没有计入")
  static let factorTooWide = Message(
    "factor_too_wide", exit: .config,
    en: "'{name}' is {type}, and numbers that are multiplied have 18 digits at most",
    zh: "“{name}”是 {type}，而相乘的数最多 18 位",
    hint: (
      en: "make it narrower first: derive {name} as cast({name} as decimal({scale}))",
      zh: "请先收窄：在 derive 里把 {name} 写成 cast({name} as decimal({scale}))"
    ))
  static let membersDoNotReconcile = Message(
    "members_do_not_reconcile", exit: .internalError,
    en: "{joins} joins less {leaves} leaves are not the {members} members there are",
    zh: "加入 {joins} 减离开 {leaves} 与现有成员 {members} 不符")
  static let notAGroup = Message(
    "not_a_group", exit: .config, en: "rows cannot be grouped by the list '{name}'",
    zh: "不能按列表“{name}”分组",
    hint: (en: "make one row an item first with split_multi", zh: "请先用 split_multi 拆成每项一行"))
  static let notAnAmount = Message(
    "not_an_amount", exit: .config, en: "'{name}' is {type}, not an exact number",
    zh: "“{name}”是 {type}，不是精确数值",
    hint: (
      en: "parse it first, as money or integer; or say --types {name}=decimal(2) between pipes",
      zh: "请先用 parse 读成 money 或 integer；管道里也可以写 --types {name}=decimal(2)"
    ))
  static let resultColumnTaken = Message(
    "result_column_taken", exit: .config, en: "the result has a column '{name}' of its own",
    zh: "结果里已有名为“{name}”的列", hint: (en: "rename the column first", zh: "请先改名"))

  static let unknownFactor = Message(
    "unknown_factor", exit: .config, en: "no measure '{name}' to be a factor",
    zh: "没有可作因子的度量“{name}”",
    hint: (en: "the measures are: {measures}", zh: "现有度量：{measures}"))

  /// What can be wrong with an analysis.
  package static let analyses: [Message] = [
    asOfMissing, changeBeforeBefore, coarserOfAnotherType, creditsDoNotAddUp, crosstabTooLarge,
    deviationWithoutMeans, factorTooWide, floorIsTarget, itemRepeated,
    leftBeforeJoining, membersDoNotReconcile, notAGroup, notASizeRange, notAnAmount,
    rateWithoutAmount, resultColumnTaken, rewardWithoutCount, tableWithoutSpread, tiersLeaveGaps,
    tiersWithoutSize, twoDaysWanted, unitWithoutComparison, unknownFactor, variantRepeated,
  ]
}
