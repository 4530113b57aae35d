import FupanDiagnostics

extension Message {
  /// Why a cell could not be read as a value, by code.
  package static let values: [Message] = [
    ambiguousDate, ambiguousTime, currencyDiffers, dateWithoutYear, idPrecisionDoubtful,
    idPrecisionLost, lowerBounds, maskedValues, mixedScales, nonexistentTime, notABool, notADate,
    notADuration, notANumber, notAPhone, notAWholeNumber, rankingRepeats, serialNotDeclared,
    spanReversed, tooManyDigits, totalMismatch, totalWithoutRefused, unknownTimeZone, unknownWord,
    unknownWords, unlabelledTotal, valueOutOfRange,
  ]

  package static let ambiguousDate = Message(
    "ambiguous_date", exit: .dataRefused,
    en: "this can be day/month or month/day", zh: "无法判断是日/月还是月/日",
    hint: (
      en: "declare it: 'formats: [day_month_year]' or 'formats: [month_day_year]'",
      zh: "请写明：formats: [day_month_year] 或 formats: [month_day_year]"
    ))

  package static let ambiguousTime = Message(
    "ambiguous_time", exit: .dataRefused,
    en: "the clocks in {zone} showed this time twice", zh: "{zone} 的时钟在这一天两次显示该时间")

  package static let currencyDiffers = Message(
    "currency_differs", exit: .dataRefused,
    en: "this is not in {currency}", zh: "币种不是 {currency}")

  package static let dateWithoutYear = Message(
    "date_without_year", exit: .dataRefused,
    en: "this day has no year", zh: "该日期没有年份",
    hint: (
      en: "say which: 'year_hint: 2026', or the day of the export for the last 365 days",
      zh: "请写明 year_hint: 2026；若是最近 365 天的数据，写导出日期"
    ))

  package static let idPrecisionDoubtful = Message(
    "id_precision_doubtful", exit: .dataRefused,
    en: "{count} of {of} long ids in '{column}' end in 000, as a spreadsheet leaves them",
    zh: "“{column}”的 {of} 个长编号中有 {count} 个以 000 结尾，可能被电子表格破坏",
    hint: (en: "export again without opening the file there", zh: "请重新导出，不要用电子表格打开后再存"))

  package static let idPrecisionLost = Message(
    "id_precision_lost", exit: .dataRefused,
    en: "a spreadsheet has rounded this id", zh: "该编号已被电子表格改成科学计数，精度丢失",
    hint: (en: "export again without opening the file there", zh: "请重新导出，不要用电子表格打开后再存"))

  package static let lowerBounds = Message(
    "lower_bounds", exit: .dataRefused,
    en:
      "{count} {count|number|numbers} in '{column}' {count|says|say} 'at least', such as 10万+; sums of them are at least so much",
    zh: "“{column}”中有 {count} 个形如“10万+”的下限值，其合计也只是下限",
    hint: (
      en: "'lower_bound: NAME' makes a column that tells them", zh: "写 lower_bound: 列名 可另成一列标出它们"
    ))

  package static let maskedValues = Message(
    "masked_values", exit: .dataRefused,
    en:
      "{count} {count|value|values} of '{column}' {count|is|are} masked or encrypted; {count|it is|they are} missing and {count|matches|match} nobody",
    zh: "“{column}”中有 {count} 个值已打码或加密，按缺失处理，不参与匹配",
    hint: (
      en: "'masked: NAME' keeps their text in a column of its own", zh: "写 masked: 列名 可把原文留在另一列"
    ))

  package static let mixedScales = Message(
    "mixed_scales", exit: .dataRefused,
    en: "'{column}' holds {signed} {signed|share|shares} with % and {bare} without",
    zh: "“{column}”中有 {signed} 个带 % 的比例和 {bare} 个不带的",
    hint: (
      en: "if bare numbers are percentages too, declare 'percent_scale: true'",
      zh: "如果不带 % 的也是百分数，请写 percent_scale: true"
    ))

  package static let nonexistentTime = Message(
    "nonexistent_time", exit: .dataRefused,
    en: "the clocks in {zone} never showed this time", zh: "{zone} 的时钟从未显示过该时间")

  package static let notABool = Message(
    "not_a_bool", exit: .dataRefused, en: "this is neither true nor false", zh: "不是“是”或“否”")

  package static let notADate = Message(
    "not_a_date", exit: .dataRefused,
    en: "this is no day or time in the formats {formats}", zh: "不符合日期格式 {formats}")

  package static let notADuration = Message(
    "not_a_duration", exit: .dataRefused, en: "this is no length of time", zh: "不是时长")

  package static let notANumber = Message(
    "not_a_number", exit: .dataRefused, en: "this is no number", zh: "不是数字")

  package static let notAPhone = Message(
    "not_a_phone", exit: .dataRefused, en: "this is no phone number", zh: "不是电话号码",
    hint: (
      en:
        "a mobile number of the mainland has 11 digits; others start with + and the country's code",
      zh: "大陆手机号为 11 位；其他号码请以 + 和国家代码开头"
    ))

  package static let notAWholeNumber = Message(
    "not_a_whole_number", exit: .dataRefused, en: "this is no whole number", zh: "不是整数")

  package static let valueOutOfRange = Message(
    "value_out_of_range", exit: .dataRefused,
    en: "this number is too large to be kept exactly", zh: "数值过大，无法精确保存")

  package static let rankingRepeats = Message(
    "ranking_repeats", exit: .dataRefused, en: "this ranking names an item twice", zh: "排序中有重复的选项")

  package static let spanReversed = Message(
    "span_reversed", exit: .dataRefused, en: "this span ends before it starts", zh: "时间段的结束早于开始")

  package static let unknownWord = Message(
    "unknown_word", exit: .dataRefused,
    en: "'{column}' has {known} declared {known|value|values}, and this is none of them",
    zh: "不在“{column}”声明的 {known} 个取值之内",
    hint: (
      en: "add it under 'values', or say with 'otherwise' what every other value becomes",
      zh: "请在 values 里补上，或用 otherwise 写明其余取值算作什么"
    ))

  package static let unknownWords = Message(
    "unknown_words", exit: .dataRefused,
    en: "{count} {count|value|values} of '{column}' {count|is|are} not among those declared{words}",
    zh: "“{column}”中有 {count} 个取值不在声明之内{words}",
    hint: (
      en: "a profile of your own, with 'like:', adds them under 'values'",
      zh: "在自己的 profile 里用 like: 照抄原格式，再把它们写进 values"
    ))

  package static let serialNotDeclared = Message(
    "serial_not_declared", exit: .dataRefused,
    en: "this is a bare number where a day or time is wanted", zh: "此处需要日期，却是一个数字",
    hint: (
      en: "if it is one, declare 'excel_serial', 'unix_seconds' or 'unix_milliseconds'",
      zh: "如果它确实是日期，请声明 excel_serial、unix_seconds 或 unix_milliseconds"
    ))

  package static let tooManyDigits = Message(
    "too_many_digits", exit: .dataRefused,
    en: "this has more than {scale} {scale|digit|digits} after the point", zh: "小数位超过 {scale} 位")

  package static let totalMismatch = Message(
    "total_mismatch", exit: .dataRefused,
    en: "the total row says {total} for '{column}', but its rows add up to {sum}",
    zh: "合计行中“{column}”为 {total}，而各行之和为 {sum}",
    hint: (
      en: "was the export cut off, or were rows rejected?", zh: "导出是否不完整？是否有行被拒绝？"
    ))

  package static let totalWithoutRefused = Message(
    "total_without_refused", exit: .dataRefused,
    en:
      "the total row says {total} for '{column}', but without the {refused} {refused|row that was|rows that were} refused its rows add up to {sum}",
    zh: "合计行中“{column}”为 {total}；拒收 {refused} 行之后，各行之和为 {sum}")

  package static let unlabelledTotal = Message(
    "unlabelled_total", exit: .dataRefused,
    en: "the last row is the sum of all rows above it in {columns}: is it a total?",
    zh: "最后一行的 {columns} 恰好等于以上各行之和，是否为合计行？",
    hint: (
      en: "if it is, take it off the file; if it is data, write 'totals: false'",
      zh: "如果是合计，请从文件中删去；如果是数据，请写 totals: false"
    ))

  package static let unknownTimeZone = Message(
    "unknown_time_zone", exit: .config, en: "no time zone '{zone}'", zh: "没有时区“{zone}”",
    hint: (en: "write it like Asia/Shanghai", zh: "请写成 Asia/Shanghai 这样"))
}
