import FupanConfig
import FupanDiagnostics
import FupanStages
import Testing

/// What is said of rules before any row is read.
struct RuleRemarkTests {
  private static func remarks(_ rules: String) throws -> [String] {
    let stage = try Segment.decode(
      YAMLDocument.parse("{rules: [\(rules)]}", file: "test.yaml").root)
    return stage.remarks.map { "\($0.code): \($0.message.text(in: .english, with: $0.facts))" }
  }

  @Test func aHoleBetweenRulesIsNamed() throws {
    let found = try RuleRemarkTests.remarks(
      """
      head: fans >= 1000000, mid: fans >= 100000 and fans < 500000, \
      koc: fans between 10000 and 50000
      """)
    #expect(
      found == [
        "range_uncovered: no rule covers fans from 50000 to 100000",
        "range_uncovered: no rule covers fans from 500000 to 1000000",
      ])
  }

  @Test func aRuleBehindAWiderOneNeverGetsItsTurn() throws {
    #expect(
      try RuleRemarkTests.remarks("some: net >= 100, many: net >= 500") == [
        "rule_unreachable: rule 'many' never gets its turn: 'some' comes first and covers it"
      ])
    #expect(
      try RuleRemarkTests.remarks("one: city = 'X' and vip, two: vip, three: city = 'X' and vip")
        == [
          "rule_unreachable: rule 'three' never gets its turn: 'one' comes first and covers it"
        ])
  }

  @Test func rangesThatOverlapByHalvesAreNamed() throws {
    #expect(
      try RuleRemarkTests.remarks("low: net between 0 and 100, high: 50 <= net") == [
        "rules_overlap: rules 'low' and 'high' overlap: what lies in both goes to the first"
      ])
  }

  @Test(arguments: [
    "many: net >= 500, some: net >= 100", "low: net < 0.5, high: net >= 0.5",
    "a: net < -1, b: net >= -1 and net <= 5, c: net > 5",
    "a: net > 10, b: city = 'X', c: net < 5", "a: net > least, b: net < 5", "only: net > 5",
  ])
  func soundRulesDrawNoRemark(rules: String) throws {
    #expect(try RuleRemarkTests.remarks(rules) == [])
  }
}
