import Foundation
import FupanCommands
import FupanStages
import FupanTestSupport
import Testing

/// Manual pages and completions know every stage with every option.
struct ManualAndCompletionTests {
  private static let filters = StageCatalog.all.filter { $0.role == .transform }

  private func command(_ spec: StageSpec) -> String {
    spec.about.name.replacing("_", with: "-")
  }

  @Test(arguments: CompletionScript.allCases)
  func everyStageAndOptionIsCompleted(shell: CompletionScript) {
    let text = shell.text
    for spec in ManualAndCompletionTests.filters {
      let name = command(spec)
      // The lines that speak of this stage.
      let part: String
      switch shell {
      case .bash:
        part = text.split(separator: "\n").filter { $0.hasPrefix("    \(name)) options=") }
          .joined(separator: "\n")
      case .zsh:
        let start = text.range(of: "\n    \(name))\n        specs=(\n")
        let rest = start.map { text[$0.upperBound...] } ?? ""
        part = String(rest[..<(rest.range(of: ";;")?.lowerBound ?? rest.endIndex)])
      case .fish:
        part = text.split(separator: "\n")
          .filter { $0.hasPrefix("complete -c fupan -n '__fupan_in_stage \(name)'") }
          .map { $0.replacing(" -l ", with: " --") }.joined(separator: "\n")
      }
      for parameter in spec.parameters {
        let ends = [" ", "'", "=", "["]
        #expect(
          ends.contains { part.contains("--\(parameter.option)\($0)") },
          "\(shell): \(name) --\(parameter.option)")
      }
    }
    for command in ["run", "check", "explain", "stages", "manual"] {
      #expect(text.contains(command))
    }
  }

  @Test func everyStageAndParameterIsInTheManual() throws {
    let page = try ManualPage.stages.roff()
    for spec in StageCatalog.all {
      let start = try #require(page.range(of: "\n.SS \(spec.about.name)\n"))
      let rest = page[start.upperBound...]
      let part = rest[..<(rest.range(of: "\n.SS ")?.lowerBound ?? rest.endIndex)]
      for parameter in spec.parameters {
        #expect(part.contains("\\fB\(parameter.key)"), "\(spec.about.name): \(parameter.key)")
      }
    }
    let commands = try ManualPage.fupan.roff()
    for spec in ManualAndCompletionTests.filters {
      #expect(commands.contains("\\fB\(command(spec).replacing("-", with: "\\-"))\\fR"))
    }
    #expect(commands.contains("\n.SS fupan run "))
    #expect(commands.contains("\\fB78\\fR"))
  }

  /// bash itself completes a line.
  @Test(arguments: [
    ("fupan keep --cond", "--condition"), ("fupan join --kind in", "inner"),
    ("fupan keep x then agg", "aggregate"), ("fupan keep x then aggregate --in", "--into"),
    ("fupan keep --format pre", "pretty"), ("fupan stag", "stages"),
  ])
  func bashCompletes(line: String, to expected: String) throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let words = line.split(separator: " ").map { "'\($0)'" }
    let ask = """

      COMP_WORDS=(\(words.joined(separator: " "))) COMP_CWORD=\(words.count - 1)
      COMP_LINE='\(line)' COMP_POINT=\(line.count)
      _fupan fupan \(words[words.count - 1]) \(words[words.count - 2])
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let script = try folder.write(Data((CompletionScript.bash.text + ask).utf8), to: "ask.bash")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [script.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(output.split(separator: "\n").contains { $0 == expected }, "\(output)")
  }
}
