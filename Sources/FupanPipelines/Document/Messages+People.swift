import FupanDiagnostics

extension Message {
  static let channelMapColumns = Message(
    "channel_map_columns", exit: .config,
    en: "'{path}' is no channel map: it has the columns {columns}",
    zh: "“{path}”不是渠道对照表：它的列是 {columns}",
    hint: (
      en:
        "it needs channel, and at least one of utm_source, utm_medium, utm_campaign, utm_content, utm_term, utm_id",
      zh: "需要 channel 列，以及 utm_source、utm_medium、utm_campaign、utm_content、utm_term、utm_id 中至少一列"
    ))
  static let datasetNameReserved = Message(
    "dataset_name_reserved", exit: .config,
    en: "'{name}' is a name of what is found of people and channels",
    zh: "“{name}”是认人和渠道结果用的名字", hint: (en: "give the dataset another name", zh: "请给数据集换个名字"))
  static let exceptRuleNowhere = Message(
    "except_rule_nowhere", exit: .config, en: "no dataset has all the columns of '{name}'",
    zh: "没有数据集同时有“{name}”用到的列",
    hint: (
      en: "a rule looks at the columns of a dataset as it is read: {columns}",
      zh: "规则看的是数据集读入时的列：{columns}"
    ))
  static let exceptWithoutKeys = Message(
    "except_without_keys", exit: .config,
    en: "'{path}' has none of the people's keys: its columns are {columns}",
    zh: "“{path}”里没有任何认人的列：它的列是 {columns}",
    hint: (en: "name a column as one of {keys}", zh: "请把列名写成 {keys} 之一"))
  static let peopleKeysNowhere = Message(
    "people_keys_nowhere", exit: .config,
    en: "no dataset has any of the people's keys: {keys}{suggestion}",
    zh: "没有数据集有认人的列：{keys}{suggestion}",
    hint: (
      en: "a dataset has a key as its reader or a rename names the column: {columns}",
      zh: "列名以读入或 rename 之后为准：{columns}"
    ))
  static let personKeyLate = Message(
    "person_key_late", exit: .config,
    en: "'{dataset}' has the key '{name}' only here, so nobody is known by it or left out",
    zh: "“{dataset}”到这里才有认人的列“{name}”，所以不按它认人，也不剔除任何人",
    hint: (
      en: "give the column its name before the stages that look at other datasets",
      zh: "请在用到其他数据集的步骤之前给列命名"
    ))
  static let personKeyNowhere = Message(
    "person_key_nowhere", exit: .config, en: "no dataset has the key '{name}'{suggestion}",
    zh: "没有数据集有认人的列“{name}”{suggestion}")

  /// What can be wrong with the people and channels of a document.
  package static let people: [Message] = [
    channelMapColumns, datasetNameReserved, exceptRuleNowhere, exceptWithoutKeys,
    peopleKeysNowhere, personKeyLate, personKeyNowhere,
  ]
}
