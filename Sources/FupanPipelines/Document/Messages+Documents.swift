import FupanDiagnostics

extension Message {
  static let baselineHasHolidays = Message(
    "baseline_has_holidays", exit: .config,
    en: "days off make the baseline a poor one: {baseline} in the baseline, {period} in the period",
    zh: "节假日使基线不可比：基线内 {baseline}，活动期内 {period}",
    hint: (
      en: "move the baseline, or read changes against it with care",
      zh: "请换一段基线，或谨慎解读与它的比较"
    ))
  static let baselineHasOtherDays = Message(
    "baseline_has_other_days", exit: .config,
    en: "the baseline has {baseline} {baseline|day|days} off and the period {period}",
    zh: "基线有 {baseline} 个休息日，活动期有 {period} 个",
    hint: (
      en: "choose a baseline of the same weekdays", zh: "请选星期构成相同的一段作基线"
    ))
  static let calendarEnds = Message(
    "calendar_ends", exit: .config, en: "the calendar knows no day of {year}",
    zh: "日历里没有 {year} 年的日子",
    hint: (
      en: "add the days off of that year to calendar", zh: "请在 calendar 里补上那一年的放假安排"
    ))
  static let parameterWithoutValue = Message(
    "parameter_without_value", exit: .config, en: "parameter '{name}' has no value",
    zh: "参数“{name}”没有值",
    hint: (en: "add --param {name}=VALUE or a default", zh: "请加 --param {name}=值，或写 default"))
  static let datasetCycle = Message(
    "dataset_cycle", exit: .config, en: "datasets depend on each other in a circle: {names}",
    zh: "数据集循环依赖：{names}")
  static let datasetStart = Message(
    "dataset_start", exit: .config, en: "a dataset cannot start with '{name}'",
    zh: "数据集不能以“{name}”开头",
    hint: (
      en: "start with read_csv, read_json, union or from",
      zh: "请以 read_csv、read_json、union 或 from 开头"
    ))
  static let documentMissing = Message(
    "document_missing", exit: .noInput, en: "cannot read '{path}': {reason}",
    zh: "无法读取“{path}”：{reason}")
  static let inputAbsent = Message(
    "input_absent", exit: .done,
    en: "'{dataset}' is optional and no file is there: {file}; what depends on it says so",
    zh: "“{dataset}”可缺省，文件未到：{file}；用到它的章节会注明")
  static let metricRedefined = Message(
    "metric_redefined", exit: .config,
    en: "metric '{name}' is defined in a used file already", zh: "指标“{name}”已在引用的文件里定义",
    hint: (
      en: "give it a new name, or say version: {version} so that comparisons know",
      zh: "请换个名字，或写 version: {version} 让比较知道口径变了"
    ))
  static let parameterUnknown = Message(
    "parameter_unknown", exit: .usage, en: "the pipeline has no parameter '{name}'{suggestion}",
    zh: "流程里没有参数“{name}”{suggestion}")
  static let parameterValue = Message(
    "parameter_value", exit: .config, en: "'{text}' is not a {type} for parameter '{name}'",
    zh: "“{text}”不是参数“{name}”需要的 {type}")
  static let secretFileOpen = Message(
    "secret_file_open", exit: .config,
    en: "'{path}' holds '{name}', and others than its owner may read it",
    zh: "“{path}”里是“{name}”，但除所有者外还有人能读",
    hint: (en: "type: chmod 600 {path}", zh: "请执行：chmod 600 {path}"))
  static let stageAfterStart = Message(
    "stage_after_start", exit: .config, en: "'{name}' starts a dataset and cannot follow a stage",
    zh: "“{name}”只能放在数据集开头",
    hint: (en: "make it a dataset of its own and join or union it", zh: "请另建数据集，再 join 或 union"))
  static let stageAfterWriter = Message(
    "stage_after_writer", exit: .config, en: "'{name}' follows a writer",
    zh: "“{name}”不能放在写出之后", hint: (en: "writers come last", zh: "写出放在最后"))
  static let unknownStage = Message(
    "unknown_stage", exit: .config, en: "no stage '{name}'{suggestion}",
    zh: "没有步骤“{name}”{suggestion}",
    hint: (en: "'fupan stages' lists them", zh: "用 fupan stages 查看全部步骤"))
  static let unknownTimezone = Message(
    "unknown_timezone", exit: .config, en: "no time zone '{name}'", zh: "没有时区“{name}”",
    hint: (en: "write an IANA name such as Asia/Shanghai", zh: "请写 IANA 名称，例如 Asia/Shanghai"))
  static let usedFileMissing = Message(
    "used_file_missing", exit: .config, en: "no preset and no file '{path}'{suggestion}",
    zh: "没有预设或文件“{path}”{suggestion}")
  static let wrongProfile = Message(
    "wrong_profile", exit: .config, en: "'{file}' is no {profile}: it has the headers of {fitting}",
    zh: "“{file}”不是 {profile}：它的表头属于 {fitting}",
    hint: (
      en: "write profile: {best}, or name the file that you mean",
      zh: "请写 profile: {best}，或换成你要的文件"
    ))

  /// What can be wrong with a pipeline document as a whole.
  package static let pipelines: [Message] = [
    baselineHasHolidays, baselineHasOtherDays, calendarEnds, datasetCycle, datasetStart,
    documentMissing, inputAbsent, metricRedefined, parameterUnknown,
    parameterValue, parameterWithoutValue, secretFileOpen, stageAfterStart, stageAfterWriter,
    unknownStage, unknownTimezone, usedFileMissing, wrongProfile,
  ]
}
