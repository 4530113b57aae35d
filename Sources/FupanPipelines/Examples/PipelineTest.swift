import FupanConfig
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPlan

/// A test of a pipeline, ready to run: a dataset of given rows, and what is to come of it.
package struct PipelineTest: Sendable {
  package let name: String
  package let dataset: String
  let place: Place
  let fragment: Fragment
  let expected: [ExpectedRow]
  let rejects: Int
  let zone: TimeZoneRules

  /// A row that is to come out: only the cells it names are compared.
  struct ExpectedRow: Sendable {
    let place: Place?
    let cells: [Cell]

    /// A column with the value it is to have.
    struct Cell: Sendable {
      let column: String
      let node: Node
      let value: Value
    }
  }

  /// Computes the dataset and compares.
  ///
  /// - Returns: what differs, in the order of the expected rows; empty where the test passes.
  /// - Throws: ``Problems`` of the computation itself.
  package func run() async throws -> [Diagnostic] {
    let engine = Engine(options: EngineOptions(zone: zone), readers: .formats())
    let result = try await engine.run(Program(results: [fragment]))
    var found: [Diagnostic] = []
    if result.rejectedRows != rejects {
      found.append(
        Diagnostic(
          .testRejects, at: place,
          [
            "test": .text(name), "expected": .integer(rejects),
            "found": .integer(result.rejectedRows),
            "why": result.rejections.first.map { rejection in
              let (message, facts) = (rejection.diagnostic.message, rejection.diagnostic.facts)
              return .phrase(
                en: "; the first: " + message.text(in: .english, with: facts),
                zh: "；第一行：" + message.text(in: .simplifiedChinese, with: facts))
            } ?? "",
          ]))
    }
    let table = result.tables[fragment.name] ?? Table(fragment.schema, [])
    return found + TestComparison(self, table).differences
  }
}

/// What came out of a test against what was to come.
private struct TestComparison {
  let test: PipelineTest
  let schema: Schema
  let rows: [[Value]]
  /// For each expected row the row that it is compared with; nil where there is none.
  private var partners: [Int?]
  private var extra: [Int] = []

  init(_ test: PipelineTest, _ table: Table) {
    self.test = test
    schema = table.schema
    rows = Array(table.rows)
    partners = Array(repeating: nil, count: test.expected.count)
    if test.fragment.relation.ordering.isEmpty || test.fragment.finish != nil {
      match()
    } else {
      for index in partners.indices where index < rows.count { partners[index] = index }
      extra = Array(rows.indices.dropFirst(partners.count))
    }
  }

  private func equalCells(_ expected: PipelineTest.ExpectedRow, _ row: [Value]) -> Int {
    expected.cells.count { cell in
      schema.index(of: cell.column).map {
        ExampleCell.isEqual(row[$0], cell.value, written: cell.node)
      } ?? false
    }
  }

  /// Rows that are equal belong together, the most exactly described first; those left over by how
  /// many of their cells are equal.
  private mutating func match() {
    var free = Array(rows.indices)
    let order = test.expected.indices.sorted {
      (test.expected[$1].cells.count, $0) < (test.expected[$0].cells.count, $1)
    }
    for index in order {
      let row = test.expected[index]
      let position = free.firstIndex { equalCells(row, rows[$0]) == row.cells.count }
      if let position { partners[index] = free.remove(at: position) }
    }
    for index in test.expected.indices where partners[index] == nil {
      let row = test.expected[index]
      var best: (position: Int, equal: Int)?
      for (position, candidate) in free.enumerated() {
        let equal = equalCells(row, rows[candidate])
        if equal > best?.equal ?? -1 { best = (position, equal) }
      }
      if let best { partners[index] = free.remove(at: best.position) }
    }
    extra = free
  }

  var differences: [Diagnostic] {
    var found: [Diagnostic] = []
    for (index, row) in test.expected.enumerated() {
      guard let partner = partners[index] else {
        found.append(
          Diagnostic(
            .testRowAbsent, at: row.place ?? test.place,
            [
              "test": .text(test.name), "row": .integer(index + 1),
              "cells": .text(
                shown(row.cells.map { ($0.column, $0.value) })),
            ]))
        continue
      }
      for cell in row.cells {
        guard let column = schema.index(of: cell.column),
          !ExampleCell.isEqual(rows[partner][column], cell.value, written: cell.node)
        else { continue }
        found.append(
          Diagnostic(
            .testCell, at: cell.node.place,
            [
              "test": .text(test.name), "row": .integer(index + 1), "column": .text(cell.column),
              "expected": .text(ExampleCell.text(cell.value, in: test.zone)),
              "found": .text(ExampleCell.text(rows[partner][column], in: test.zone)),
            ]))
      }
    }
    let named = test.expected.flatMap { $0.cells.map { $0.column } }.uniqued()
    let columns = named.isEmpty ? schema.names : named
    for index in extra {
      let cells = columns.compactMap { name in
        schema.index(of: name).map { (name, rows[index][$0]) }
      }
      found.append(
        Diagnostic(
          .testRowExtra, at: test.place,
          ["test": .text(test.name), "cells": .text(shown(cells))]))
    }
    return found
  }

  private func shown(_ cells: [(String, Value)]) -> String {
    "{"
      + cells.map { "\($0.0): \(ExampleCell.text($0.1, in: test.zone))" }.joined(separator: ", ")
      + "}"
  }
}
