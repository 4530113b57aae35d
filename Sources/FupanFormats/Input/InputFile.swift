import FupanDiagnostics
import Glibc

/// An opened input: a file, a pipe or standard input (`-` and `/dev/stdin`).
///
/// It is read, never mapped: a file that shrinks while it is mapped kills the process. The size at
/// opening bounds what is read, and a file that changed meanwhile is an error.
package struct InputFile: ByteSource {
  /// As the user named it.
  package let name: String
  package let identity: InputIdentity
  let descriptor: OpenDescriptor
  private var position = 0
  private var isFinished = false

  /// Opens a file for reading.
  package init(_ name: String) throws(Problems) {
    self.name = name
    if InputFile.isStandardInput(name) {
      descriptor = OpenDescriptor(STDIN_FILENO, isOwned: false)
    } else {
      let number = try InputFile.opened(name)
      guard number >= 0 else {
        let code = errno
        let problem = Diagnostic(
          code == ENOENT ? .missingInput : .unreadableInput,
          ["file": .text(name), "reason": .text(String(cString: strerror(code)))])
        throw Problems(code == ENOENT ? NearbyFiles.telling(problem, of: name) : problem)
      }
      descriptor = OpenDescriptor(number)
    }
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else {
      throw Problems(
        Diagnostic(
          .unreadableInput,
          ["file": .text(name), "reason": .text(String(cString: strerror(errno)))]))
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Problems(Diagnostic(.inputIsFolder, ["file": .text(name)]))
    }
    identity = InputIdentity(status)
    // Somebody may have read the beginning of standard input before.
    if identity.isRegular { position = max(0, lseek(descriptor.number, 0, SEEK_CUR)) }
  }

  /// How long a pipe without a writer is waited for; nil waits until somebody opens it.
  @TaskLocal package static var patience: Duration?

  /// The descriptor of a file, or -1 as `open` has it.
  ///
  /// - Throws: `nobody_writes` for a pipe that stayed silent as long as ``patience`` allows.
  private static func opened(_ name: String) throws(Problems) -> Int32 {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY
    var status = stat()
    guard let patience, stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else {
      return retried { open(name, flags) }
    }
    // Opened so, a pipe waits for no writer; the first byte or the end of the first writer is told.
    let number = retried { open(name, flags | O_NONBLOCK) }
    guard number >= 0 else { return number }
    let deadline = ContinuousClock.now + patience
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      let milliseconds = max(
        0, left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000)
      var watched = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
      let ready = retried { poll(&watched, 1, Int32(clamping: milliseconds)) }
      if ready > 0 { break }
      if left <= .zero {
        close(number)
        throw Problems(
          Diagnostic(
            .nobodyWrites,
            ["file": .text(name), "seconds": .integer(Int(patience.components.seconds))]))
      }
    }
    _ = fcntl(number, F_SETFL, 0)
    return number
  }

  /// Whether this is how standard input is spelt.
  package static func isStandardInput(_ name: String) -> Bool {
    name == "-" || name == "/dev/stdin"
  }

  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    var wanted = buffer.count
    if identity.isRegular { wanted = min(wanted, identity.size - position) }
    var filled = 0
    while filled < wanted {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<wanted])
      // Whoever shares standard input finds it where this stops.
      let count =
        identity.isRegular && descriptor.isOwned
        ? try read(at: position + filled, into: rest)
        : try requireRead { Glibc.read(descriptor.number, rest.baseAddress, rest.count) }
      if count == 0 { break }
      filled += count
    }
    position += filled
    if filled < buffer.count, !isFinished {
      isFinished = true
      try checkUnchanged()
      if identity.isRegular, position != identity.size {
        throw Problems(Diagnostic(.inputChanged, ["file": .text(name)]))
      }
    }
    return filled
  }

  /// Reads bytes of an ordinary file from a place, whatever was read before; 0 behind its end.
  func read(
    at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(Problems) -> Int {
    try requireRead { pread(descriptor.number, buffer.baseAddress, buffer.count, offset) }
  }

  private func requireRead(_ call: () -> Int) throws(Problems) -> Int {
    let count = InputFile.retried(call)
    guard count >= 0 else {
      throw Problems(
        Diagnostic(
          errno == EISDIR ? .inputIsFolder : .unreadableInput,
          ["file": .text(name), "reason": .text(String(cString: strerror(errno)))]))
    }
    return count
  }

  /// Fails where an ordinary file is no longer what it was at opening.
  func checkUnchanged() throws(Problems) {
    guard identity.isRegular else { return }
    var status = stat()
    guard fstat(descriptor.number, &status) == 0, InputIdentity(status) == identity
    else { throw Problems(Diagnostic(.inputChanged, ["file": .text(name)])) }
  }

  private static func retried<Count: SignedInteger>(_ call: () -> Count) -> Count {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}
