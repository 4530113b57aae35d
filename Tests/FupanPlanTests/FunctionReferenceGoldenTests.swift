import FupanPlan
import FupanTestSupport
import Testing

@Suite struct FunctionReferenceGoldenTests {
  @Test func theReferenceIsWhatTheCatalogueSays() throws {
    var examples: [String: [FunctionReference.Example]] = [:]
    for name in FunctionCatalog.names {
      examples[name] = try FunctionCase.all(of: name).map {
        FunctionReference.Example(expression: $0.expression, value: $0.expected)
      }
    }
    let text = FunctionReference.markdown(examples: examples)
    #expect(try GoldenFile("Docs/reference/functions.md").difference(from: text) == nil)
  }

  @Test func everyAggregateIsInTheReference() {
    let listed = Set(
      FunctionReference.aggregates.map { String($0.usage.prefix { $0 != "(" }) })
    #expect(listed.sorted() == AggregateFunction.names)
  }
}
