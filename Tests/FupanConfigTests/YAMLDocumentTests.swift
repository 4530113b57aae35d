import FupanConfig
import FupanDiagnostics
import Testing

@Suite struct YAMLDocumentTests {
  /// The problems of parsing a text with markers where they are expected.
  private func expect(
    _ marked: String, _ codes: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let document = MarkedDocument(marked)
    var found: [Diagnostic] = []
    do throws(Problems) {
      _ = try YAMLDocument.parse(document.text, file: "test.yaml")
    } catch { found = error.all }
    #expect(found.map(\.code) == codes, sourceLocation: sourceLocation)
    #expect(found.map(\.place) == document.places, sourceLocation: sourceLocation)
    #expect(found.allSatisfy { $0.message.exit == .config }, sourceLocation: sourceLocation)
  }

  private func hint(_ text: String) -> String? {
    do throws(Problems) {
      _ = try YAMLDocument.parse(text, file: "test.yaml")
      return nil
    } catch {
      return error.first.message.hint(in: .english, with: error.first.facts)
    }
  }

  @Test func keepsOrderTextAndPlaces() throws {
    let root = try YAMLDocument.parse(
      "b: 0755\n名称: [no, \"x\"]\na: {c: ~}\n", file: "test.yaml"
    ).root
    let entries = try #require(root.mapping)
    #expect(entries.map(\.key) == ["b", "名称", "a"])
    #expect(entries[0].value.scalar == "0755")
    let items = try #require(entries[1].value.sequence)
    #expect(items.map(\.scalar) == ["no", "x"])
    #expect(items.map(\.style) == [.plain, .doubleQuoted])
    #expect(items[1].place == Place(file: "test.yaml", line: 2, column: 10))
    #expect(entries[1].value.style == .flow)
    #expect(root.style == .block)
    #expect(root["a"]?["c"]?.isNull == true)
  }

  @Test func markAndLineEndsOfWindowsAreFine() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("a: 1\r\nb: 2\r\n".utf8)
    let root = try YAMLDocument.parse(bytes: bytes, file: "test.yaml").root
    #expect(root.mapping?.map(\.key) == ["a", "b"])
    #expect(root["b"]?.scalar == "2")
    #expect(root["b"]?.place == Place(file: "test.yaml", line: 2, column: 4))
  }

  @Test func refusesOtherEncodings() {
    do throws(Problems) {
      _ = try YAMLDocument.parse(bytes: Array("a: 1\nb: 订".utf8.dropLast()) + [0xFF], file: "f")
      Issue.record("read bytes that are no UTF-8")
    } catch {
      #expect(error.first.code == "document_not_utf8")
      #expect(error.first.place == Place(file: "f", line: 2, column: 4))
    }
  }

  @Test func emptyDocumentsAreNull() throws {
    #expect(try YAMLDocument.parse("", file: "f").root.isNull)
    #expect(try YAMLDocument.parse("# nothing\n", file: "f").root.isNull)
  }

  @Test func refusesDuplicateKeysWithBothPlaces() throws {
    expect("a: 1\nb:\n  c: 1\n  d: {c: 3}\n  ①c: 2\n", ["duplicate_key"])
    expect("x: {a: 1, b: {a: 2}, ①a: 3}", ["duplicate_key"])
    expect(
      "a: 1\n①a: 2\n②a: 3\nb: {c: 1, ③c: 2, d: ④!x y}\n",
      [
        "duplicate_key", "duplicate_key", "duplicate_key", "custom_tag",
      ])
    expect("- a: 1\n  b: 2\n  ①\"a\": 3\n", ["duplicate_key"])
    do throws(Problems) {
      _ = try YAMLDocument.parse("a: 1\nb: 2\na: 3\n", file: "f")
      Issue.record("read a duplicate key")
    } catch {
      #expect(error.first.notes.first?.place == Place(file: "f", line: 1, column: 1))
    }
  }

  @Test func refusesWhatADocumentMayNotHave() {
    expect("a: ①!!python/object:os.system x\nb: ②!mine {}\n", ["custom_tag", "custom_tag"])
    expect("a: 1\n①---\nb: 2\n", ["several_documents"])
    expect("a: &x {b: 1}\nc:\n  ①<<: *x\n", ["merge_key"])
    expect("{①[a]: b}", ["key_not_text"])
    expect("a: ①*nothing\n", ["undefined_alias"])
    expect("a: &a [①*a]\n", ["undefined_alias"])
    expect("a:\n①\tb: 1\n", ["tab_indent"])
    expect("a: ①\"b\nc: d\n", ["yaml_unclosed_quote"])
    expect("a: ①[b, c\nd: e\n", ["unclosed_bracket"])
    expect("a: 1\n  b①: 2\n", ["unexpected_colon"])
    expect("a: ①@b\n", ["reserved_start"])
    expect("a: \"x①\\d\"\n", ["invalid_escape"])
    expect("a: 1\n①\u{1}b: 1\n", ["control_character"])
    expect("a: 1\n①bcd\n", ["missing_colon"])
  }

  @Test func aliasesRepeatTheirNode() throws {
    let root = try YAMLDocument.parse("a: &x [1, 2]\nb: *x\n", file: "f").root
    #expect(root["b"]?.sequence?.map(\.scalar) == ["1", "2"])
  }

  @Test func refusesAliasBombsAtOnce() throws {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = "*a\(level - 1)"
      let list = Array(repeating: alias, count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(list)]\n"
    }
    let clock = ContinuousClock()
    for text in [bomb, bomb + "? *a9\n: x\n", bomb + "*a9 : x\n", bomb + "? [*a9]\n: x\n"] {
      var codes: [String] = []
      let time = clock.measure {
        do throws(Problems) {
          _ = try YAMLDocument.parse(text, file: "f")
        } catch { codes = error.all.map(\.code) }
      }
      #expect(codes == (text == bomb ? ["alias_limit"] : ["key_not_text"]))
      #expect(time < .milliseconds(500), "100 ms in a release build")
    }
  }

  @Test func aliasKeysInAnyShapeAreFoundBeforeTheyAreCompared() {
    expect("a: &a [x]\n{b: 1, ①*a : 2}: c", ["key_not_text"])
    expect("a: &a [x]\n[①*a] : c", ["key_not_text"])
    expect("a: &a [x]\nb: {{c: ①*a}: d}", ["key_not_text"])
    expect("a: &a [x]\nb: [{c: *a}, ①? [*a] : d]", ["key_not_text"])
    expect("a: &a [x]\nb: {['*a', *a, b①]\n  : d}", ["key_not_text"])
    expect("a: &a x\nb: [*a, {c: *a}, *a]\nc: {d: *a, e: 1}\n", [])
    expect(
      "a: A & B\nb: revenue * :gross_margin\nc: a[1] * b\nd: what? *no\ne: {f: [1], g: ①*h}",
      [
        "undefined_alias"
      ])
  }

  @Test func largeFilesWithoutAliasesPass() throws {
    let text = String(repeating: "- a\n", count: 150_000)
    #expect(try YAMLDocument.parse(text, file: "f").root.sequence?.count == 150_000)
  }

  @Test func nestingWithinTheLimitIsRead() throws {
    let text = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    var node = try YAMLDocument.parse(text, file: "f").root
    var depth = 1
    while let inner = node.sequence?.first {
      node = inner
      depth += 1
    }
    #expect(depth == 900)
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "[", count: 200_000)
    do throws(Problems) {
      _ = try YAMLDocument.parse(text, file: "f")
      Issue.record("read 200,000 levels")
    } catch {
      #expect(error.first.code == "nesting_limit")
    }
  }

  @Test func findsExpressionsThatBracesCutInTwo() {
    expect("derive: {net: ①coalesce(a, 0) - b, x: y}", ["expression_split_by_comma"])
    expect("by: [a, ①date_trunc('day', b), c]", ["expression_split_by_comma"])
    #expect(
      hint("derive: {net: coalesce(a, 0) - b}")
        == "take it out of the braces: net: coalesce(a, 0) - b")
    expect("into: {buyers: count(distinct person_id), revenue: sum(net_paid)}", [])
    expect("note: {a: ':(', b: (}", [])
  }

  @Test func findsFullWidthPunctuationThatBrokeTheDocument() {
    expect("version①：1\nuse: x\n", ["full_width_punctuation"])
    expect("a: {b: 1①，c: 2}\n", ["full_width_punctuation"])
    #expect(hint("version：1\nuse: x\n") == "write: version: 1")
    expect("name: 复盘：上①: 下\n", ["unexpected_colon"])
    expect("name: 复盘：春季，（上）\n", [])
  }

  @Test func findsValuesThatBeginWithAQuote() {
    expect("- keep: ①'a' = b\n", ["yaml_text_after_quote"])
    #expect(
      hint("- keep: 'a' = b\n") == "put the whole value in the other quotes: \"'a' = b\"")
    expect("- keep: a = 'x①: y'\n", ["unexpected_colon"])
  }
}
