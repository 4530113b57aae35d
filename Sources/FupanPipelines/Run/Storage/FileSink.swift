import CLibCrypto
import FupanDiagnostics
import FupanFormats
import Glibc
import Synchronization

/// A file that is being written, hashed while it grows; or standard output.
package final class FileSink: ByteSink {
  /// The path, for messages; nil for standard output.
  let path: String?
  private let descriptor: Int32
  private let state = Mutex(State())

  private struct State: ~Copyable {
    var buffer: [UInt8] = []
    var count = 0
    var isOpen = true
    var digest: String?
    let hash = fupan_sha256_create()

    deinit { fupan_sha256_free(hash) }
  }

  /// Takes over a descriptor.
  init(_ descriptor: Int32, path: String?) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    let isOpen = state.withLock { $0.isOpen }
    if isOpen, path != nil { close(descriptor) }
  }

  /// Standard output.
  package static func standardOutput() -> FileSink { FileSink(STDOUT_FILENO, path: nil) }

  /// How many bytes were written.
  package var count: Int { state.withLock { $0.count } }

  /// The SHA-256 of all that was written, 64 hexadecimal digits; empty before ``finish()``.
  package var sha256: String { state.withLock { $0.digest ?? "" } }

  /// Gives the file the permissions that the one it takes the place of had.
  func setMode(_ mode: mode_t) throws(Problems) {
    guard fchmod(descriptor, mode) == 0 else { throw FileFailure.writing(path, code: errno) }
  }

  package func write(_ bytes: [UInt8]) throws(Problems) {
    try state.withLock { state throws(Problems) in
      state.buffer.append(contentsOf: bytes)
      if state.buffer.count >= 1 << 16 { try flush(&state) }
    }
  }

  /// Writes what is left; puts a file on the disk and closes it.
  package func finish() throws(Problems) {
    try state.withLock { state throws(Problems) in
      try flush(&state)
      guard path != nil, state.isOpen else { return }
      guard retried({ fsync(descriptor) }) == 0 else {
        throw FileFailure.writing(path, code: errno)
      }
      state.isOpen = false
      guard close(descriptor) == 0 else { throw FileFailure.writing(path, code: errno) }
      var digest = [UInt8](repeating: 0, count: Int(fupan_sha256_length))
      if let hash = state.hash { _ = fupan_sha256_finish(hash, &digest) }
      state.digest = Hexadecimal.text(digest)
    }
  }

  private func flush(_ state: inout State) throws(Problems) {
    guard !state.buffer.isEmpty else { return }
    let bytes = state.buffer
    state.buffer.removeAll(keepingCapacity: true)
    if let hash = state.hash { _ = fupan_sha256_update(hash, bytes, bytes.count) }
    let code = bytes.withUnsafeBytes { FileSink.write($0, to: descriptor) }
    guard code == 0 else { throw FileFailure.writing(path, code: code) }
    state.count += bytes.count
  }

  /// Writes all of `bytes`, however little the system takes at once.
  ///
  /// - Returns: 0, or the error's number.
  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let written = retried { Glibc.write(descriptor, part.baseAddress, part.count) }
      guard written > 0 else { return written == 0 ? ENOSPC : errno }
      rest = rest.dropFirst(written)
    }
    return 0
  }
}
