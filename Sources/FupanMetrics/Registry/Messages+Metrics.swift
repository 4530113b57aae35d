import FupanDiagnostics

extension Message {
  static let alertWithoutBound = Message(
    "alert_without_bound", exit: .config, en: "alert '{name}' has no bound", zh: "预警“{name}”没有界限",
    hint: (en: "say the good side with min or max", zh: "请用 min 或 max 写出好的一侧"))
  static let aliasTaken = Message(
    "alias_taken", exit: .config, en: "'{alias}' is another name of both '{first}' and '{second}'",
    zh: "“{alias}”同时是“{first}”和“{second}”的别名")
  static let clickCostOfCustomers = Message(
    "click_cost_of_customers", exit: .config,
    en: "'{name}' is called CPC, cost per click, but divides by people or orders",
    zh: "“{name}”叫 CPC（单次点击成本），但分母是人或订单",
    hint: (
      en: "call it CPA or CAC, the cost of an order or a customer",
      zh: "获客成本请叫 CAC，每单成本请叫 CPA"
    ))
  static let modeMissing = Message(
    "mode_missing", exit: .config,
    en: "'{name}' is counted in several ways: {modes}", zh: "“{name}”有几种口径：{modes}",
    hint: (
      en: "say which: mode: … beside a target's goal, or the whole name, {example}",
      zh: "请写明口径：目标旁写 mode，或写全名 {example}"
    ))
  package static let goalWithoutReading = Message(
    "goal_without_reading", exit: .config,
    en: "'{goal}' for '{name}' can be read in two ways", zh: "“{name}”的“{goal}”有两种读法",
    hint: (
      en:
        "add as: rel for relative change, as: pp for percentage points or as: level for the share",
      zh: "请写 as: rel（相对变化）、as: pp（百分点）或 as: level（水平）"
    ))
  static let marginMissing = Message(
    "margin_missing", exit: .config,
    en: "a contribution of '{name}' needs the gross margin", zh: "“{name}”按贡献计算需要毛利率",
    hint: (
      en: "declare gross_margin under parameters, as a number such as 0.35",
      zh: "请在 parameters 里声明 gross_margin"
    ))
  static let metricCycle = Message(
    "metric_cycle", exit: .config, en: "metrics are made of each other in a circle: {names}",
    zh: "指标循环引用：{names}")
  static let metricDatasets = Message(
    "metric_datasets", exit: .config,
    en: "'{name}' must read exactly one dataset, it reads {count}",
    zh: "“{name}”必须只读一个数据集，现在是 {count} 个",
    hint: (en: "write columns as dataset.column", zh: "列要写成 数据集.列"))
  static let metricIncomplete = Message(
    "metric_incomplete", exit: .config,
    en: "metric '{name}' needs either value, or numerator and denominator",
    zh: "指标“{name}”需要 value，或者 numerator 加 denominator")
  static let metricMixed = Message(
    "metric_mixed", exit: .config,
    en: "'{name}' is another metric, but this expression reads datasets too",
    zh: "“{name}”是另一个指标，但这个表达式同时读了数据集",
    hint: (
      en: "make the aggregate a metric of its own", zh: "请把聚合部分单独定义成指标"
    ))
  static let metricNeedsAggregate = Message(
    "metric_needs_aggregate", exit: .config, en: "'{name}' has many values; say which one is meant",
    zh: "“{name}”有许多值，需要聚合", hint: (en: "for example sum({name})", zh: "例如 sum({name})"))
  static let multipleWithoutReading = Message(
    "multiple_without_reading", exit: .config,
    en: "a bare {goal} for '{name}' can mean a multiple or a net return",
    zh: "“{name}”的 {goal} 可能是倍数，也可能是净回报",
    hint: (en: "add as: multiple or as: net", zh: "请写 as: multiple 或 as: net"))
  static let targetsDisagree = Message(
    "targets_disagree", exit: .config,
    en: "the goals do not fit each other: {names} make {metric} {implied}, its goal is {goal}",
    zh: "目标互相不一致：按 {names} 推算，{metric} 应为 {implied}，目标却是 {goal}")
  package static let weightsDoNotAddUp = Message(
    "weights_do_not_add_up", exit: .config,
    en: "the weights of the targets add up to {sum}, not to 1", zh: "各目标的权重合计为 {sum}，不是 1")
  static let unknownMetric = Message(
    "unknown_metric", exit: .config, en: "no metric '{name}'{suggestion}",
    zh: "没有指标“{name}”{suggestion}", hint: (en: "the metrics are: {metrics}", zh: "现有指标：{metrics}"))

  /// What can be wrong with metrics, targets and alerts.
  package static let metrics: [Message] = [
    alertWithoutBound, aliasTaken, clickCostOfCustomers, goalWithoutReading, marginMissing,
    metricCycle, metricDatasets, metricIncomplete, metricMixed, metricNeedsAggregate, modeMissing,
    multipleWithoutReading, targetsDisagree, unknownMetric, weightsDoNotAddUp,
  ]
}
