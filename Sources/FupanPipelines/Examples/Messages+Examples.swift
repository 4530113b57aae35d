import FupanDiagnostics

extension Message {
  static let noTests = Message(
    "no_tests", exit: .config, en: "'{path}' has no tests", zh: "“{path}”里没有测试",
    hint: (
      en: "add tests: with rows in and rows out; 'fupan schema' describes them",
      zh: "请写 tests:，给出输入行与输出行；写法见 fupan schema"
    ))
  static let testCell = Message(
    "test_cell_differs", exit: .dataRefused,
    en: "{test}: row {row}, {column}: expected {expected}, found {found}",
    zh: "{test}：第 {row} 行的 {column} 应为 {expected}，实为 {found}")
  static let testGivesItself = Message(
    "test_gives_itself", exit: .config,
    en: "'{name}' is made from other datasets: give the rows of those",
    zh: "“{name}”由其他数据集得来：请给出它们的行",
    hint: (en: "it starts with: {datasets}", zh: "它来自：{datasets}"))
  static let testRejects = Message(
    "test_rejects_differ", exit: .dataRefused,
    en: "{test}: {found} {found|row was|rows were} refused, expected {expected}{why}",
    zh: "{test}：有 {found} 行被拒绝，应为 {expected} 行{why}")
  static let testRowAbsent = Message(
    "test_row_absent", exit: .dataRefused, en: "{test}: row {row} did not come out: {cells}",
    zh: "{test}：第 {row} 行没有出现：{cells}")
  static let testRowExtra = Message(
    "test_row_extra", exit: .dataRefused,
    en: "{test}: a row came out that was not expected: {cells}",
    zh: "{test}：多出一行：{cells}")
  static let testValue = Message(
    "test_value", exit: .config, en: "{text} is no {type}, which '{column}' is",
    zh: "{text} 不是 {type}，而列“{column}”的类型是它")

  /// What can be wrong with the tests of a pipeline, and what they find.
  package static let examples: [Message] = [
    noTests, testCell, testGivesItself, testRejects, testRowAbsent, testRowExtra, testValue,
  ]
}
