import FupanDiagnostics

extension Message {
  static let chooseOne = Message(
    "choose_one", exit: .config, en: "write either {first} or {second}",
    zh: "{first} 与 {second} 请只写一个")
  static let keyTooShort = Message(
    "key_too_short", exit: .config,
    en: "the key has {length} {length|byte|bytes}, too few to be safe",
    zh: "密钥只有 {length} 字节，不够安全",
    hint: (
      en: "use 16 bytes or more, for example from: openssl rand -hex 32",
      zh: "请用至少 16 字节，例如用 openssl rand -hex 32 生成"
    ))
  static let noColumnLeft = Message(
    "no_column_left", exit: .config, en: "no column would be left", zh: "将没有任何列留下")
  static let notText = Message(
    "not_text", exit: .config, en: "'{name}' is {type}, not text", zh: "“{name}”是 {type}，不是文本",
    hint: (
      en: "make it text in derive first: cast({name} as text)",
      zh: "请先在 derive 里用 cast({name} as text) 转成文本"
    ))
  static let noTextForm = Message(
    "no_text_form", exit: .config, en: "'{name}' is {type}, which is written in no single way",
    zh: "“{name}”是 {type}，没有唯一的文本写法",
    hint: (
      en: "make it an exact number or text first, with parse or derive",
      zh: "请先用 parse 或 derive 转成精确数值或文本"
    ))
  static let shareOutOfRange = Message(
    "share_out_of_range", exit: .config, en: "a share is more than 0% and at most 100%",
    zh: "比例应大于 0% 且不超过 100%")
  static let valueDoesNotFit = Message(
    "value_does_not_fit", exit: .config, en: "'{text}' is no {type}, which '{name}' holds",
    zh: "“{text}”不能放进 {type} 类型的列“{name}”")

  /// What can be wrong with the stages that change rows and columns.
  package static let rows: [Message] = [
    chooseOne, clipWithoutBound, clipsNothing, columnBesideItself, earlierNeedsOrder, filesDiffer,
    groupsDiffer, keyMissing, keyTooShort, noColumnLeft, noTextForm, notText, orderLost,
    shareOutOfRange,
    valueDoesNotFit,
  ]
}
