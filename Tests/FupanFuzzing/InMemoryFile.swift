import Glibc

/// Bytes under a path, without a disk.
struct InMemoryFile: ~Copyable {
  private let descriptor: CInt
  var path: String { "/proc/self/fd/\(descriptor)" }

  init(_ bytes: [UInt8]) throws {
    var name = "/dev/shm/fupan-fuzz-XXXXXX".utf8CString.map { $0 }
    descriptor = mkstemp(&name)
    try FuzzFinding.unless(descriptor >= 0, "no file in memory: \(errno)")
    // It stays as long as it is open.
    unlink(name)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      try FuzzFinding.unless(count > 0, "cannot write to memory: \(errno)")
      written += count
    }
  }

  deinit { close(descriptor) }
}
