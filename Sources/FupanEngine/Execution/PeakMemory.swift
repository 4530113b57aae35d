import Foundation

/// The memory of this process.
enum PeakMemory {
  /// The most it held at once, in bytes.
  static var bytes: Int {
    var usage = rusage()
    // 0 is RUSAGE_SELF, which the system's header gives another type than its function takes.
    guard getrusage(0, &usage) == 0 else { return 0 }
    return usage.ru_maxrss * 1024
  }
}
