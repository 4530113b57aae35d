import FupanDiagnostics

extension Message {
  static let alertFired = Message(
    "alert_fired", exit: .alertFired, en: "alert '{name}' fired{scopes}",
    zh: "预警“{name}”已触发{scopes}")
  static let ambiguousProfile = Message(
    "ambiguous_profile", exit: .usage, en: "'{file}' fits several profiles: {profiles}",
    zh: "“{file}”符合多个文件格式：{profiles}",
    hint: (en: "name one: --profile NAME", zh: "请用 --profile 指定一个"))
  static let badOptionValue = Message(
    "bad_option_value", exit: .usage, en: "'{text}' is not a value of {option}: {wanted}",
    zh: "“{text}”不能作 {option} 的值：{wanted}")
  static let convertedBy = Message(
    "converted_by", exit: .done, en: "'{file}' is read by the profile {profile}",
    zh: "“{file}”按文件格式 {profile} 读取")
  static let folderNotEmpty = Message(
    "folder_not_empty", exit: .cannotCreate, en: "'{path}' is not empty", zh: "“{path}”不是空文件夹",
    hint: (en: "name a new folder", zh: "请换一个新文件夹"))
  static let guessedPeriod = Message(
    "guessed_period", exit: .done,
    en: "the campaign seems to have run {days}; confirm it and all that is marked 'guess'",
    zh: "看起来活动期是 {days}；请确认它和所有标“猜”的地方")
  static let internalError = Message(
    "internal_error", exit: .internalError, en: "something went wrong inside: {reason}",
    zh: "程序内部出错：{reason}",
    hint: (en: "this is a defect of the program; nothing was published", zh: "这是程序缺陷；没有发布任何结果"))
  static let noProfileFits = Message(
    "no_profile_fits", exit: .dataRefused, en: "no profile fits '{file}'",
    zh: "没有与“{file}”相符的文件格式",
    hint: (
      en:
        "the profiles are: {profiles}; name one with --profile, or read it with read_csv and parse",
      zh: "现有格式：{profiles}；可用 --profile 指定，或用 read_csv 加 parse 读取"
    ))
  static let noReceipt = Message(
    "no_receipt", exit: .usage, en: "the report shows no figure '{name}'{suggestion}",
    zh: "报告里没有指标“{name}”{suggestion}",
    hint: (en: "it has: {metrics}", zh: "报告里有：{metrics}"))
  static let noReceiptScope = Message(
    "no_receipt_scope", exit: .usage, en: "'{name}' has no figure where {condition}",
    zh: "“{name}”没有满足 {condition} 的数",
    hint: (en: "there are: {conditions}", zh: "现有：{conditions}"))
  static let notAFilter = Message(
    "not_a_filter", exit: .usage, en: "'{name}' is no filter{suggestion}",
    zh: "“{name}”不是可用的过滤步骤{suggestion}",
    hint: (en: "the filters are: {stages}", zh: "可用的步骤：{stages}"))
  static let runDone = Message(
    "run_done", exit: .done,
    en: "{read} {read|row|rows} read, {rejected} rejected, {seconds} s, {megabytes} MB{published}",
    zh: "读取 {read} 行，拒绝 {rejected} 行，用时 {seconds} 秒，内存 {megabytes} MB{published}")
  static let unreadText = Message(
    "text_not_readable", exit: .dataRefused,
    en: "{what} is used as {type} here, and the text in this row is none",
    zh: "这里把{what}当作{type}使用，而这一行的文本不是",
    hint: (
      en:
        "say what the column holds with --types {column}=TYPE, or read it with 'parse' before it is used",
      zh: "请用 --types {column}=类型 写明该列是什么，或在使用前先 parse"
    ))
  static let typeNotHeld = Message(
    "type_not_held", exit: .dataRefused,
    en: "--types says that '{name}' is {type}, and the text in this row is none",
    zh: "--types 说“{name}”是 {type}，而这一行的文本不是",
    hint: (en: "the types are: {types}; 'parse' reads more", zh: "类型有：{types}；parse 能读更多写法"))
  static let unknownCommand = Message(
    "unknown_command", exit: .usage, en: "no command '{name}'{suggestion}",
    zh: "没有命令“{name}”{suggestion}",
    hint: (en: "'fupan --help' lists them", zh: "用 fupan --help 查看全部命令"))
  static let unknownName = Message(
    "unknown_name", exit: .usage, en: "there is no {kind} '{name}'{suggestion}",
    zh: "没有{kind}“{name}”{suggestion}")
  static let waitingForInput = Message(
    "waiting_for_input", exit: .done, en: "waiting for '{file}' to be written",
    zh: "正在等待“{file}”写完")
  static let wroteFile = Message(
    "wrote_file", exit: .done, en: "wrote {path}", zh: "已写出 {path}")
  /// What commands say beside what they run says.
  package static let commands: [Message] = [
    alertFired, ambiguousProfile, badOptionValue, convertedBy, folderNotEmpty, guessedPeriod,
    internalError,
    noProfileFits,
    noReceipt, noReceiptScope, notAFilter, runDone, unreadText, typeNotHeld, unknownCommand,
    unknownName,
    waitingForInput, wroteFile,
  ]
}
