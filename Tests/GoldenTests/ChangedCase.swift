import Foundation
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanMethods
import FupanPipelines
import FupanPlan

/// A case of a stage over inputs that were changed: what its result is then.
///
///     try await ChangedCase(stageCase).result { rows in [] }
struct ChangedCase {
  private let stageCase: StageCase

  init(_ stageCase: StageCase) { self.stageCase = stageCase }

  /// The document of the case.
  var pipeline: String {
    get throws { try text("pipeline.yaml") }
  }

  /// What comes of the case over other inputs, written into a folder of their own.
  ///
  /// - Parameters:
  ///   - edit: the document's text, changed.
  ///   - change: the rows of a file below its header, by the file's name, changed.
  /// - Returns: the dataset `result`, or the problems that end the work.
  func result(
    editing edit: (String) -> String = { $0 },
    _ change: (_ header: [String], _ rows: [[String]]) -> [[String]]
  ) async throws -> Result<Table, Problems> {
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appending(path: "fupan-\(UUID().uuidString)")
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: folder) }
    for name in try manager.contentsOfDirectory(atPath: stageCase.folder.path) {
      guard !name.hasPrefix("expected.") else { continue }
      let target = folder.appending(path: name)
      if name == "pipeline.yaml" {
        try Data(edit(try pipeline).utf8).write(to: target)
      } else if name.hasSuffix(".csv") {
        let lines = try text(name).split(separator: "\n", omittingEmptySubsequences: true)
        let cells = lines.map { Self.cells(String($0)) }
        guard let header = cells.first else { continue }
        let rows = change(header, Array(cells.dropFirst()))
        try write(header, rows, to: target)
        // The same rows in two files, for a document that reads them so.
        let half = rows.count / 2
        let stem = folder.appending(path: String(name.dropLast(4))).path
        try write(header, Array(rows.prefix(half)), to: URL(filePath: stem + "-1.csv"))
        try write(header, Array(rows.dropFirst(half)), to: URL(filePath: stem + "-2.csv"))
      } else {
        try manager.copyItem(at: stageCase.folder.appending(path: name), to: target)
      }
    }
    do {
      let compiled = try PipelineCompiler.forFiles().compile(
        folder.appending(path: "pipeline.yaml").path,
        .init(today: CivilDate(daysSinceEpoch: 20_600)))
      let engine = Engine(
        options: EngineOptions(threads: 2, zone: compiled.zone ?? .utc), readers: .formats())
      let result = try await engine.run(Program(results: compiled.program.fragments))
      try Problems.throwIfAny(result.totals.flatMap { $0.problems })
      return .success(result.tables["result"] ?? Table(Schema([]), []))
    } catch let problems as Problems {
      return .failure(problems)
    }
  }

  private func write(_ header: [String], _ rows: [[String]], to file: URL) throws {
    let lines = ([header] + rows).map { row in
      row.map { cell in
        cell.contains { ",\"".contains($0) }
          ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }.joined(separator: ",")
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: stageCase.folder.appending(path: name)), as: UTF8.self)
  }

  /// The cells of a line, quotes taken off; `""` within quotes is one.
  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    var isAfterQuote = false
    for character in line {
      if character == "\"" {
        if isAfterQuote {
          cells[cells.count - 1].append("\"")
          isAfterQuote = false
        } else if isQuoted {
          isAfterQuote = true
        } else {
          isQuoted = true
        }
        continue
      }
      if isAfterQuote {
        isQuoted = false
        isAfterQuote = false
      }
      if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
