import Foundation
import FupanConfig
import FupanData
import FupanPipelines
import FupanPlan
import FupanStages
import Testing

/// The kinds of cases that every stage has, found by the names of their folders: a stage that works
/// on good rows and not on none, on missing values or on equal ones is not done.
struct StageCaseKindTests {
  /// The names of a stage's cases.
  private static func cases(of stage: String) -> [String] {
    Repository.folders(under: "Tests/Cases/stages/\(stage)")
  }

  /// Stages to whose rows ties cannot happen although their plan orders rows, and why.
  private static let withoutTies = [
    "calendar_fill": "its rows are ordered by every column: what ties is equal",
    "compare_periods": "its rows are one a group, and ordered by the groups",
  ]

  @Test(arguments: StageCatalog.all.map { $0.about.name })
  func itIsShownWithoutRows(stage: String) {
    #expect(
      StageCaseKindTests.cases(of: stage).contains { $0.hasPrefix("no_rows") },
      "add Tests/Cases/stages/\(stage)/no_rows/")
  }

  @Test(arguments: StageCatalog.all.map { $0.about.name })
  func itIsShownRefusing(stage: String) {
    #expect(
      StageCaseKindTests.cases(of: stage).contains { name in
        name.hasPrefix("refuses_")
          && Repository.exists("Tests/Cases/stages/\(stage)/\(name)/expected.stderr")
      }, "add Tests/Cases/stages/\(stage)/refuses_…/ with an expected.stderr")
  }

  @Test(arguments: StageCatalog.all.map { $0.about.name })
  func itIsShownWithAllValuesMissing(stage: String) {
    #expect(
      StageCaseKindTests.cases(of: stage).contains { name in
        name.hasPrefix("all_missing") || name.hasPrefix("all_values_missing")
      }, "add Tests/Cases/stages/\(stage)/all_missing/")
  }

  /// A stage in whose plan rows meet shows what rows of one key do.
  @Test(arguments: StageCatalog.all.map { $0.about.name })
  func itIsShownWithRowsThatRepeat(stage: String) throws {
    guard try StageCaseKindTests.work(of: stage).rowsMeet else { return }
    #expect(
      StageCaseKindTests.cases(of: stage).contains { $0.contains("repeat") },
      "rows meet in '\(stage)': add Tests/Cases/stages/\(stage)/rows_that_repeat…/")
  }

  /// A stage in whose plan rows have an order shows what equal ones do.
  @Test(arguments: StageCatalog.all.map { $0.about.name })
  func itIsShownWithTies(stage: String) throws {
    let isShown = StageCaseKindTests.cases(of: stage).contains { name in
      let words = name.split(separator: "_")
      return words.contains("tie") || words.contains("ties") || words.first == "equal"
    }
    guard try StageCaseKindTests.work(of: stage).rowsAreOrdered else { return }
    if let reason = StageCaseKindTests.withoutTies[stage] {
      #expect(!isShown, "\(stage) has ties, although \(reason)")
      return
    }
    #expect(isShown, "'\(stage)' orders rows: add Tests/Cases/stages/\(stage)/ties_…/")
  }

  /// What the nodes of a stage do to rows, over all of its cases.
  private struct Work {
    /// Rows of one input are brought together: a stage without is of one row at a time, and to it
    /// a row that repeats is a row.
    var rowsMeet = false
    /// Something depends on which row comes first.
    var rowsAreOrdered = false

    mutating func add(_ node: RelationNode) {
      switch node {
      case .aggregate(_, _, let aggregations):
        rowsMeet = true
        rowsAreOrdered = rowsAreOrdered || aggregations.contains { !$0.order.isEmpty }
      case .window(_, let window):
        rowsMeet = true
        rowsAreOrdered = rowsAreOrdered || !window.order.isEmpty
      case .sort, .limit:
        rowsMeet = true
        rowsAreOrdered = true
      case .join: rowsMeet = true
      case .scan, .values, .project, .filter, .check, .union, .unnest, .unpivot: break
      }
    }
  }

  private static func work(of stage: String) throws -> Work {
    var work = Work()
    func visit(_ relation: Relation) {
      if relation.origin.stage == stage { work.add(relation.node) }
      for input in relation.inputs { visit(input) }
    }
    let compiler = PipelineCompiler.forFiles()
    for name in cases(of: stage) {
      let folder = "Tests/Cases/stages/\(stage)/\(name)"
      guard Repository.exists("\(folder)/expected.csv") else { continue }
      let compiled = try compiler.compile(
        Repository.root.appending(path: "\(folder)/pipeline.yaml").path,
        .init(today: CivilDate(daysSinceEpoch: 20_600)))
      for fragment in compiled.program.fragments { visit(fragment.relation) }
    }
    return work
  }
}
