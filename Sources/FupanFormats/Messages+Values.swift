import FupanDiagnostics

extension Message {
  /// Why a cell could not be read as a value, by code.
  package static let values: [Message] = [
    ambiguousDate, ambiguousTime, currencyDiffers, dateWithoutYear, idPrecisionDoubtful,
    idPrecisionLost, mixedScales, nonexistentTime, notABool, notADate, notADuration, notANumber,
    notAWholeNumber, serialNotDeclared, tooManyDigits, totalMismatch, unknownTimeZone,
    valueOutOfRange,
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
    en: "this day has no year", zh: "该日期没有年份")

  package static let idPrecisionDoubtful = Message(
    "id_precision_doubtful", exit: .dataRefused,
    en: "{count} of {of} long ids in '{column}' end in 000, as a spreadsheet leaves them",
    zh: "“{column}”的 {of} 个长编号中有 {count} 个以 000 结尾，可能被电子表格破坏",
    hint: (en: "export again without opening the file there", zh: "请重新导出，不要用电子表格打开后再存"))

  package static let idPrecisionLost = Message(
    "id_precision_lost", exit: .dataRefused,
    en: "a spreadsheet has rounded this id", zh: "该编号已被电子表格改成科学计数，精度丢失",
    hint: (en: "export again without opening the file there", zh: "请重新导出，不要用电子表格打开后再存"))

  package static let mixedScales = Message(
    "mixed_scales", exit: .dataRefused,
    en: "'{column}' holds {signed} shares with % and {bare} without",
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

  package static let notAWholeNumber = Message(
    "not_a_whole_number", exit: .dataRefused, en: "this is no whole number", zh: "不是整数")

  package static let valueOutOfRange = Message(
    "value_out_of_range", exit: .dataRefused,
    en: "this number is too large to be kept exactly", zh: "数值过大，无法精确保存")

  package static let serialNotDeclared = Message(
    "serial_not_declared", exit: .dataRefused,
    en: "this is a bare number where a day or time is wanted", zh: "此处需要日期，却是一个数字",
    hint: (
      en: "if it is one, declare 'excel_serial', 'unix_seconds' or 'unix_milliseconds'",
      zh: "如果它确实是日期，请声明 excel_serial、unix_seconds 或 unix_milliseconds"
    ))

  package static let tooManyDigits = Message(
    "too_many_digits", exit: .dataRefused,
    en: "this has more than {scale} digits after the point", zh: "小数位超过 {scale} 位")

  package static let totalMismatch = Message(
    "total_mismatch", exit: .dataRefused,
    en: "the total row says {total} for '{column}', but its rows add up to {sum}",
    zh: "合计行中“{column}”为 {total}，而各行之和为 {sum}",
    hint: (
      en: "was the export cut off, or were rows rejected?", zh: "导出是否不完整？是否有行被拒绝？"
    ))

  package static let unknownTimeZone = Message(
    "unknown_time_zone", exit: .config, en: "no time zone '{zone}'", zh: "没有时区“{zone}”",
    hint: (en: "write it like Asia/Shanghai", zh: "请写成 Asia/Shanghai 这样"))
}
