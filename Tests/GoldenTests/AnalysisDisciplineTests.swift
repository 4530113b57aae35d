import Foundation
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanStages
import Testing

/// What holds of every analysis on any rows (methods.md §28.4, classes 3 and 4): no number that is none
/// from no rows, one, missing, equal or zero ones; and the same result whatever the order of rows, the
/// split into files or the names of persons.
///
/// The cases of each stage are the rows that are changed, so a new stage is in this table by itself.
struct AnalysisDisciplineTests {
  /// The stages that analyse or segment.
  static let stages: [String] = StageCatalog.all.map { $0.about }
    .filter { $0.category == .analyse || $0.category == .segment }.map { $0.name }

  /// Up to three cases of a stage that give a result, its largest inputs first.
  private static func cases(of stage: String) -> [StageCase] {
    StageCase.all.filter { stageCase in
      guard stageCase.name.hasPrefix("stages/\(stage)/") else { return false }
      let files =
        (try? FileManager.default.contentsOfDirectory(atPath: stageCase.folder.path)) ?? []
      return files.contains("expected.csv") && !files.contains("expected.rejects")
        && !stageCase.name.contains("/no_rows") && !stageCase.name.contains("/all_missing")
    }.map { (stageCase: $0, size: size(of: $0)) }
      .sorted { $0.size != $1.size ? $0.size > $1.size : $0.stageCase.name < $1.stageCase.name }
      .prefix(3).map { $0.stageCase }
  }

  private static func size(of stageCase: StageCase) -> Int {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: stageCase.folder.path)) ?? []
    return files.filter { $0.hasSuffix(".csv") && !$0.hasPrefix("expected") }.reduce(0) {
      sum, name in
      sum + ((try? Data(contentsOf: stageCase.folder.appending(path: name)).count) ?? 0)
    }
  }

  /// Whether a text is a number in digits.
  private static func isNumber(_ text: String) -> Bool { Double(text) != nil && !text.isEmpty }

  private static let poor:
    [(name: String, change: @Sendable ([String], [[String]]) -> [[String]])] = [
      ("no rows", { _, _ in [] }),
      ("one row", { _, rows in Array(rows.prefix(1)) }),
      ("all missing", { header, rows in rows.map { _ in header.map { _ in "" } } }),
      ("all equal", { _, rows in rows.map { _ in rows[0] } }),
      (
        "zeros",
        { _, rows in
          rows.map { row in
            row.map { cell in isNumber(cell) ? String(cell.map { $0.isNumber ? "0" : $0 }) : cell }
          }
        }
      ),
    ]

  @Test(.serialized, arguments: stages)
  func poorRowsGiveNoNumberThatIsNone(stage: String) async throws {
    let cases = Self.cases(of: stage)
    #expect(!cases.isEmpty, "\(stage) has no case with a result")
    for stageCase in cases {
      for (name, change) in Self.poor {
        switch try await ChangedCase(stageCase).result(change) {
        case .success(let table):
          for row in table.rows {
            for case .number(let number) in row {
              #expect(number.isFinite, "\(stageCase.name) with \(name): \(row)")
            }
          }
        case .failure(let problems):
          // Rows may be refused, but with a reason of their own.
          #expect(
            problems.all.allSatisfy { $0.message.exit != .internalError },
            "\(stageCase.name) with \(name): \(problems)")
        }
      }
    }
  }

  /// Cases in which the order of the file is what is shown.
  private static func isAboutOrder(_ stageCase: StageCase, _ pipeline: String) -> Bool {
    pipeline.contains("input_order") || stageCase.name.contains("the_file")
      || pipeline.contains("expect") || pipeline.contains("row_number")
  }

  @Test(.serialized, arguments: stages)
  func neitherTheOrderOfRowsNorTheirFilesShow(stage: String) async throws {
    for stageCase in Self.cases(of: stage) {
      let changed = ChangedCase(stageCase)
      guard !Self.isAboutOrder(stageCase, try changed.pipeline) else { continue }
      let reference = try await changed.result { _, rows in rows }
      let turned = try await changed.result { _, rows in
        var random = Xoshiro256(seed: 28)
        var rows = rows
        random.shuffle(&rows)
        return rows
      }
      try expectEqual(turned, reference, "\(stageCase.name), rows in another order")
      let split = try await changed.result(editing: { text in
        text.replacing(/read_csv: (\w+)\.csv/) { match in
          "read_csv: {files: [\(match.1)-1.csv, \(match.1)-2.csv]}"
        }
      }) { _, rows in rows }
      try expectEqual(split, reference, "\(stageCase.name), rows in two files")
    }
  }

  @Test(.serialized, arguments: stages)
  func namesOfPersonsDoNotShow(stage: String) async throws {
    let columns = [
      "person_id", "person", "buyer", "unit_id", "external_userid", "invited_by", "inviter",
    ]
    // Ids that are looked up elsewhere or read as numbers stay as they are.
    for stageCase in Self.cases(of: stage) {
      let changed = ChangedCase(stageCase)
      let text = try changed.pipeline
      guard !columns.contains(where: { text.contains("\($0):") }) else { continue }
      let reference = try await changed.result { _, rows in rows }
      let renamed = try await changed.result { header, rows in
        rows.map { row in
          zip(header, row).map { name, cell in
            columns.contains(name) && !cell.isEmpty ? "x" + cell : cell
          }
        }
      }
      guard case .success(let first) = reference, case .success(let second) = renamed,
        !first.schema.names.contains(where: { columns.contains($0) })
      else { continue }
      #expect(first.rows == second.rows, "\(stageCase.name)")
    }
  }

  private func expectEqual(
    _ found: Result<Table, Problems>, _ reference: Result<Table, Problems>, _ what: String
  ) throws {
    guard case .success(let first) = reference else { return }
    guard case .success(let second) = found else {
      Issue.record("\(what): \(found)")
      return
    }
    #expect(first.rows.count == second.rows.count, "\(what)")
    // A stage that passes rows on keeps their order; its rows are compared as a set.
    func sorted(_ table: Table) -> [String] {
      table.rows.map { row in row.map { $0.text ?? "" }.joined(separator: "\u{1F}") }.sorted()
    }
    #expect(sorted(first) == sorted(second), "\(what)")
  }
}
