import Foundation
import Testing

/// What the guide says to type works, and prints what the guide says it prints.
struct GuideGoldenTests {
  @Test(arguments: GuidePage.all)
  func everyCommandDoesWhatThePageSays(page: GuidePage) async throws {
    let folder = try GuideFolder()
    var lines = page.lines
    var faults: [String] = []
    var shift = 0
    for script in page.scripts {
      let outcome = try await folder.run(script.text)
      if outcome.status != script.status {
        faults.append("\(script.text)\nends with \(outcome.status):\n\(outcome.output)")
      }
      guard let output = script.output else { continue }
      let expected = page.lines[output].joined(separator: "\n")
      let found = GuideGoldenTests.settled(outcome.output)
      if expected == found { continue }
      faults.append("\(script.text)\nprints\n\(found)\nand not\n\(expected)")
      let printed = found.split(separator: "\n", omittingEmptySubsequences: false).map {
        String($0)
      }
      lines.replaceSubrange(output.lowerBound + shift..<output.upperBound + shift, with: printed)
      shift += printed.count - output.count
    }
    if let part = ProcessInfo.processInfo.environment["FUPAN_ACCEPT"], !part.isEmpty,
      "Docs/guide/\(page.name)".contains(part), lines != page.lines
    {
      try Data(lines.joined(separator: "\n").utf8)
        .write(to: GuidePage.folder.appending(path: page.name))
    }
    #expect(faults.isEmpty, "\(page.name)\n\(faults.joined(separator: "\n\n"))")
  }

  @Test func everyPageIsInBothLanguagesWithTheSameCommands() {
    let names = GuidePage.all.map { $0.name }
    #expect(!names.isEmpty)
    for page in GuidePage.all where !page.name.hasSuffix(".zh-Hans.md") {
      let other = page.name.replacing(".md", with: ".zh-Hans.md")
      let twin = GuidePage.all.first { $0.name == other }
      #expect(twin?.scripts.count == page.scripts.count, "\(other)")
      #expect(twin?.passedOver == page.passedOver, "\(other)")
    }
    #expect(GuidePage.all.reduce(0) { $0 + $1.passedOver } <= 8, "too much is not run")
  }

  @Test func everyLinkLeadsSomewhere() throws {
    let pages = GuidePage.all.map { ("Docs/guide/\($0.name)", $0.lines.joined(separator: "\n")) }
    let readmes = try ["README.md", "README.zh-Hans.md"].map { name in
      let data = try Data(contentsOf: SampleRun.project.appending(path: name))
      return (name, String(decoding: data, as: UTF8.self))
    }
    for (name, text) in pages + readmes {
      let base = SampleRun.project.appending(path: name).deletingLastPathComponent()
      for match in text.matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/) {
        let path = base.appending(path: String(match.output.1)).path
        #expect(FileManager.default.fileExists(atPath: path), "\(name): \(match.output.1)")
      }
    }
  }

  /// What is printed without what changes from run to run.
  private static func settled(_ output: String) -> String {
    var text = output
    while text.hasSuffix("\n") { text.removeLast() }
    return
      text
      .replacing(/[0-9.]+ s, [0-9]+ MB/, with: "… s, … MB")
      .replacing(/[0-9.]+ 秒，内存 [0-9]+ MB/, with: "… 秒，内存 … MB")
      .replacing(/[0-9]{8}T[0-9]{6}Z/, with: "…")
  }
}
