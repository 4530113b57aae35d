import FupanDiagnostics
import Testing

@Suite struct SourceFileTests {
  @Test func everyLineEndEndsALine() {
    let source = SourceFile(name: "f", text: "a\r\nb\nc\rd\n")
    #expect(source.lines == ["a", "b", "c", "d", ""])
    #expect(source.line(0) == nil)
    #expect(source.line(6) == nil)
  }

  @Test func columnsCountCharactersNotScalars() {
    let source = SourceFile(name: "f", text: "e\u{301}x👨‍👩‍👧y")
    #expect(source.place(line: 1, scalars: 2).column == 2)
    #expect(source.place(line: 1, scalars: 8).column == 4)
  }
}
