import FupanData
import FupanDiagnostics
import FupanPlan
import Testing

/// What averages' companions give once a reduction has its exact parts.
@Suite struct StatisticFunctionTests {
  private func value(_ name: String, _ arguments: [Value]) throws -> Value {
    let function = try #require(FunctionCatalog[name])
    let call = try ExpressionBinder(schema: Schema([])).call(
      function, arguments.map { Expression(literal: $0) }, at: nil)
    return try call.evaluate(Batch(Schema([]), [], count: 1), EvaluationContext()).value(at: 0)
  }

  private func deviation(_ values: [Int128], scale: Int) throws -> Double? {
    try value(
      "deviation",
      [
        .integer(Int64(values.count)), .decimal(values.reduce(0, +), scale: scale),
        .decimal(values.reduce(0) { $0 + $1 * $1 }, scale: 2 * scale),
      ]
    ).double
  }

  @Test func deviationIsThatOfNISTsHardestUnivariateSet() throws {
    // NumAcc4 of the NIST Statistical Reference Datasets: certified 0.1, lost by two-pass doubles.
    let values = [100_000_002] + (0..<1000).map { $0.isMultiple(of: 2) ? 100_000_001 : 100_000_003 }
    let result = try #require(try deviation(values.map { Int128($0) }, scale: 1))
    #expect((result - 0.1).magnitude < 1e-15)
  }

  @Test func deviationOfASample() throws {
    let result = try #require(try deviation([2, 4, 4, 4, 5, 5, 7, 9], scale: 0))
    #expect((result - 2.138_089_935_299_395).magnitude < 1e-15)
    #expect(try deviation([7], scale: 0) == nil)
    #expect(try deviation([7, 7], scale: 0) == 0)
  }

  @Test func deviationKeepsItsDigitsBeyond128Bits() throws {
    let large: Int128 = 1_000_000_000_000_000_000
    let result = try #require(try deviation([large, large + 2], scale: 0))
    #expect((result - 2.0.squareRoot()).magnitude < 1e-15)
  }

  @Test func percentileLiesWhereTypeSevenPutsIt() throws {
    // quantile(c(1, 2, 3, 10), 0.9) of R 4 is 7.9.
    let parts: [Value] = [.integer(3), .integer(10), .integer(4), .decimal(9, scale: 1)]
    #expect(try value("interpolate", parts) == .number(3 + 0.7 * 7))
    let same: [Value] = [.integer(3), .integer(3), .integer(7), .decimal(5, scale: 1)]
    #expect(try value("interpolate", same) == .number(3))
    let none: [Value] = [.missing, .missing, .integer(0), .decimal(5, scale: 1)]
    #expect(try value("interpolate", none) == .missing)
  }

  @Test func usersCannotCallThem() {
    for name in ["interpolate", "deviation"] {
      #expect(!FunctionCatalog.names.contains(name))
      let problems = #expect(throws: Problems.self) { try ParsedExpression("\(name)(1, 2)") }
      #expect(problems?.first.code == "unknown_function")
    }
  }
}
