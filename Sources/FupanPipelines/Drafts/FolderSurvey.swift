import Foundation
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPlan
import FupanStages

/// What lies in a folder of downloads: every file with its profile, rows and days.
///
///     let survey = try await FolderSurvey.of("exports", profiles: ShippedFiles.profiles.all())
package struct FolderSurvey: Sendable {
  /// The folder as the user named it, without a slash at its end.
  package let folder: String
  /// Sorted by their paths' bytes.
  package let files: [FoundFile]

  /// How many folders deep it looks.
  private static let depth = 4
  private static let delimited = [".csv", ".tsv", ".txt"]
  private static let lines = [
    ".ndjson", ".jsonl", ".json", ".ndjson.gz", ".jsonl.gz", ".json.gz", ".csv.gz",
  ]
  private static let workbooks = [".xlsx", ".xls", ".et"]

  /// Looks at every file and reads those that are recognised.
  ///
  /// - Throws: a folder that is not there, or that cannot be looked into.
  package static func of(
    _ folder: String, profiles: [ProfileCatalog.Entry]
  ) async throws -> FolderSurvey {
    var root = folder
    while root.count > 1, root.hasSuffix("/") { root.removeLast() }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else {
      throw Problems(Diagnostic(.missingInput, ["file": .text(folder)]))
    }
    guard isFolder.boolValue else {
      throw Problems(Diagnostic(.notAFolder, ["path": .text(folder)]))
    }
    var paths: [String] = []
    var ledgers: [String] = []
    list("", in: root, depth: depth, into: &paths, ledgers: &ledgers)
    let reader = ExportReader(root: root, profiles: profiles)
    var files: [FoundFile] = ledgers.map { FoundFile(path: $0, kind: .ledgers) }
    for path in paths {
      guard path.lowercased().hasSuffix(".zip") else {
        files += await reader.files(at: path)
        continue
      }
      do throws(Problems) {
        for member in try members(of: root + "/" + path) {
          files += await reader.files(at: "\(path)!\(member)")
        }
      } catch {
        var file = FoundFile(path: path, kind: .unknown)
        file.problem = error.first
        files.append(file)
      }
    }
    // Sheets of one workbook stay in their order.
    files = files.enumerated().sorted { left, right in
      let (a, b) = (Array(left.element.path.utf8), Array(right.element.path.utf8))
      return a == b ? left.offset < right.offset : a.lexicographicallyPrecedes(b)
    }.map { $0.element }
    return FolderSurvey(folder: root, files: files)
  }

  /// What may be read of an archive, by its names there.
  private static func members(of path: String) throws(Problems) -> [String] {
    try ZipArchive(InputFile(path)).members(matching: "*").map { $0.name }.filter(isReadable)
  }

  /// Whether a name is that of something that may be an export.
  private static func isReadable(_ name: String) -> Bool {
    (delimited + lines + workbooks).contains { name.lowercased().hasSuffix($0) }
  }

  /// The exports with this table of their profiles, such as `orders`; of surveys the one that most
  /// people answered comes first.
  package func exports(of table: String) -> [FoundExport] {
    var found: [FoundExport] = []
    for file in files where file.problem == nil {
      guard case .export(let name, let profile) = file.kind, profile.table == table else {
        continue
      }
      let index = found.firstIndex {
        $0.name == name && $0.files[0].isWorkbook == file.isWorkbook
          && $0.files[0].sheet == file.sheet
      }
      if let index {
        found[index].files.append(file)
      } else {
        let number = found.count { $0.name == name } + 1
        found.append(FoundExport(name: name, profile: profile, files: [file], number: number))
      }
    }
    guard table == "survey" else { return found }
    let answers = found.map { $0.files.reduce(0) { $0 + ($1.rows ?? 0) } }
    return found.indices.sorted { (answers[$1], $0) < (answers[$0], $1) }.map { found[$0] }
  }

  /// The tables of which there are exports, in the order of their files.
  package var tables: [String] {
    var found: [String] = []
    for file in files where file.problem == nil {
      if case .export(_, let profile) = file.kind, !found.contains(profile.table) {
        found.append(profile.table)
      }
    }
    return found
  }

  /// The first sheet of a kind.
  package func sheet(_ sheet: PlanSheet) -> FoundFile? {
    files.first { file in
      if case .sheet(sheet) = file.kind { file.problem == nil } else { false }
    }
  }

  /// The ledgers, if there are any.
  package var ledgers: FoundFile? {
    files.first { if case .ledgers = $0.kind { true } else { false } }
  }

  /// Whether a name is that of a workbook.
  static func isCalledWorkbook(_ name: String) -> Bool {
    workbooks.contains { name.lowercased().hasSuffix($0) }
  }

  private static func list(
    _ folder: String, in root: String, depth: Int, into paths: inout [String],
    ledgers: inout [String]
  ) {
    guard depth > 0 else { return }
    let manager = FileManager.default
    let full = folder.isEmpty ? root : root + "/" + folder
    let names = ((try? manager.contentsOfDirectory(atPath: full)) ?? [])
      .filter { !FileGlob.isTemporary($0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    // What runs wrote is not for reading again.
    if names.contains("last.json"), names.contains("runs") { return }
    for name in names {
      let path = folder.isEmpty ? name : folder + "/" + name
      var isFolder: ObjCBool = false
      guard manager.fileExists(atPath: full + "/" + name, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        let isLedgers = name.contains("台账") || name.lowercased().contains("ledger")
        let inside = (try? manager.contentsOfDirectory(atPath: full + "/" + name)) ?? []
        if isLedgers, inside.contains(where: { $0.hasSuffix(".yaml") }) {
          ledgers.append(path)
        } else {
          list(path, in: root, depth: depth - 1, into: &paths, ledgers: &ledgers)
        }
      } else if isReadable(name) || name.lowercased().hasSuffix(".zip") {
        paths.append(path)
      }
    }
  }
}
