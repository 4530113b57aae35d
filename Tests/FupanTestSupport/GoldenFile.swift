import Foundation

/// A file that a test writes anew only when asked, and otherwise holds the result to.
///
///     try #expect(GoldenFile("Tests/Cases/sql/top/duckdb.sql").difference(from: text) == nil)
package struct GoldenFile {
  /// The path from the top of the project.
  package let path: String

  package init(_ path: String) { self.path = path }

  private var file: URL {
    FunctionCase.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: path)
  }

  /// Where `text` first differs from the file, or nil where it is the same. With `FUPAN_ACCEPT` set
  /// to a part of the path the file is rewritten first.
  package func difference(from text: String) throws -> String? {
    if let part = ProcessInfo.processInfo.environment["FUPAN_ACCEPT"], !part.isEmpty,
      path.contains(part)
    {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return nil
    }
    let wayOut = "make accept CASE=\(path.replacing("Tests/Cases/", with: ""))"
    guard let stored = try? String(contentsOf: file, encoding: .utf8) else {
      return "\(path) is missing: \(wayOut)"
    }
    if stored.utf8.elementsEqual(text.utf8) { return nil }
    let (old, new) = (
      stored.split(separator: "\n", omittingEmptySubsequences: false),
      text.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let line = zip(old, new).prefix { $0 == $1 }.count
    let (was, now) = (
      old.indices.contains(line) ? old[line] : "(end)",
      new.indices.contains(line) ? new[line] : "(end)"
    )
    return "\(path):\(line + 1)\n  is      \(was)\n  becomes \(now)\n\(wayOut)"
  }
}
