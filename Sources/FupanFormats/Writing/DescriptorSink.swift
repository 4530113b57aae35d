import FupanDiagnostics
import Glibc

/// Bytes written to a file or to standard output, in large pieces.
///
/// A short write is continued and an interrupted one repeated. A full disk, a closed pipe (where
/// SIGPIPE is ignored) or a closed descriptor is `write_failed`, never silence.
package struct DescriptorSink: ByteSink {
  /// As messages name it.
  package let name: String
  private let descriptor: OpenDescriptor
  private let isSynced: Bool
  private var buffer: [UInt8] = []

  private static let bufferSize = 256 << 10

  private init(_ descriptor: OpenDescriptor, name: String, isSynced: Bool) {
    self.descriptor = descriptor
    self.name = name
    self.isSynced = isSynced
  }

  /// Standard output.
  package static func standardOutput() -> DescriptorSink {
    DescriptorSink(
      OpenDescriptor(STDOUT_FILENO, isOwned: false), name: "standard output", isSynced: false)
  }

  /// A new file. One that exists, or a symbolic link in its place, is refused.
  ///
  /// - Parameters:
  ///   - isPrivate: whether only the owner may read it (mode 0600): rejects, and data that tell who
  ///     somebody is. Otherwise the umask decides.
  ///   - isSynced: whether ``finish()`` waits until the disk has it.
  package static func creating(
    _ path: String, isPrivate: Bool = false, isSynced: Bool = true
  ) throws(Problems) -> DescriptorSink {
    let mode: mode_t = isPrivate ? 0o600 : 0o666
    while true {
      let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      if number >= 0 {
        return DescriptorSink(OpenDescriptor(number), name: path, isSynced: isSynced)
      }
      if errno == EINTR { continue }
      let code = errno
      let isFull = code == ENOSPC || code == EDQUOT || code == EIO
      throw Problems(
        Diagnostic(
          code == EEXIST ? .outputExists : isFull ? .writeFailed : .cannotCreateOutput,
          ["file": .text(path), "reason": .text(String(cString: strerror(code)))]))
    }
  }

  package mutating func write(_ bytes: [UInt8]) throws(Problems) {
    if buffer.isEmpty, bytes.count >= Self.bufferSize {
      try put(bytes)
      return
    }
    buffer += bytes
    if buffer.count >= Self.bufferSize { try flush() }
  }

  package mutating func finish() throws(Problems) {
    try flush()
    if isSynced {
      while fsync(descriptor.number) != 0 {
        // Pipes and terminals cannot be synced.
        if errno == EINVAL || errno == EROFS { break }
        if errno != EINTR { throw failed(errno) }
      }
    }
  }

  private mutating func flush() throws(Problems) {
    let bytes = buffer
    buffer.removeAll(keepingCapacity: true)
    try put(bytes)
  }

  private func put(_ bytes: [UInt8]) throws(Problems) {
    var failure: Int32?
    bytes.withUnsafeBytes { raw in
      var written = 0
      while written < raw.count {
        let rest = UnsafeRawBufferPointer(rebasing: raw[written...])
        let count = Glibc.write(descriptor.number, rest.baseAddress, rest.count)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if let failure { throw failed(failure) }
  }

  private func failed(_ code: Int32) -> Problems {
    Problems(
      Diagnostic(
        .writeFailed, ["file": .text(name), "reason": .text(String(cString: strerror(code)))]))
  }
}
