import FupanDiagnostics
import Testing

@Suite struct MessageCatalogTests {
  @Test func findsEveryFault() {
    let faults = MessageCatalog.faults(of: [
      Message("b", exit: .config, en: "a {x}", zh: "一 {y}"),
      Message("a", exit: .config, en: "a.", zh: "一", hint: (en: "{x}", zh: "二")),
      Message("A-b", exit: .config, en: "", zh: "english"),
      Message("c", exit: .config, en: "a", zh: "一"),
      Message("c", exit: .config, en: "a", zh: "一"),
    ])
    #expect(
      faults == [
        "b has different places in its texts", "a stands after b", "a ends with a full stop",
        "a has different places in its hints", "A-b is not snake_case", "A-b stands after a",
        "A-b lacks a text", "A-b has no Chinese in its Chinese text", "c is listed twice",
      ])
  }

  @Test func placesInAnyOrderAreTheSame() {
    #expect(
      MessageCatalog.faults(of: [
        Message("a", exit: .config, en: "{x} {y}", zh: "先 {y} 后 {x}")
      ]).isEmpty)
  }

  @Test(arguments: [
    (0, "0 rows are left"), (1, "1 row is left"), (2, "2 rows are left"), (11, "11 rows are left"),
  ])
  func wordsGoWithTheirNumber(count: Int, text: String) {
    let message = Message(
      "left", exit: .config, en: "{count} {count|row is|rows are} left", zh: "剩 {count} 行")
    let facts = [Fact("count", .integer(count))]
    #expect(message.text(in: .english, with: facts) == text)
    #expect(message.text(in: .simplifiedChinese, with: facts) == "剩 \(count) 行")
    #expect(MessageCatalog.faults(of: [message]).isEmpty)
    let reference = MessageReference.markdown(for: [message])
    #expect(reference.contains("| {count} rows are left | 剩 {count} 行 |"))
  }

  @Test func bracesOfAnExampleStay() {
    let message = Message(
      "example", exit: .config, en: "write {columns: {city: $city}} for {name", zh: "写 {name")
    #expect(message.text(in: .english, with: []) == "write {columns: {city: $city}} for {name")
  }
}
