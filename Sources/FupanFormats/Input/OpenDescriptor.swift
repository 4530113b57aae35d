import Glibc

/// A file descriptor that is closed when nobody holds it any more.
final class OpenDescriptor: Sendable {
  let number: Int32
  /// Whether nobody else reads from it.
  let isOwned: Bool

  /// - Parameter isOwned: false for the standard streams, which stay open.
  init(_ number: Int32, isOwned: Bool = true) {
    self.number = number
    self.isOwned = isOwned
  }

  deinit { if isOwned { close(number) } }
}
