import Foundation
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// Lines that are plainly sound objects are read without the parser; it makes no difference but in
/// time: rows, lines, rejections and what ends the run are those of the parser.
@Suite struct PlainLinesTests {
  static let columns = [
    ScanColumn("id", headers: ["id", "no"], isOptional: true),
    ScanColumn("event", isOptional: true),
    ScanColumn("city", headers: ["u.city"], isOptional: true),
    ScanColumn("u", isOptional: true),
    ScanColumn("channel", headers: ["渠道"], isOptional: true, nullTokens: ["-", "无"]),
    ScanColumn("deep", headers: ["a.b\\.c.d"], isOptional: true),
    ScanColumn("id_again", headers: ["id"], isOptional: true),
  ]

  /// What a reader makes of a file, as text that can be compared.
  static func outcome(
    _ path: String, chunkBytes: Int, isParsed: Bool, onBadBytes: ReadOptions.BadBytes,
    maxRecordBytes: Int
  ) throws -> String {
    var options = ReadOptions()
    options.onBadBytes = onBadBytes
    options.maxRecordBytes = maxRecordBytes
    do {
      var reader = try NDJSONReader(
        files: [path], options: options, columns: columns, chunkBytes: chunkBytes)
      reader.leavesAllToParser = isParsed
      let all = try reader.all()
      #expect(all.account.isClosed && all.account.read == all.rows.count)
      return
        "\(all.rows)\n\(all.lines)\n\(all.rejected)\n\(all.rejections.map { $0.value })\n\(all.account)"
    } catch let problems as Problems {
      return problems.all.map { "\($0.code) \($0.place.map { "\($0)" } ?? "") \($0.facts)" }
        .joined(separator: "\n")
    }
  }

  static func expectAlike(
    _ text: [UInt8], chunkBytes: [Int], onBadBytes: ReadOptions.BadBytes = .reject,
    maxRecordBytes: Int = 1 << 16
  ) throws {
    let file = try TemporaryFile(text, suffix: ".ndjson")
    for size in chunkBytes {
      let outcomes = try [true, false].map {
        try outcome(
          file.path, chunkBytes: size, isParsed: $0, onBadBytes: onBadBytes,
          maxRecordBytes: maxRecordBytes)
      }
      #expect(
        outcomes[0] == outcomes[1],
        "chunks of \(size) bytes: \(String(decoding: text, as: UTF8.self))")
    }
  }

  /// Lines in which JSON's rules are kept and broken.
  static let hardLines = [
    "{}", " {} ", "\t{\"id\":1}\t", "{\"id\":1}\r", "\r", "\r\r", "  ", "", "{\"id\":1}{}",
    "{\"id\":1} {\"id\":2}", "{\"id\":1}\r{\"id\":2}", "{\"id\":1},", "[{\"id\":1}]", "1", "\"id\"",
    "null", "{", "}", "{\"id\"", "{\"id\":", "{\"id\":1", "{\"id\":1,", "{\"id\":1,}", "{,}", "{1}",
    "{\"id\" 1}", "{\"id\"::1}", "{\"id\":,}", "{\"id\":1 2}", "{\"id\":1\"\"}", "{\"id\":\"a\"b}",
    "{\"id\":\"a\" \"b\"}", "{\"id\"x:1}", "{\"id\" \"no\":1}", "{:1}", "{id:1}", "{'id':1}",
    "{\"id\":01}", "{\"id\":-}", "{\"id\":1.}", "{\"id\":.5}", "{\"id\":1e}", "{\"id\":1e+}",
    "{\"id\":+1}", "{\"id\":-0}", "{\"id\":-0.0e-0}", "{\"id\":1E400}", "{\"id\":1E+05,\"no\":2}",
    "{\"id\":123456789012345678901234567890}", "{\"id\":1\u{0}}", "{\"id\":1\u{C}}", "{\"id\":1a}",
    "{\"id\":0x10}", "{\"id\":NaN}", "{\"id\":Infinity}", "{\"id\":tru}", "{\"id\":trueish}",
    "{\"id\":true }", "{\"id\":false}", "{\"id\":fals3}", "{\"id\":null,\"no\":3}", "{\"id\":nul}",
    "{\"id\":nullx}", "{\"id\":truefalse}", "{\"id\":\"\\u4e2d\\n\"}",
    "{\"id\":\"\\ud83d\\ude00\"}",
    "{\"id\":\"\\ud83d\"}", "{\"id\":\"\\q\"}", "{\"id\":\"\\\"}", "{\"id\":\"\\\\\"}",
    "{\"x\":\"\\ud83d\"}", "{\"x\":\"\\q\"}", "{\"x\":\"\\u12\"}", "{\"\\q\":1}",
    "{\"\\u0069d\":7}",
    "{\"\\u0069d\":7,\"id\":8}", "{\"id\":7,\"i\\u0064\":8}", "{\"x\":{\"y\":1,\"\\u0079\":2}}",
    "{\"id\":1,\"id\":1}", "{\"x\":1,\"x\":2}", "{\"x\":{\"y\":1,\"y\":2}}",
    "{\"x\":[{\"y\":1},{\"y\":1}]}", "{\"x\":[{\"y\":1,\"y\":1}]}", "{\"x\":[[{\"y\":1,\"y\":1}]]}",
    "{\"\":1}", "{\"\":1,\"\":2}", "{\"id\":\"\"}", "{\"id\":\" \"}", "{\"id\":\"a\tb\"}",
    "{\"id\":\"a\u{0}b\"}", "{\"id\":\"a\\u0000b\"}", "{\"id\":\"a\u{7F}b\"}",
    "{\"u\":{\"city\":\"上海\",\"zip\":[1,2]}}", "{\"u\":{}}", "{\"u\":[]}", "{\"u\":[1,]}",
    "{\"u\":[,1]}", "{\"u\":[1 2]}", "{\"u\":[1}", "{\"u\":{1]}", "{\"u\":{\"city\":{\"x\":1}}}",
    "{\"u\":[{\"city\":\"北京\"}]}", "{\"u\":\"city\"}",
    "{\"u\" : { \"city\" : \"a\" } , \"id\" : 1 }",
    "{\"a\":{\"b.c\":{\"d\":1}}}", "{\"a\":{\"b\":{\"c\":1}}}", "{\"渠道\":\"无\"}", "{\"渠道\":\"-\"}",
    "{\"渠道\":\"－\"}", "{\"渠道\":\"抖音\",\"event\":\"pay\"}", "{\"event\":\"a/b\\/c\"}",
    "\\\"{\"id\":1}", "{\"id\":\\\"1\"}", "{\"id\":1}\\", "//{\"id\":1}", "{\"id\":1}//", "{/**/}",
    "\u{FEFF}{\"id\":1}", "{\"id\":\"\u{FFFF}\u{2028}\"}", "{\"id\":[\"\\q\"]}", "{\"id\":[1e999]}",
    "{\"id\":\(String(repeating: "[", count: 30))1\(String(repeating: "]", count: 30))}",
    "{\"id\":\(String(repeating: "[", count: 1030))1\(String(repeating: "]", count: 1030))}",
    "{\"id\":\"\(String(repeating: "x", count: 9000))\"}",
    "{\"id\":\"\(String(repeating: "x", count: 70_000))\"}",
    "{\(String(repeating: " ", count: 300))\"id\"\(String(repeating: " ", count: 70)):1}",
    "{\((0..<300).map { "\"k\($0)\":\($0)" }.joined(separator: ","))}",
    "{\((0..<300).map { "\"k\($0 % 299)\":\($0)" }.joined(separator: ","))}",
    "{\"an exceedingly long key of many words\":1,\"an exceedingly long key of many wards\":2}",
  ]

  @Test func eachHardLineIsReadAlikeAmongPlainOnes() throws {
    let plain = "{\"id\":1,\"event\":\"page_view\",\"u\":{\"city\":\"上海\"},\"渠道\":null}"
    for line in Self.hardLines {
      let text = [plain, plain, line, plain, line, plain].joined(separator: "\n")
      for ending in ["", "\n", "\r\n"] {
        try Self.expectAlike(Array((text + ending).utf8), chunkBytes: [1 << 20])
      }
      try Self.expectAlike(Array("\(plain)\n\(line)".utf8), chunkBytes: [1, 1 << 20])
    }
    try Self.expectAlike(
      Array(Self.hardLines.joined(separator: "\n").utf8), chunkBytes: [1, 100, 4096, 1 << 20])
  }

  /// A line without its end is no reason to read the next ones otherwise, escapes included.
  @Test func whatFollowsALineWithoutItsEndIsReadAlike() throws {
    let escaped = "{\"id\":\"a\\nb\",\"event\":\"\\u4e2d\"}"
    for cut in ["{\"id\":", "{\"x\":[", "{\"x\":[1,", "{\"x\":{\"y\":", "{\"id\":\"\\n\",\"x\":"] {
      for between in [[], [""], ["]}"], ["}"], ["]}", escaped], [cut]] {
        let lines = [escaped, cut] + between + [escaped, "{\"id\":\"\\q\"}", escaped, "}"]
        try Self.expectAlike(
          Array((lines + lines).joined(separator: "\n").utf8), chunkBytes: [1, 1 << 20])
      }
    }
  }

  @Test func linesOverTheLimitEndTheRunAlike() throws {
    let text = (0..<20).map { "{\"id\":\"\(String(repeating: "x", count: $0 * 10))\"}" }
      .joined(separator: "\n")
    for limit in [1, 50, 109, 110, 111] {
      try Self.expectAlike(
        Array(text.utf8), chunkBytes: [1, 64, 1 << 20], maxRecordBytes: limit)
    }
  }

  @Test func badBytesAreToldAlike() throws {
    let lines = (0..<400).map { number -> [UInt8] in
      var line = Array("{\"id\":\(number),\"x\":\"中\",\"event\":\"上海\(number % 7)\"}".utf8)
      if number % 97 == 50 { line[line.count - 9] = 0xFF }
      if number % 97 == 60 { line.removeLast(5) }
      if number % 97 == 70 { line[12] = 0xE4 }
      return line
    }
    let text = Array(lines.joined(separator: [10]))
    for onBadBytes in [ReadOptions.BadBytes.reject, .replace, .fail] {
      try Self.expectAlike(text, chunkBytes: [1, 500, 1 << 20], onBadBytes: onBadBytes)
    }
  }

  /// Made-up lines, most of them sound, some of them broken at a random byte.
  private struct Maker {
    var random: TestRandom

    mutating func pick(_ choices: [String]) -> String { choices[random.below(choices.count)] }

    mutating func space() -> String {
      random.below(12) == 0 ? pick([" ", "\t", "  ", "\r", " \r "]) : ""
    }

    mutating func string() -> String {
      let inside = pick([
        "", "a", "pay_order", "上海", "d8471832", "a longer text of many words", "😀", "\\n", "\\\"",
        "\\\\", "\\u4e2d", "\\ud83d\\ude00", "x\\/y", "无", "-", "0123456789abcdef",
        "0123456789abcdefg", "01234567",
      ])
      return "\"\(inside)\(random.below(3) == 0 ? "\(random.below(1000))" : "")\""
    }

    mutating func number() -> String {
      pick([
        "0", "-0", "1", "12.50", "1773954223882", "-7208912946796615309", "1e5", "1E-7", "0.1",
        "123456789012345678901", "1e400", "9007199254740993",
      ])
    }

    mutating func value(_ depth: Int) -> String {
      switch random.below(depth > 3 ? 8 : 11) {
      case 0...3: return string()
      case 4...5: return number()
      case 6: return pick(["true", "false"])
      case 7: return "null"
      case 8:
        let items = (0..<random.below(4)).map { _ in value(depth + 1) }
        return "[\(space())\(items.joined(separator: "\(space()),\(space())"))\(space())]"
      default: return object(depth + 1)
      }
    }

    mutating func object(_ depth: Int) -> String {
      var keys = [
        "id", "event", "no", "u", "渠道", "a", "b.c", "d", "city", "utm_campaign_name", "x",
      ]
      // Mostly in the same order, some left out; now and then another order or a key twice.
      if random.below(8) == 0 { keys.shuffle(using: &random) }
      if random.below(30) == 0 { keys.insert(pick(keys), at: random.below(keys.count)) }
      if random.below(20) == 0 { keys[0] = "i\\u0064" }
      if random.below(20) == 0 { keys.append("k\(random.below(500))") }
      let chosen = keys.filter { _ in random.below(3) > 0 }
      let members = chosen.map { "\"\($0)\"\(space()):\(space())\(value(depth))" }
      return "{\(space())\(members.joined(separator: "\(space()),\(space())"))\(space())}"
    }

    mutating func line() -> [UInt8] {
      var line = Array(object(0).utf8)
      switch random.below(12) {
      case 0:
        let marks = Array("{}[],:\"\\ 0-.e\nntf\r\t\u{1}".utf8) + [0x80, 0xE4, 0xFF, 0]
        line[random.below(line.count)] = marks[random.below(marks.count)]
      case 1: line.remove(at: random.below(line.count))
      case 2 where line.count > 2: line.removeLast(random.below(line.count - 1))
      default: break
      }
      return line + (random.below(6) == 0 ? [13] : [])
    }
  }

  @Test func madeUpLinesAreReadAlike() throws {
    for seed in 0..<120 {
      var maker = Maker(random: TestRandom(seed: UInt64(seed)))
      let lines = (0..<(seed % 4 == 0 ? 1500 : 60)).map { _ in maker.line() }
      let text = Array(lines.joined(separator: [10]))
      try Self.expectAlike(
        text, chunkBytes: seed % 4 == 0 ? [1 << 20, 50_000] : [1, 97, 1 << 20],
        onBadBytes: seed % 3 == 0 ? .replace : .reject)
    }
  }

  /// Columns are the same whether their texts repeat, are few at first and many later, or all differ.
  @Test func columnsOfFewAndOfManyTextsAreReadAlike() throws {
    for distinct in [1, 2, 100, 255, 256, 257, 1000, 3000] {
      let lines = (0..<3000).map { row -> String in
        let number = row % 7 == 0 ? row % distinct : min(row, distinct - 1)
        let event = row % 5 == 0 ? "null" : "\"event number \(number)\""
        return "{\"id\":\(number),\"event\":\(event),\"渠道\":\"-\"}"
      }
      try Self.expectAlike(
        Array(lines.joined(separator: "\n").utf8), chunkBytes: [3000, 20_000, 1 << 20])
    }
  }
}
