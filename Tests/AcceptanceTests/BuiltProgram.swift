import Foundation
import FupanTestSupport

/// The program beside the test bundle, run as a user runs it.
enum BuiltProgram {
  /// What a command did.
  struct Outcome {
    let status: Int32
    let output: Data
    let errors: String
  }

  /// Runs it with arguments, `input` on standard input, in `place` or where the tests run.
  static func run(
    _ arguments: [String], input: Data = Data(), in place: URL? = nil
  ) async throws -> Outcome {
    let ended = try await FinishedProcess.of(
      FinishedProcess.fupan.path, arguments, in: place, input: input,
      environment: ["LANG": "C", "PATH": "/usr/bin:/bin"])
    return Outcome(status: ended.status, output: ended.bytes, errors: ended.errors)
  }
}
