import Foundation
import FupanDiagnostics

/// The files beside one that is not there: what a misspelt name may have meant.
enum NearbyFiles {
  /// How many are told.
  private static let told = 8
  /// What exports and plans end in.
  private static let endings = [
    ".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl", ".gz", ".zst", ".bz2", ".zip", ".xlsx",
    ".xls",
  ]

  /// A problem with a path that leads nowhere, with the nearest name and the files that are there.
  static func telling(_ problem: Diagnostic, of path: String) -> Diagnostic {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let place = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    guard let found = try? FileManager.default.contentsOfDirectory(atPath: place) else {
      if folder.contains(where: { "*?[".contains($0) }) { return problem }
      return problem.with(
        "nearby", .phrase(en: "; there is no folder '\(folder)'", zh: "；没有文件夹“\(folder)”"))
    }
    let names = found.filter { name in
      !FileGlob.isTemporary(name) && endings.contains { name.lowercased().hasSuffix($0) }
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var told = problem
    let wanted = parts.last.map { String($0) } ?? path
    if let nearest = NearestName.to(wanted, among: names) {
      told = told.with(
        "suggestion", .suggestion(folder.isEmpty ? nearest : "\(folder)/\(nearest)"))
    }
    guard !names.isEmpty else {
      return told.with("nearby", .phrase(en: "; no exports are there", zh: "；那里没有导出文件"))
    }
    let list = names.prefix(NearbyFiles.told)
    let isCut = names.count > list.count
    return told.with(
      "nearby",
      .phrase(
        en: "; there are: " + list.joined(separator: ", ") + (isCut ? ", …" : ""),
        zh: "；那里有：" + list.joined(separator: "、") + (isCut ? "……" : "")))
  }
}
