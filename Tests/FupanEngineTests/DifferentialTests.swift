import FupanData
import FupanEngine
import FupanPlan
import Testing

/// Random plans give what the naive interpreter gives, in the same order, whatever the run's shape.
@Suite struct DifferentialTests {
  @Test(arguments: 0..<250)
  func agreesWithTheNaiveInterpreter(seed: Int) async throws {
    var plan = RandomPlan(seed: UInt64(seed))
    let relation = try plan.relation()
    let expected = try NaiveInterpreter().rows(relation)
    for shape in RunShape.all {
      let table = try await shape.run(relation).tables["result"]
      #expect(table?.schema == relation.schema, "seed \(seed), \(shape)")
      let found = table?.rows
      #expect(found == expected, "seed \(seed), \(shape)")
      if found != expected { return }
    }
  }
}
