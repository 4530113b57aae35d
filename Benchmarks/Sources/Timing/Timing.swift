#if canImport(Glibc)
  import Glibc
#endif

/// Times a piece of work inside its process and reports it as one line of JSON, on the file
/// descriptor that `BENCH_REPORT` names, else on standard error.
///
///     try Timing.report { try pass(over: path) }
public enum Timing {
  public static func report(_ work: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    let (cpu, start) = (cpuSeconds(), clock.now)
    try work()
    let wall = (clock.now - start) / .seconds(1)
    let line = "{\"wall\": \(wall), \"cpu\": \(cpuSeconds() - cpu)}\n"
    let descriptor = getenv("BENCH_REPORT").flatMap { Int32(String(cString: $0)) } ?? STDERR_FILENO
    _ = Array(line.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  private static func cpuSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }
}
