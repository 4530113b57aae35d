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
  private let descriptor: OpenDescriptor
  private var position = 0
  private var isFinished = false

  /// Opens a file for reading.
  package init(_ name: String) throws(Problems) {
    self.name = name
    if InputFile.isStandardInput(name) {
      descriptor = OpenDescriptor(STDIN_FILENO, isOwned: false)
    } else {
      let number = InputFile.retried { open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
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
      let count = InputFile.retried { Glibc.read(descriptor.number, rest.baseAddress, rest.count) }
      guard count >= 0 else {
        throw Problems(
          Diagnostic(
            errno == EISDIR ? .inputIsFolder : .unreadableInput,
            ["file": .text(name), "reason": .text(String(cString: strerror(errno)))]))
      }
      if count == 0 { break }
      filled += count
    }
    position += filled
    if filled < buffer.count, !isFinished {
      isFinished = true
      try checkUnchanged()
    }
    return filled
  }

  /// Fails where an ordinary file is no longer what it was at opening, or was not read to its end.
  private func checkUnchanged() throws(Problems) {
    guard identity.isRegular else { return }
    var status = stat()
    guard fstat(descriptor.number, &status) == 0, InputIdentity(status) == identity,
      position == identity.size
    else { throw Problems(Diagnostic(.inputChanged, ["file": .text(name)])) }
  }

  private static func retried<Count: SignedInteger>(_ call: () -> Count) -> Count {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}
