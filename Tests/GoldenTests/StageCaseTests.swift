import Foundation
import Testing

/// Every stage case gives what its folder says, however it is run.
///
/// One after the other: a thousand runs at once would hold thousands of files open.
struct StageCaseTests {
  @Test(.serialized, arguments: StageCase.all)
  func givesWhatItsFolderSays(stageCase: StageCase) async throws {
    let outcome = await stageCase.outcome(of: stageCase.compiled())
    try compare(outcome.csv, stageCase, "expected.csv")
    try compare(outcome.rejects, stageCase, "expected.rejects")
    try compare(outcome.stderr, stageCase, "expected.stderr")
    try compare(outcome.warnings, stageCase, "expected.warnings")
    try compare(outcome.written, stageCase, "expected.written")
    #expect(outcome.csv != nil || outcome.stderr != nil)
  }

  @Test(.serialized, arguments: StageCase.all)
  func threadsBatchesAndChunksDoNotShow(stageCase: StageCase) async {
    let compiled = stageCase.compiled()
    let reference = await stageCase.outcome(of: compiled)
    for (threads, rows, bytes) in [(1, 8192, 1 << 20), (2, 3, 64), (1, 1, 7), (2, 1, 1 << 20)] {
      let outcome = await stageCase.outcome(
        of: compiled, threads: threads, batchRows: rows, chunkBytes: bytes)
      #expect(outcome == reference, "\(threads) threads, batches of \(rows), chunks of \(bytes)")
    }
  }

  @Test(.serialized, arguments: StageCase.all)
  func rowsThatWaitOnTheDiskDoNotShow(stageCase: StageCase) async {
    let compiled = stageCase.compiled()
    let reference = await stageCase.outcome(of: compiled)
    for (threads, rows) in [(2, 8192), (2, 3), (1, 1)] {
      let outcome = await stageCase.outcome(
        of: compiled, threads: threads, batchRows: rows, isSpilling: true)
      #expect(outcome == reference, "\(threads) threads, batches of \(rows)")
    }
  }

  @Test(.serialized, arguments: StageCase.all.filter { $0.isAboutReading })
  func chunksOfInputDoNotShow(stageCase: StageCase) async {
    let compiled = stageCase.compiled()
    let whole = await stageCase.outcome(of: compiled)
    for bytes in [1, 2, 3, 7, 64, 4096] {
      let outcome = await stageCase.outcome(of: compiled, chunkBytes: bytes)
      #expect(outcome == whole, "chunks of \(bytes)")
    }
  }

  /// Compares with the case's file; `FUPAN_ACCEPT` naming the case rewrites it first.
  private func compare(_ text: String?, _ stageCase: StageCase, _ file: String) throws {
    let place = stageCase.folder.appending(path: file)
    if let accepted = ProcessInfo.processInfo.environment["FUPAN_ACCEPT"], !accepted.isEmpty,
      stageCase.name.contains(accepted)
    {
      if let text {
        try Data(text.utf8).write(to: place)
      } else if FileManager.default.fileExists(atPath: place.path) {
        try FileManager.default.removeItem(at: place)
      }
    }
    let expected = (try? Data(contentsOf: place)).map { String(decoding: $0, as: UTF8.self) }
    #expect(text == expected, "\(stageCase.name)/\(file)")
  }
}
