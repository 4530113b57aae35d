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
}
