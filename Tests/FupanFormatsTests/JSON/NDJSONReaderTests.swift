import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// JSON lines and arrays as rows of text.
@Suite struct NDJSONReaderTests {
  static func read(
    _ text: [UInt8], _ columns: [ScanColumn], chunkBytes: Int = 1 << 20,
    onBadBytes: ReadOptions.BadBytes = .reject
  ) throws -> ReadAll {
    let file = try TemporaryFile(text, suffix: ".json")
    var options = ReadOptions()
    options.onBadBytes = onBadBytes
    var reader = try NDJSONReader(
      files: [file.path], options: options, columns: columns, chunkBytes: chunkBytes)
    let all = try reader.all()
    #expect(all.account.isClosed)
    return all
  }

  static let columns = [
    ScanColumn("id", headers: ["id"]),
    ScanColumn("utm", headers: ["properties.$utm_source"], isOptional: true),
    ScanColumn("amount", headers: ["amount", "price"], isOptional: true),
  ]

  @Test func valuesAreDeliveredAsTheyAreWritten() throws {
    let text = """
      {"id":123456789012345678901,"amount":1234.50,"properties":{"$utm_source":"小红书\\n"}}
      {"id":"007","price":1.10,"properties":{"$utm_source":null}}

      {"id":true,"amount":{"a":[1, 2]},"properties":7}
      """
    for size in [1, 7, 64, 4096] {
      let all = try Self.read(Array(text.utf8), Self.columns, chunkBytes: size)
      #expect(
        all.rows == [
          ["123456789012345678901", "小红书\n", "1234.50"], ["007", .missing, "1.10"],
          ["true", .missing, "{\"a\":[1, 2]}"],
        ])
      #expect(all.lines == [1, 2, 4])
    }
  }

  @Test func badLinesAreRejectedAndAllOthersKept() throws {
    let text =
      "\u{FEFF}{\"id\":1}\r\n{\"id\":2,}\r\n[3]\n{\"id\":4,\"id\":5}\n{\"id\":6}\n{\"id\":7"
    for size in [1, 5, 4096] {
      let all = try Self.read(Array(text.utf8), [ScanColumn("id")], chunkBytes: size)
      #expect(all.rows == [["1"], ["6"]])
      #expect(
        all.rejections.map { "\($0.line) \($0.diagnostic.code)" } == [
          "2 invalid_json", "3 not_an_object", "4 duplicate_json_key", "6 truncated_record",
        ])
    }
  }

  @Test func bytesThatAreNotUTF8NameTheirPlace() throws {
    let text = Array("{\"id\":1}\n{\"id\":\"中".utf8) + [0xFF] + Array("\"}\n".utf8)
    let all = try Self.read(text, [ScanColumn("id")])
    #expect(all.rows == [["1"]])
    #expect(all.rejected == ["bad_bytes@2/2:9"])
    #expect { try Self.read(text, [ScanColumn("id")], onBadBytes: .fail) } throws: {
      ($0 as? Problems)?.first.code == "bad_bytes"
    }
  }

  @Test func elementsOfAnArrayAreRowsWithTheirLines() throws {
    let text = "[\n {\"id\": 1},\n {\"id\": \"b\"}, 3,\n\n {\"id\": null}]\n"
    let all = try Self.read(Array(text.utf8), [ScanColumn("id")], chunkBytes: 4)
    #expect(all.rows == [["1"], ["b"], [.missing]])
    #expect(all.lines == [2, 3, 5])
    #expect(all.rejections.map { "\($0.line) \($0.diagnostic.code)" } == ["3 not_an_object"])
  }

  @Test func aMisspeltPathIsNoticed() throws {
    let columns = [ScanColumn("utm", headers: ["properties.$utm_sorce"])]
    #expect {
      try Self.read(Array("{\"properties\":{\"$utm_source\":1}}\n".utf8), columns)
    } throws: {
      guard let first = ($0 as? Problems)?.first else { return false }
      return first.code == "missing_column"
        && first.facts.contains(Fact("suggestion", .suggestion("properties.$utm_source")))
    }
  }

  @Test func arraysAreReadAlikeWhateverTheChunks() throws {
    let elements = (0..<500).map { number in
      "{\"id\":\(9_007_199_254_740_993 + number),\"n\":[{\"x\":\"]},\\\\\\\"{[\"}],\"s\":\"行\(number)\"}"
    }
    let text = Array("\u{FEFF} [\n\(elements.joined(separator: ",\r\n"))\n]\n\n".utf8)
    let columns = [ScanColumn("id"), ScanColumn("s")]
    for size in [1, 2, 3, 7, 64, 4096, 1 << 20] {
      let all = try Self.read(text, columns, chunkBytes: size)
      #expect(all.rows.count == 500)
      #expect(all.rows.first == ["9007199254740993", "行0"])
      #expect(all.rows.last == ["9007199254741492", "行499"])
      #expect(all.lines == (0..<500).map { Int64($0 + 2) })
    }
    #expect(try Self.read(Array("[ ]".utf8), columns).rows.isEmpty)
  }

  @Test func arraysThatAreNotJSONAreRefused() throws {
    for text in [
      "[{\"id\":1},]", "[,{\"id\":1}]", "[{\"id\":1},,{\"id\":2}]", "[{\"id\":1}", "[{\"id\":1},",
      "[", "[{\"id\":1}] x", "[{\"id\":1}]]", "[{\"id\":1} {\"id\":2}]", "[{\"id\":1]",
      "[{\"id\":01}]",
      "[{\"id\":\"]", "[{\"id\":1}}]",
    ] {
      for size in [1, 5, 4096] {
        #expect(
          InputTests.code {
            _ = try Self.read(Array(text.utf8), [ScanColumn("id")], chunkBytes: size)
          }
            == "invalid_json", "\(text)")
      }
    }
  }

  @Test func elementsThatAreNoRowsAreRejectedOneByOne() throws {
    let text =
      Array("[{\"id\":1},\n{\"id\":2,\"x\":{\"a\":1,\"a\":1}},\n{\"id\":\"".utf8) + [0xFF]
      + Array("\"},\n[4],{\"id\":5}]".utf8)
    for size in [1, 9, 4096] {
      let all = try Self.read(text, [ScanColumn("id")], chunkBytes: size)
      #expect(all.rows == [["1"], ["5"]])
      #expect(
        all.rejected == [
          "duplicate_json_key@2/2:1", "bad_bytes@3/3:8", "not_an_object@4/4:1",
        ])
      let replaced = try Self.read(
        text, [ScanColumn("id")], chunkBytes: size, onBadBytes: .replace)
      #expect(replaced.rows == [["1"], ["\u{FFFD}"], ["5"]])
      #expect(replaced.account.replacements == 1)
    }
  }

  @Test func aMisspeltPathIsNoticedInArraysToo() throws {
    #expect(
      InputTests.code { _ = try Self.read(Array("[{\"id\":1}]".utf8), [ScanColumn("ids")]) }
        == "missing_column")
  }

  @Test func deepAndStrangeRecordsAreRejected() throws {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    let text = """
      {"id":1e400}
      {"id":"\\ud800"}
      {"id":"\\ud83d\\ude00"}
      {"id":\(deep)}
      {"id":-7208912946796615309,}
      {"id":-7208912946796615309}
      {"id":"
      """
    let all = try Self.read(Array(text.utf8), [ScanColumn("id")])
    #expect(all.rows == [["1e400"], ["😀"], ["-7208912946796615309"]])
    #expect(
      all.rejections.map { "\($0.line) \($0.diagnostic.code)" } == [
        "2 invalid_json", "4 invalid_json", "5 invalid_json", "7 truncated_record",
      ])
  }

  @Test func everyCutOfALineOrAnArrayIsNoticed() throws {
    let line = "{\"id\":1,\"u\":{\"$city\":\"上海\"}}"
    for isArray in [false, true] {
      let whole = Array((isArray ? "[\(line)]" : line).utf8)
      for length in 1..<whole.count {
        let text = Array(whole[..<length])
        do {
          let all = try Self.read(text, [ScanColumn("id", isOptional: true)])
          #expect(all.rows.isEmpty && all.rejections.count == 1, "cut at \(length)")
        } catch {
          #expect((error as? Problems)?.exitStatus == .dataRefused)
        }
      }
    }
  }
}
