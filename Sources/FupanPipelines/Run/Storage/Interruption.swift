import Foundation
import Glibc
import Synchronization

/// What happens when somebody ends the program: what is half-written is removed, then it dies by
/// the signal it was sent, so that whoever started it can tell.
package enum Interruption {
  private static let writingEnd = Atomic<Int32>(-1)
  private static let cleanup = Mutex<(@Sendable (_ signal: Int32) -> Void)?>(nil)

  /// Watches for SIGINT and SIGTERM from here on. A second signal ends the program at once.
  package static func watch() {
    var ends: [Int32] = [-1, -1]
    guard writingEnd.load(ordering: .relaxed) < 0, pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let reading = ends[0]
    writingEnd.store(ends[1], ordering: .releasing)
    Thread.detachNewThread {
      var number: UInt8 = 0
      while retried({ read(reading, &number, 1) }) == 1 { die(by: Int32(number)) }
    }
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      sigaction(number, nil, &action)
      // Whoever started the program may have chosen to have the signal ignored.
      if unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1 { continue }
      action.__sigaction_handler.sa_handler = { number in
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Interruption.writingEnd.load(ordering: .relaxed), &byte, 1)
        errno = saved
      }
      action.sa_flags = SA_RESTART
      sigaction(number, &action, nil)
    }
  }

  /// What to do before dying, or nil for nothing.
  static func setCleanup(_ work: (@Sendable (_ signal: Int32) -> Void)?) {
    cleanup.withLock { $0 = work }
  }

  /// Runs what must not be torn apart, after which there is nothing left to clean up.
  static func finishing<Failure: Error>(_ work: () throws(Failure) -> Void) throws(Failure) {
    try cleanup.withLock { held throws(Failure) in
      try work()
      held = nil
    }
  }

  /// Waits for a signal that is being obeyed; called before the program ends of itself.
  package static func settle() { cleanup.withLock { _ in } }

  private static func die(by number: Int32) {
    for other in [SIGINT, SIGTERM] { signal(other, SIG_DFL) }
    cleanup.withLock { work in
      work?(number)
      kill(getpid(), number)
      // The lock is never given back: nobody goes on.
      while true { pause() }
    }
  }
}
