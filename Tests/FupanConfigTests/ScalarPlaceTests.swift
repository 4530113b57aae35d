import FupanConfig
import FupanDiagnostics
import Testing

@Suite struct ScalarPlaceTests {
  /// Demands that the `!` of the scalar at `a` is found where it stands in the file.
  private func expectPlaced(_ text: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let node = try #require(YAMLDocument.parse(text, file: "f").root["a"])
    let scalar = try #require(node.scalar)
    let offset = try #require(scalar.utf8.firstIndex(of: UInt8(ascii: "!")))
    let place = node.place(
      atUTF8Offset: scalar.utf8.distance(from: scalar.utf8.startIndex, to: offset))
    var line = 1
    var column = 1
    for character in text {
      if character == "!" { break }
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    #expect(place == Place(file: "f", line: line, column: column), sourceLocation: sourceLocation)
  }

  @Test func plainAndQuoted() throws {
    try expectPlaced("a: 实付金额 > !")
    try expectPlaced("a: one two\n  three !\n")
    try expectPlaced("a: one\n\n\n  three !\n")
    try expectPlaced("a: 'it''s !'")
    try expectPlaced("a: 'it''s\n  folded !'")
    try expectPlaced("a: \"\\u4e2d \\\"x\\\" \\x41 !\"")
    try expectPlaced("a: \"one \\\n   two !\"")
    try expectPlaced("a: &x 'it !'")
  }

  @Test func blocks() throws {
    try expectPlaced("a: |\n  one\n    two\n\n  three !\n")
    try expectPlaced("a: >\n  one\n  two\n\n  three !\n")
    try expectPlaced("a: >\n  one\n\n\n  three\n  four !\n")
  }
}
