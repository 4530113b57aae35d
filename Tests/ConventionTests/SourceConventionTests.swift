import Foundation
import Testing

/// House rules that a compiler does not know.
struct SourceConventionTests {
  private static let sources = Repository.files(under: "Sources", ending: ".swift").filter {
    $0.hasPrefix("Sources/Fupan")
  }

  @Test func nothingIsUncheckedForcedOrPrinted() throws {
    let banned = ["@unchecked Sendable", "fatalError(", "try!", "as!"]
    for path in SourceConventionTests.sources {
      let text = try Repository.text(path)
      for word in banned { #expect(!text.contains(word), "\(path) has \(word)") }
      let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
      #expect(!lines.contains { $0.hasPrefix("print(") }, "\(path) prints")
    }
  }

  @Test func noFileIsNamedAfterNothing() {
    let vague = ["Utils", "Helpers", "Common", "Manager", "Misc", "Placeholder"]
    for path in SourceConventionTests.sources {
      for word in vague { #expect(!path.contains(word), "\(path)") }
    }
  }

  @Test func packageDeclarationsAreDocumented() throws {
    // Overrides and members required by a protocol inherit their words.
    let inherited = [
      "init(", "init?(", "init()", "var description", "static func ==", "static func <",
      "func hash(into", "static var kind", "var written", "func encode(to", "func lower(",
      "static let about", "var datasets:", "func blocks(", "func sink(", "func prepare(",
      "static var summary", "static let kind", "static let summary", "typealias",
    ]
    var undocumented: [String] = []
    for path in SourceConventionTests.sources {
      let lines = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      for (index, line) in lines.enumerated() {
        let starts = ["package ", "@inlinable package ", "@usableFromInline package "]
        guard let start = starts.first(where: line.hasPrefix) else { continue }
        let rest = line.dropFirst(start.count)
        let isType = ["struct ", "enum ", "protocol ", "indirect enum ", "final class "]
          .contains(where: rest.hasPrefix)
        guard isType, !inherited.contains(where: rest.hasPrefix) else { continue }
        var above = index - 1
        while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
        if above < 0 || !lines[above].hasPrefix("///") { undocumented.append("\(path): \(line)") }
      }
    }
    #expect(undocumented.isEmpty, "\(undocumented.joined(separator: "\n"))")
  }

  @Test func theProjectSpeaksOfItselfAlone() throws {
    let banned = ["work/", "opt/swift", "root/"].map { "/" + $0 }
    for folder in ["Sources", "Tests", "Docs", "Pipelines", "Scripts"] {
      for ending in [".swift", ".md", ".yaml", ".sh", ".c", ".cpp", ".h"] {
        for path in Repository.files(under: folder, ending: ending) {
          let text = try Repository.text(path)
          for word in banned { #expect(!text.contains(word), "\(path) names \(word)") }
        }
      }
    }
  }
}
