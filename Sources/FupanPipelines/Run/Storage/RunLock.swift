import FupanDiagnostics
import Glibc

/// The right to write to an output folder: an advisory lock that the system takes back when the
/// process ends, however it ends.
final class RunLock: Sendable {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Takes the lock, waiting up to `seconds` for whoever holds it.
  ///
  /// - Throws: `run_locked` with the holder's process id.
  static func taken(in output: OutputFolder, waiting seconds: Int) async throws -> RunLock {
    let path = output.root.path(of: OutputFolder.lockName)
    let number = retried {
      openat(
        output.root.descriptor, OutputFolder.lockName,
        O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644)
    }
    guard number >= 0 else { throw FileFailure.creating(path, code: errno) }
    let lock = RunLock(number)
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(seconds)
    while retried({ flock(number, LOCK_EX | LOCK_NB) }) != 0 {
      guard errno == EWOULDBLOCK else { throw FileFailure.creating(path, code: errno) }
      guard clock.now < deadline else {
        throw Problems(
          Diagnostic(
            .runLocked, ["path": .text(output.path), "pid": .text(holder(number) ?? "?")]))
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    var pid = Array("\(getpid())\n".utf8)
    _ = ftruncate(number, 0)
    _ = pwrite(number, &pid, pid.count, 0)
    return lock
  }

  /// The process id that the holder wrote into the file.
  private static func holder(_ descriptor: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    let digits = buffer.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }
}
