import Foundation
import Synchronization

/// A folder of a test's own that is gone when the test is over.
///
/// All folders of a process are in one, which is locked as long as the process lives. What killed
/// processes left behind is removed by the next one that makes a folder.
///
///     let folder = try TemporaryFolder()
///     try Data(text.utf8).write(to: folder.url.appending(path: "orders.csv"))
package final class TemporaryFolder: Sendable {
  package let url: URL

  /// Makes an empty folder.
  package init() throws {
    url = try TemporaryFolder.ofProcess().appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The folder as a path.
  package var path: String { url.path }

  /// Writes a file and returns where it is, making the folders that it is in.
  @discardableResult
  package func write(_ bytes: some DataProtocol, to path: String) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  // MARK: The process's own

  private static let folder = Mutex<URL?>(nil)

  private static func ofProcess() throws -> URL {
    try folder.withLock { folder in
      if let folder { return folder }
      let all = FileManager.default.temporaryDirectory.appending(path: "fupan-tests-\(getuid())")
      try FileManager.default.createDirectory(at: all, withIntermediateDirectories: true)
      let left = (try? FileManager.default.contentsOfDirectory(atPath: all.path)) ?? []
      for name in left where !name.hasPrefix(".") { removeUnlocked(all.appending(path: name)) }
      // Nobody looks at a name that begins with a dot, so the folder is locked before it is seen.
      let name = UUID().uuidString
      let made = all.appending(path: ".\(name)")
      let own = all.appending(path: name)
      try FileManager.default.createDirectory(at: made, withIntermediateDirectories: false)
      // The descriptor is never closed: the lock ends with the process.
      guard locked(made) != nil else { throw CocoaError(.fileLocking) }
      try FileManager.default.moveItem(at: made, to: own)
      atexit { TemporaryFolder.removeOwn() }
      folder = own
      return own
    }
  }

  /// A descriptor that holds the lock of a folder, or nil where somebody else does.
  private static func locked(_ folder: URL) -> Int32? {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    close(descriptor)
    return nil
  }

  private static func removeUnlocked(_ folder: URL) {
    guard let descriptor = locked(folder) else { return }
    try? FileManager.default.removeItem(at: folder)
    close(descriptor)
  }

  private static func removeOwn() {
    let own = folder.withLock { $0 }
    if let own { try? FileManager.default.removeItem(at: own) }
  }
}
