import FupanDiagnostics
import Glibc

/// An open folder: everything under it is reached through its descriptor, so that nothing planted
/// in its path leads elsewhere. It is closed when nobody holds it any more.
final class FolderHandle: Sendable {
  /// The path, for messages.
  let path: String
  let descriptor: Int32

  private init(_ descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Opens the folder at `path`, making it and its parents where they are missing.
  static func making(_ path: String) throws(Problems) -> FolderHandle {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += part
      if mkdir(prefix, 0o777) != 0, errno != EEXIST, errno != EISDIR {
        throw FileFailure.creating(prefix, code: errno)
      }
      prefix += "/"
    }
    return try opening(path)
  }

  /// Opens the folder at `path`.
  static func opening(_ path: String) throws(Problems) -> FolderHandle {
    let number = retried { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard number >= 0 else { throw FileFailure.creating(path, code: errno) }
    return FolderHandle(number, path: path)
  }

  /// Opens a folder of this one; a link is refused.
  func folder(_ name: String) throws(Problems) -> FolderHandle {
    let number = retried {
      openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    guard number >= 0 else { throw FileFailure.creating(path(of: name), code: errno) }
    return FolderHandle(number, path: path(of: name))
  }

  /// Opens a folder of this one, making it where it is missing.
  func makingFolder(_ name: String, mode: mode_t = 0o777) throws(Problems) -> FolderHandle {
    if mkdirat(descriptor, name, mode) != 0, errno != EEXIST {
      throw FileFailure.creating(path(of: name), code: errno)
    }
    return try folder(name)
  }

  /// Makes a folder of this one; false where the name is taken.
  func makeNewFolder(_ name: String) throws(Problems) -> Bool {
    if mkdirat(descriptor, name, 0o777) == 0 { return true }
    guard errno == EEXIST else { throw FileFailure.creating(path(of: name), code: errno) }
    return false
  }

  /// Makes a file that was not there.
  func newFile(_ name: String, mode: mode_t = 0o666) throws(Problems) -> FileSink {
    let number = retried {
      openat(
        descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    }
    guard number >= 0 else { throw FileFailure.creating(path(of: name), code: errno) }
    return FileSink(number, path: path(of: name))
  }

  /// The names in the folder, by their bytes; empty where it cannot be read.
  var names: [String] {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return [] }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { found.append(name) }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether there is something of that name, a link included.
  func has(_ name: String) -> Bool {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
  }

  /// The permission bits of an ordinary file, or nil.
  func mode(of name: String) -> mode_t? {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    return status.st_mode & 0o777
  }

  /// Where a link leads, or nil where there is none.
  func target(of name: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes -> Int in
      guard let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return -1 }
      return readlinkat(descriptor, name, start, bytes.count)
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }

  func rename(_ name: String, to other: String) throws(Problems) {
    guard renameat(descriptor, name, descriptor, other) == 0 else {
      throw FileFailure.creating(path(of: other), code: errno)
    }
  }

  /// Removes a file, a link, or a folder with all that is in it; what is not there is no problem.
  func remove(_ name: String) {
    if unlinkat(descriptor, name, 0) == 0 || errno == ENOENT { return }
    // Somebody may still be writing into it: what is new is removed with the next look.
    for _ in 0..<20 {
      guard let inside = try? folder(name) else { return }
      for child in inside.names { inside.remove(child) }
      if unlinkat(descriptor, name, AT_REMOVEDIR) == 0 || errno == ENOENT { return }
      usleep(5_000)
    }
  }

  /// Puts names that were made, renamed or removed on the disk.
  func synchronise() throws(Problems) {
    guard retried({ fsync(descriptor) }) == 0 else {
      throw FileFailure.writing(path, code: errno)
    }
  }

  func path(of name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }
}
