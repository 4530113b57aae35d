import Glibc

/// What a file was when it was opened: what the manifest names it by, and how a change while it is
/// read is noticed.
package struct InputIdentity: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64
  /// Bytes at opening; -1 for a pipe or terminal.
  package var size: Int
  /// Nanoseconds since 1970 of the last change of its content.
  package var modified: Int64
  /// Whether it is an ordinary file, which can be read twice.
  package var isRegular: Bool

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    isRegular = status.st_mode & S_IFMT == S_IFREG
    size = isRegular ? Int(status.st_size) : -1
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }

  /// Whether both are the same file or pipe, whatever became of its content.
  func isSameFile(as other: InputIdentity) -> Bool {
    device == other.device && inode == other.inode
  }
}
