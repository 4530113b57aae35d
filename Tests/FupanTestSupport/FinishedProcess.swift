import Foundation

/// A process that was run to its end.
///
///     let outcome = try await FinishedProcess.of("/bin/bash", ["-c", "fupan stages"], in: folder)
///     outcome.status, outcome.output, outcome.errors
package struct FinishedProcess: Sendable {
  /// As a shell tells it: 128 and the signal's number where a signal ended it.
  package let status: Int32
  package let bytes: Data
  package let errors: String

  /// Standard output as text.
  package var output: String { String(decoding: bytes, as: UTF8.self) }

  /// Runs a program with both streams to files, so that no pipe can fill up.
  ///
  /// - Parameters:
  ///   - input: what it reads; nothing unless given.
  ///   - environment: all that it finds there.
  package static func of(
    _ executable: String, _ arguments: [String], in folder: URL? = nil, input: Data? = nil,
    environment: [String: String]
  ) async throws -> FinishedProcess {
    let place = try TemporaryFolder()
    defer { withExtendedLifetime(place) {} }
    let streams = try ["out", "err"].map { try place.write(Data(), to: $0) }
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    process.environment = environment
    var handles = try streams.map { try FileHandle(forWritingTo: $0) }
    // Not left to the process object, which outlives the call: a run of the suite has thousands.
    defer { for handle in handles { try? handle.close() } }
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    if let input {
      handles.append(try FileHandle(forReadingFrom: try place.write(input, to: "in")))
      process.standardInput = handles[2]
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { ended in
        continuation.resume(
          returning: ended.terminationReason == .uncaughtSignal
            ? 128 + ended.terminationStatus : ended.terminationStatus)
      }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return FinishedProcess(
      status: status, bytes: try Data(contentsOf: streams[0]),
      errors: String(decoding: try Data(contentsOf: streams[1]), as: UTF8.self))
  }

  /// The program beside the test bundle.
  package static let fupan = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "fupan")
}
