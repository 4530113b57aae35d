import FupanDiagnostics
import Testing

@Suite struct DiagnosticRendererTests {
  static let unknownColumn = Message(
    "unknown_column", exit: .config,
    en: "no column '{name}'{suggestion}", zh: "没有列“{name}”{suggestion}",
    hint: (en: "the columns here are: {columns}", zh: "这里的列有：{columns}"))
  static let firstHere = Message(
    "first_here", exit: .config, en: "first written here", zh: "首次写在这里")

  static let source = SourceFile(
    name: "spring.yaml", text: "by: region\r\n- keep: 实付金额 > regoin\n")

  static let diagnostic = Diagnostic(
    unknownColumn, at: Place(file: "spring.yaml", line: 2, column: 16),
    [
      "name": "regoin", "suggestion": .suggestion("region"), "columns": .list(["region", "day"]),
      "record": .integer(7),
    ],
    notes: [
      Diagnostic.Note(firstHere, at: Place(file: "spring.yaml", line: 1, column: 5))
    ])

  @Test func showsTheLineWithTheCaretUnderWideCharacters() {
    let renderer = DiagnosticRenderer(sources: [Self.source])
    #expect(
      renderer.text(Self.diagnostic) == """
        spring.yaml:2:16: error[unknown_column]: no column 'regoin' (did you mean 'region'?)
        2 | - keep: 实付金额 > regoin
          |                    ^
        help: the columns here are: region, day
        spring.yaml:1:5: note: first written here
        1 | by: region
          |     ^

        """)
  }

  @Test func speaksChinese() {
    let text = DiagnosticRenderer(language: .simplifiedChinese).text(Self.diagnostic)
    #expect(
      text == """
        spring.yaml:2:16: error[unknown_column]: 没有列“regoin”（是不是“region”？）
        提示：这里的列有：region、day
        spring.yaml:1:5: 说明: 首次写在这里

        """)
  }

  @Test func jsonKeepsFactsApartFromTheText() {
    #expect(
      DiagnosticRenderer().jsonLine(Self.diagnostic) == """
        {"code":"unknown_column","severity":"error","message":"no column 'regoin' \
        (did you mean 'region'?)","file":"spring.yaml","line":2,"column":16,"record":7,\
        "facts":{"name":"regoin","suggestion":"region","columns":["region","day"]},\
        "hint":"the columns here are: region, day","notes":[{"message":"first written here",\
        "file":"spring.yaml","line":1,"column":5}]}
        """)
  }

  @Test func dataCannotSpeakToTheTerminal() {
    let nasty = Diagnostic(
      Self.unknownColumn, at: Place(file: "a\u{1B}[2J.yaml", line: 1, column: 1),
      ["name": "\u{1B}]8;;http://x\u{7}\u{202E}\n\u{9B}31m"])
    let source = SourceFile(name: "a\u{1B}[2J.yaml", text: "x\u{1B}[31m\tb")
    let renderer = DiagnosticRenderer(sources: [source])
    for text in [renderer.text(nasty), renderer.jsonLine(nasty)] {
      #expect(
        !text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{9B}" })
    }
    #expect(renderer.text(nasty).contains("\\u{1B}]8;;http://x\\u{7}\\u{202E}\\n\\u{9B}31m"))
    #expect(renderer.text(nasty).contains("1 | x\\u{1B}[31m b\n"))
  }

  @Test func coloursOnlyWhenAsked() {
    let plain = DiagnosticRenderer().text(Self.diagnostic)
    let coloured = DiagnosticRenderer(isColoured: true).text(Self.diagnostic)
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.hasPrefix("spring.yaml:2:16: \u{1B}[1;31merror[unknown_column]\u{1B}[0m: no"))
  }

  @Test func cutsLongLinesAroundThePlace() {
    let line = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
    let renderer = DiagnosticRenderer(sources: [SourceFile(name: "f", text: line)])
    let text = renderer.text(
      Diagnostic(Self.firstHere, at: Place(file: "f", line: 1, column: 501)))
    let lines = text.split(separator: "\n")
    #expect(lines[1].count < 200)
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let x = lines[1].firstIndex(of: "X").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    #expect(caret != nil && caret == x)
  }
}
