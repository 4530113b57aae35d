import FupanDiagnostics
import Glibc

/// The folder of one run while it is written.
final class RunFolder: Sendable {
  let id: String
  let folder: FolderHandle
  let runs: FolderHandle
  /// The run whose place it takes: its files' permissions are kept.
  private let previous: FolderHandle?

  init(id: String, folder: FolderHandle, runs: FolderHandle, previous: FolderHandle?) {
    self.id = id
    self.folder = folder
    self.runs = runs
    self.previous = previous
  }

  /// A new file; folders on its way are made.
  ///
  /// - Parameters:
  ///   - path: relative, checked not to climb out.
  ///   - isPersonal: whether only the owner may read it.
  func newFile(_ path: String, isPersonal: Bool = false) throws(Problems) -> FileSink {
    var parts = path.split(separator: "/").map { String($0) }
    let name = parts.popLast() ?? path
    var folder = folder
    var before = previous
    for part in parts {
      folder = try folder.makingFolder(part)
      before = before.flatMap { try? $0.folder(part) }
    }
    let file = try folder.newFile(name, mode: isPersonal ? 0o600 : 0o666)
    if !isPersonal, let mode = before?.mode(of: name), mode & 0o077 == 0 {
      try file.setMode(0o600)
    }
    return file
  }

  /// Puts the names in the folders of `paths` on the disk.
  func synchroniseFolders(of paths: [String]) throws(Problems) {
    var done: [String] = []
    for path in paths {
      var folder = folder
      var prefix = ""
      for part in path.split(separator: "/").dropLast() {
        folder = try folder.folder(String(part))
        prefix += part + "/"
        if done.contains(prefix) { continue }
        done.append(prefix)
        try folder.synchronise()
      }
    }
  }

  /// Writes `run.json`, after which the run is complete.
  func complete(with manifest: String) throws(Problems) {
    let file = try folder.newFile(".run.json")
    try file.write(Array(manifest.utf8))
    try file.finish()
    try folder.rename(".run.json", to: OutputFolder.manifestName)
  }

  /// Removes the folder with all that is in it.
  func discard() { runs.remove(id) }
}
