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
}
