import FupanDiagnostics

extension Message {
  package static let cannotAggregate = Message(
    "cannot_aggregate", exit: .config, en: "'{name}' of type {type} cannot be aggregated this way",
    zh: "{type} 类型的“{name}”不能这样聚合",
    hint: (en: "read it with parse first if it holds numbers", zh: "若内容是数字，请先用 parse 读取"))
  package static let cannotGroup = Message(
    "cannot_group", exit: .config, en: "rows cannot be grouped or ordered by '{name}'",
    zh: "不能按“{name}”分组或排序",
    hint: (en: "unnest a list first", zh: "列表类型请先展开（unnest）"))
  static let columnNamedTwice = Message(
    "column_named_twice", exit: .config, en: "two columns would be named '{name}'",
    zh: "会有两列都叫“{name}”", hint: (en: "rename one of them", zh: "请改其中一个的名字"))
  static let emptyUnion = Message(
    "empty_union", exit: .config, en: "a union needs at least one dataset",
    zh: "union 至少需要一个数据集")
  static let joinKeysDiffer = Message(
    "join_keys_differ", exit: .config,
    en: "'{left}' is {left_type} but '{right}' is {right_type}: they cannot be matched",
    zh: "“{left}”是 {left_type}，“{right}”是 {right_type}，无法匹配",
    hint: (en: "cast one of them before the join", zh: "请在 join 之前转换其中一列"))
  static let joinedNameTwice = Message(
    "joined_name_twice", exit: .config, en: "both sides have a column '{name}'",
    zh: "两边都有列“{name}”",
    hint: (en: "rename or drop it on one side before the join", zh: "请在 join 之前改名或去掉其中一列"))
  static let notAList = Message(
    "not_a_list", exit: .config, en: "'{name}' is not a list", zh: "“{name}”不是列表",
    hint: (en: "split it first with split_multi or parse", zh: "请先用 split_multi 或 parse 拆分"))
  static let unionLacksColumn = Message(
    "union_lacks_column", exit: .config, en: "column '{name}' is not in all datasets of the union",
    zh: "并非每个数据集都有列“{name}”",
    hint: (
      en: "the other side has: {columns}; add it with derive or leave it out with select",
      zh: "另一边的列有：{columns}；用 derive 补上或用 select 去掉"
    ))
  static let unionTypesDiffer = Message(
    "union_types_differ", exit: .config,
    en: "column '{name}' is {left} in one dataset and {right} in another",
    zh: "列“{name}”在一个数据集里是 {left}，在另一个里是 {right}",
    hint: (en: "parse or cast it before the union", zh: "请在 union 之前用 parse 或 cast 统一"))
  static let unpivotTypesDiffer = Message(
    "unpivot_types_differ", exit: .config,
    en: "the columns {columns} are not of one type and unit",
    zh: "列 {columns} 的类型或单位不一致",
    hint: (en: "cast them to one type in derive first", zh: "请先在 derive 里用 cast 统一类型"))

  /// What can be wrong with a step of the algebra.
  package static let relations: [Message] = [
    cannotAggregate, cannotGroup, columnNamedTwice, emptyUnion, joinKeysDiffer, joinedNameTwice,
    notAList, unionLacksColumn, unionTypesDiffer, unpivotTypesDiffer,
  ]
}
