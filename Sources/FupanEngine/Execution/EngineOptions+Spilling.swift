import Foundation

extension EngineOptions {
  /// What the name of the file for rows without room in memory begins with, for the moment in which
  /// it has one.
  package static var spillPrefix: String { ".fupan-spill-" }

  /// Where programs keep what is large and passes: `TMPDIR`, else `/var/tmp`, which unlike `/tmp` is
  /// no memory.
  package static var temporaryFolder: String {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
    return folder.isEmpty ? "/var/tmp" : folder
  }
}
