import FupanData
import FupanDiagnostics
import FupanPlan
import FupanTestSupport
import Testing

@Suite struct FunctionCaseTests {
  @Test func everyFunctionHasItsFileAndEveryFileItsFunction() throws {
    let files = try FunctionCase.functions()
    #expect(FunctionCatalog.names.filter { !files.contains($0) } == [], "without cases")
    #expect(files.filter { !FunctionCatalog.names.contains($0) } == [], "without a function")
    for name in files {
      let cases = try FunctionCase.all(of: name)
      #expect(cases.count >= 4, "\(name) needs four cases")
      #expect(cases.contains { $0.expected == "missing" || name.hasPrefix("is_") }, "\(name)")
    }
  }

  @Test(arguments: FunctionCatalog.names)
  func aFunctionGivesWhatItsCasesSay(name: String) throws {
    let context = EvaluationContext(zone: FunctionCase.zone)
    for test in try FunctionCase.all(of: name) {
      let one = Batch(Schema([]), [], count: 1)
      #expect(outcome { try test.bound().evaluate(one, context) } == test.expected, "\(test)")
    }
  }

  @Test(arguments: FunctionCatalog.names)
  func aFunctionGivesTheSameOverColumns(name: String) throws {
    let context = EvaluationContext(zone: FunctionCase.zone)
    for test in try FunctionCase.all(of: name) {
      guard let (batch, expression) = try? test.overColumns() else { continue }
      for row in [0, 2] {
        let found = outcome(row) { try expression.evaluate(batch, context) }
        #expect(found == test.expected, "row \(row) of \(test)")
      }
      guard let function = FunctionCatalog[name], case .propagates = function.missing,
        !test.expected.hasPrefix("error")
      else { continue }
      #expect(outcome(1) { try expression.evaluate(batch, context) } == "missing", "\(test)")
    }
  }

  private func outcome(_ row: Int = 0, _ body: () throws -> Vector) -> String {
    do {
      return FunctionCase.spelling(of: try body().value(at: row))
    } catch let problems as Problems {
      return "error: \(problems.first.code)"
    } catch let error as EvaluationError {
      return "error: \(error.message.code)"
    } catch { return "\(error)" }
  }
}
