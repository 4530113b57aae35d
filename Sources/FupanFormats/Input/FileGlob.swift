import FupanDiagnostics
import Glibc

/// The files that a pattern such as `exports/有赞订单*.csv` names.
package enum FileGlob {
  /// Matching files, sorted by the bytes of their names; a pattern without `*`, `?` or `[` names
  /// itself, whether it exists or not.
  ///
  /// Downloads under way and lock files of office programs (`*.crdownload`, `*.part`, `~$*`, `.*`)
  /// are not matched. No match at all is an error.
  ///
  /// `下载*.zip!订单*.csv` names files in archives, each as `下载1.zip!订单a.csv`.
  package static func expand(_ pattern: String) throws(Problems) -> [String] {
    let path = InputPath(pattern)
    guard let member = path.member, isPattern(pattern) else { return try files(pattern) }
    var found: [String] = []
    for file in try files(path.file) {
      guard isPattern(member) else {
        found.append("\(file)!\(member)")
        continue
      }
      let archive = try ZipArchive(InputFile(file))
      found += archive.members(matching: member).map { "\(file)!\($0.name)" }
    }
    guard !found.isEmpty else {
      throw Problems(Diagnostic(.noFileMatches, ["pattern": .text(pattern)]))
    }
    return found
  }

  private static func isPattern(_ name: String) -> Bool {
    name.utf8.contains { "*?[".utf8.contains($0) }
  }

  private static func files(_ pattern: String) throws(Problems) -> [String] {
    guard isPattern(pattern) else { return [pattern] }
    var result = glob_t()
    defer { globfree(&result) }
    let code = glob(pattern, GLOB_NOSORT | GLOB_ERR, nil, &result)
    // A folder that is not there has no files either.
    let isNowhere = code == GLOB_ABORTED && (errno == ENOENT || errno == ENOTDIR)
    guard code == 0 || code == GLOB_NOMATCH || isNowhere else {
      throw Problems(
        Diagnostic(
          .unreadableInput,
          ["file": .text(pattern), "reason": .text(String(cString: strerror(errno)))]))
    }
    var names: [String] = []
    if code == 0 {
      for index in 0..<Int(result.gl_pathc) {
        guard let path = result.gl_pathv[index] else { continue }
        let name = String(cString: path)
        if !isTemporary(name) { names.append(name) }
      }
    }
    guard !names.isEmpty else {
      throw Problems(
        NearbyFiles.telling(
          Diagnostic(.noFileMatches, ["pattern": .text(pattern)]), of: pattern))
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Downloads under way of files that a pattern would stand for: `orders.csv.crdownload`.
  package static func downloads(of pattern: String) -> [String] {
    var found: [String] = []
    for ending in downloadEndings {
      var result = glob_t()
      defer { globfree(&result) }
      guard glob(pattern + ending, GLOB_NOSORT, nil, &result) == 0 else { continue }
      for index in 0..<Int(result.gl_pathc) {
        if let path = result.gl_pathv[index] { found.append(String(cString: path)) }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The download under way of a file, if there is one beside it: browsers keep the place of a file
  /// with an empty one.
  package static func download(of file: String) -> String? {
    downloadEndings.map { file + $0 }.first { access($0, F_OK) == 0 }
  }

  /// What browsers and other tools put behind the name of a file while it comes in.
  private static let downloadEndings = [
    ".crdownload", ".part", ".partial", ".download", ".downloading", ".opdownload", ".filepart",
    ".aria2", ".td", ".xltd",
  ]

  /// Whether a name is that of a download under way or of an office program's lock file.
  package static func isTemporary(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let lowercased = name.lowercased()
    return name.hasPrefix("~$") || name.hasPrefix(".")
      || (downloadEndings + [".tmp"]).contains { lowercased.hasSuffix($0) }
  }
}
