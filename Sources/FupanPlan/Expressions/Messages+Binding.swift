import FupanDiagnostics

extension Message {
  static let aggregateNotAllowed = Message(
    "aggregate_not_allowed", exit: .config, en: "'{name}' aggregates rows and cannot stand here",
    zh: "“{name}”是聚合函数，不能用在这里",
    hint: (
      en: "use it in 'into' of aggregate or in a metric", zh: "请用在 aggregate 的 into 或指标里"
    ))
  static let aggregateNeedsColumn = Message(
    "aggregate_needs_column", exit: .config,
    en: "column '{name}' is neither aggregated nor in 'by'", zh: "列“{name}”既没有聚合，也不在 by 里",
    hint: (en: "wrap it, for example min({name})", zh: "请用聚合函数包住，例如 min({name})"))
  static let argumentsDoNotFit = Message(
    "arguments_do_not_fit", exit: .config, en: "'{name}' cannot take {types}",
    zh: "“{name}”不接受 {types}", hint: (en: "it is written {usage}", zh: "写法：{usage}"))
  static let branchesDiffer = Message(
    "branches_differ", exit: .config, en: "the branches have types that do not meet: {types}",
    zh: "各分支的类型不一致：{types}", hint: (en: "cast them to one type", zh: "请用 cast 统一类型"))
  static let conditionNotBool = Message(
    "condition_not_bool", exit: .config, en: "a condition is expected, this is {type}",
    zh: "这里应是条件，得到的是 {type}", hint: (en: "compare it with something", zh: "请写成比较式"))
  /// Kept out of sight: an earlier problem already says what to mend.
  package static let dependsOnEarlierProblem = Message(
    "depends_on_earlier_problem", exit: .config, en: "this depends on an earlier problem",
    zh: "取决于前面的问题")
  static let impossibleCast = Message(
    "impossible_cast", exit: .config, en: "{from} cannot become {to}", zh: "{from} 不能转换为 {to}")
  static let literalDoesNotFit = Message(
    "literal_does_not_fit", exit: .config, en: "'{text}' is not a {type}",
    zh: "“{text}”不是 {type}")
  static let percentileOutOfRange = Message(
    "percentile_out_of_range", exit: .config,
    en: "the second argument of percentile is a decimal between 0 and 1, written out",
    zh: "percentile 的第二个参数应是写明的 0 到 1 之间的小数",
    hint: (en: "for example percentile(x, 0.9)", zh: "例如 percentile(x, 0.9)"))
  static let rowsArePairs = Message(
    "rows_are_pairs", exit: .config,
    en: "a row here pairs {things}: the number of rows is that of neither",
    zh: "这里每行是{things}的一种搭配：行数既不是前者的数目，也不是后者的",
    hint: (en: "say what is counted: {mended}", zh: "请写明数什么：{mended}"))
  static let summedAcrossGrain = Message(
    "summed_across_grain", exit: .config,
    en:
      "'{name}' belongs to each {grain}, and here several rows may be of one {grain}: {function} takes it more than once",
    zh: "“{name}”属于每个{grain}，而这里同一{grain}可能有几行：{function} 会重复计算",
    hint: (en: "write {mended}", zh: "请写：{mended}"))
  static let unitsDiffer = Message(
    "units_differ", exit: .config, en: "{left} and {right} do not go together",
    zh: "{left} 与 {right} 不能混用",
    hint: (en: "convert one of them first", zh: "请先换算成同一单位"))
  package static let unknownColumn = Message(
    "unknown_column", exit: .config, en: "no column '{name}'{suggestion}",
    zh: "没有列“{name}”{suggestion}",
    hint: (en: "the columns here are: {columns}{quoted}", zh: "这里的列有：{columns}{quoted}"))
  static let unknownFunction = Message(
    "unknown_function", exit: .config, en: "no function '{name}'{suggestion}",
    zh: "没有函数“{name}”{suggestion}",
    hint: (en: "'fupan functions' lists them", zh: "用 fupan functions 查看全部函数"))
  static let unknownParameter = Message(
    "unknown_parameter", exit: .config, en: "no parameter '{name}'{suggestion}",
    zh: "没有参数“{name}”{suggestion}",
    hint: (en: "declare it under 'parameters'", zh: "请在 parameters 里声明"))

  /// What can be wrong with the names and types of an expression.
  package static let binding: [Message] = [
    aggregateNeedsColumn, aggregateNotAllowed, argumentsDoNotFit, branchesDiffer, conditionNotBool,
    dependsOnEarlierProblem, impossibleCast, literalDoesNotFit, percentileOutOfRange,
    rowsArePairs, summedAcrossGrain, unitsDiffer, unknownColumn, unknownFunction, unknownParameter,
  ]
}
