import FupanDiagnostics

extension Message {
  static let alertBothWays = Message(
    "alert_both_ways", exit: .config, en: "alert '{name}' has both any and all",
    zh: "预警“{name}”同时写了 any 和 all",
    hint: (en: "write one of them", zh: "请只写其中一个"))
  static let firesInTheMiddle = Message(
    "fires_in_the_middle", exit: .config,
    en: "'{name}' fires within {when}, so its good side has two parts",
    zh: "“{name}”在 {when} 之内触发，好的一侧就有两段",
    hint: (en: "make two alerts, or say the good side", zh: "请拆成两条预警，或写出好的一侧"))
  static let goodSideRead = Message(
    "good_side_read", exit: .config, en: "'{name}' fires when {when}: its good side is {good}",
    zh: "“{name}”在 {when} 时触发：好的一侧是 {good}")
  static let notABound = Message(
    "not_a_bound", exit: .config, en: "'{text}' is no bound", zh: "“{text}”不是界限",
    hint: (en: "write '>= 3%', '< 20' or 2%..5%", zh: "请写 '>= 3%'、'< 20' 或 2%..5%"))
  static let sidesDisagree = Message(
    "sides_disagree", exit: .config,
    en: "'{name}' says its bounds twice, and they do not fit: {first} and {second}",
    zh: "“{name}”两次写了界限，而且互相矛盾：{first} 与 {second}",
    hint: (
      en: "the side that fires is exactly the rest of the good side; write one of them",
      zh: "触发的一侧必须正好是好的一侧之外；只写其中一个即可"
    ))
  static let unknownSeverity = Message(
    "unknown_severity", exit: .config, en: "'{name}' is no severity", zh: "没有“{name}”这个级别",
    hint: (en: "the severities are: {severities}", zh: "可用级别：{severities}"))

  /// What can be wrong with alerts.
  package static let alerts: [Message] = [
    alertBothWays, firesInTheMiddle, goodSideRead, notABound, sidesDisagree, unknownSeverity,
  ]
}
