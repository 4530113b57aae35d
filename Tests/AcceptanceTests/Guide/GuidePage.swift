import Foundation
import Testing

/// A page of `Docs/guide`: its commands, and what the page says they print.
///
/// A fenced `sh` block is a script; a `text` block that follows it at once is its output, both
/// streams as they come. A comment before it says more: `<!-- exit: 78 -->` the exit status, and
/// `<!-- not run: why -->` that it is not run.
struct GuidePage: Sendable, CustomTestStringConvertible {
  /// A script of a page.
  struct Script: Sendable {
    let text: String
    let status: Int32
    /// The lines of its output's block in the page; nil where the page shows none.
    let output: Range<Int>?
  }

  /// The name of the file.
  let name: String
  let lines: [String]
  let scripts: [Script]
  /// How many scripts are not run.
  let passedOver: Int

  static let folder = SampleRun.project.appending(path: "Docs/guide")

  /// All pages but those for who works on the program itself.
  static let all: [GuidePage] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".md") && $0 != "adding-a-stage.md" }.sorted()
      .compactMap { GuidePage($0) }
  }()

  var testDescription: String { name }

  init?(_ name: String) {
    guard let data = try? Data(contentsOf: GuidePage.folder.appending(path: name)) else {
      return nil
    }
    let lines = String(decoding: data, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    var scripts: [Script] = []
    var passedOver = 0
    var remark = ""
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.hasPrefix("<!--") { remark = line }
      guard line.hasPrefix("```") else {
        if !line.isEmpty, !line.hasPrefix("<!--") { remark = "" }
        index += 1
        continue
      }
      let body = GuidePage.body(from: index, in: lines)
      index = body.upperBound + 1
      guard line == "```sh" else { continue }
      if remark.hasPrefix("<!-- not run:") {
        passedOver += 1
      } else {
        let next = lines[index...].firstIndex { !$0.isEmpty }
        let shown = next.flatMap {
          lines[$0] == "```text" ? GuidePage.body(from: $0, in: lines) : nil
        }
        let status = remark.firstRange(of: "exit: ").flatMap {
          Int32(remark[$0.upperBound...].prefix { $0.isNumber })
        }
        scripts.append(
          Script(
            text: lines[body].joined(separator: "\n"), status: status ?? 0, output: shown))
      }
      remark = ""
    }
    self.name = name
    self.lines = lines
    self.scripts = scripts
    self.passedOver = passedOver
  }

  /// The lines between a fence and the one that closes it.
  private static func body(from fence: Int, in lines: [String]) -> Range<Int> {
    let end = lines[(fence + 1)...].firstIndex { $0 == "```" } ?? lines.count
    return fence + 1..<end
  }
}
