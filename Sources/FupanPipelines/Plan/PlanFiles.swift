import Foundation
import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanMetrics

/// What people wrote down beside the pipeline: its ledgers, and targets that are kept in a workbook.
struct PlanFiles {
  private let pipeline: String

  /// - Parameter pipeline: the pipeline's path.
  init(of pipeline: String) { self.pipeline = pipeline }

  /// - Throws: ledgers that are not there, and what is wrong in them.
  func ledgers(_ wanted: FilePath?) throws(Problems) -> Ledgers {
    guard let wanted else { return Ledgers() }
    let path = try self.path(of: wanted)
    if isWorkbook(path) { return try LedgerWorkbook.read(path, named: wanted.place) }
    var documents: [Node] = []
    for name in documentNames(at: path) {
      guard let data = FileManager.default.contents(atPath: name) else { continue }
      documents.append(try YAMLDocument.parse(bytes: data, file: name).root)
    }
    return try LedgerReader.read(documents)
  }

  /// - Throws: a workbook that is not there, and what is wrong in it.
  func targets(
    _ wanted: TargetList, _ registry: MetricRegistry
  ) throws(Problems) -> [Named<TargetSettings>] {
    switch wanted {
    case .written(let targets): return targets
    case .sheet(let kept):
      return try TargetWorkbook.read(
        try path(of: kept.file), named: kept.file.place, sheet: kept.sheet, registry)
    }
  }

  /// The files that a document's ledgers and targets were read from.
  func files(of document: PipelineDocument) -> [(name: String, bytes: [UInt8])] {
    var names: [String] = []
    if case .sheet(let kept) = document.targets, let path = try? path(of: kept.file) {
      names.append(path)
    }
    if let ledgers = document.ledgers, let path = try? path(of: ledgers) {
      names += isWorkbook(path) ? [path] : documentNames(at: path)
    }
    return names.uniqued().compactMap { name in
      FileManager.default.contents(atPath: name).map { (name, Array($0)) }
    }
  }

  private func path(of file: FilePath) throws(Problems) -> String {
    let path = PipelineFolder.resolved(file.text, of: pipeline)
    guard FileManager.default.fileExists(atPath: path) else {
      throw Problems(
        Diagnostic(
          .documentMissing, at: file.place,
          ["path": .text(file.text), "reason": "no such file or folder"]))
    }
    return path
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private func isWorkbook(_ path: String) -> Bool {
    !isFolder(path) && (FolderSurvey.isCalledWorkbook(path) || WorkbookFile.isWorkbook(path))
  }

  /// The YAML of a folder by its names, or a file by itself.
  private func documentNames(at path: String) -> [String] {
    guard isFolder(path) else { return [path] }
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { $0.hasSuffix(".yaml") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { (path as NSString).appendingPathComponent($0) }
  }
}
