import FupanDiagnostics

extension Message {
  static let answersNotListed = Message(
    "answers_not_listed", exit: .dataRefused,
    en: "answers of '{name}' that 'options' does not list: {values}",
    zh: "“{name}”有 options 里没有的回答：{values}")
  static let notANetPromoterScale = Message(
    "not_a_net_promoter_scale", exit: .dataRefused,
    en:
      "'{name}' has no answer above {highest}: a score of 0 to {highest} is no Net Promoter Score",
    zh: "“{name}”没有高于 {highest} 的回答：0–{highest} 分的量表不能算 NPS",
    hint: (en: "use scores for a scale of few points", zh: "点数少的量表请用 scores"))
  static let rakingCategory = Message(
    "raking_category", exit: .dataRefused,
    en: "'{value}' of '{name}' has {n} {n|respondent|respondents} but no target",
    zh: "“{name}”中的“{value}”有 {n} 份答卷，但没有目标占比",
    hint: (
      en:
        "give it a share, put it together with another by map_values, or keep rows without it out",
      zh: "请给出占比，或用 map_values 并入其他取值，或用 keep 去掉这些行"
    ))
  static let rakingNobody = Message(
    "raking_nobody", exit: .dataRefused,
    en: "nobody in the sample is '{value}' of '{name}', so no weight can make it {share}",
    zh: "样本中没有“{name}”为“{value}”的人，无法加权到 {share}",
    hint: (en: "put it together with another value", zh: "请与其他取值合并"))
  static let rakingShares = Message(
    "raking_shares", exit: .config, en: "the shares of '{name}' add up to {sum}, not 100%",
    zh: "“{name}”的占比合计为 {sum}，不是 100%")
  static let rakingUnsure = Message(
    "raking_unsure", exit: .dataRefused,
    en: "the weights cost precision: {n} {n|answer is|answers are} as sure as {effective}{why}",
    zh: "加权损失精度：{n} 份答卷只相当于 {effective} 份{why}")
  static let scaleOfPoints = Message(
    "scale_of_points", exit: .config,
    en: "a scale from {lowest} to {highest} has not 4 to 11 points",
    zh: "{lowest} 到 {highest} 的量表不是 4 到 11 个点",
    hint: (en: "write lowest: 1 and highest: 5", zh: "请写 lowest: 1 和 highest: 5"))

  static let wavesOfNothing = Message(
    "waves_of_nothing", exit: .config, en: "'waves' needs 'by', the column that tells the waves",
    zh: "waves 需要用 by 写明按哪一列分期", hint: (en: "write by: month", zh: "请写 by: month"))

  /// What can be wrong with answers of a survey.
  package static let surveys: [Message] = [
    answersNotListed, matrixTooSmall, notANetPromoterScale, notARanking, notScreened,
    nothingToScreen, rakingCategory, rakingNobody, rakingShares, rakingUnsure, ratesTellTooLittle,
    reversedNoItem, scaleOfPoints, wavesOfNothing, wordBeyondScale,
  ]
}
