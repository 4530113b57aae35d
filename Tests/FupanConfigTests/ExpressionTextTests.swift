import FupanConfig
import FupanDiagnostics
import Testing

@Suite struct ExpressionTextTests {
  private func problem(_ text: String) throws -> Diagnostic? {
    let node = try #require(YAMLDocument.parse("a: " + text, file: "f").root["a"])
    var problems: [Diagnostic] = []
    let read = DecodingContext(parameter: "keep").expressionText(of: node, gathering: &problems)
    #expect((read == nil) == !problems.isEmpty)
    return problems.first
  }

  private func mended(_ text: String) throws -> String? {
    try problem(text)?.facts.first { $0.name == "mended" }?.value.text(in: .english)
  }

  @Test func mendsFullWidthPunctuationOutsideQuotes() throws {
    #expect(try mended("渠道 ＝ ‘社群’") == "渠道 = '社群'")
    #expect(try mended("coalesce（a，0）") == "coalesce(a,0)")
    #expect(try problem("x > （1 + 2)")?.place == Place(file: "f", line: 1, column: 8))
    #expect(try problem("a = '（1，2）'")?.code == nil)
    #expect(try problem("实付金额 > 0")?.code == nil)
  }

  @Test func mendsBrackets() throws {
    #expect(try mended("sum((a)") == "sum((a))")
    #expect(try mended("sum(a))") == "sum(a)")
    #expect(try problem("sum(a))")?.place == Place(file: "f", line: 1, column: 10))
    #expect(try problem("a = ')'")?.code == nil)
  }
}
