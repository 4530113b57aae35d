import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// Which encoding a file has, and what its bytes say.
@Suite struct EncodingTests {
  /// 订单,金额 and 𠮷田€㐀 in GB18030.
  static let orders: [UInt8] = [0xB6, 0xA9, 0xB5, 0xA5]
  static let amount: [UInt8] = [0xBD, 0xF0, 0xB6, 0xEE]
  static let rare: [UInt8] = [
    0x95, 0x34, 0xB2, 0x35, 0xCC, 0xEF, 0xA2, 0xE3, 0x81, 0x39, 0xEE, 0x39,
  ]

  static func verdict(
    _ bytes: [UInt8], isWhole: Bool = true, declared: String? = nil
  ) -> String {
    do {
      let found = try EncodingVerdict.decide(
        bytes, isWhole: isWhole, declared: declared, file: "x.csv")
      return found.encoding.rawValue + (found.markLength > 0 ? "+\(found.markLength)" : "")
    } catch { return error.first.code }
  }

  @Test func theVerdictIsMarkThenUTF8ThenGB18030() {
    #expect(Self.verdict(Array("a,b\n".utf8)) == "utf-8")
    #expect(Self.verdict(Array("订单,金额\n".utf8)) == "utf-8")
    #expect(Self.verdict(Array("\u{FEFF}订单\n".utf8)) == "utf-8+3")
    #expect(Self.verdict(Self.orders + [0x0A]) == "gb18030")
    #expect(Self.verdict(Self.rare + [0x0A]) == "gb18030")
    #expect(Self.verdict([0xFF, 0xFE, 0x61, 0]) == "utf-16le+2")
    #expect(Self.verdict([0xFF, 0xFE, 0, 0]) == "utf32_not_read")
    #expect(Self.verdict([0x63, 0x61, 0x66, 0xE9, 0x2C, 0x0A]) == "unknown_encoding")
    #expect(Self.verdict(Self.orders, declared: "GBK") == "gb18030")
    #expect(Self.verdict(Self.orders, declared: "big5") == "unknown_encoding_name")
  }

  @Test func bytesThatCouldBeBothAreRefused() {
    // 联 is C1 AA, and C1 never begins a character of UTF-8.
    #expect(Self.verdict([0xC1, 0xAA, 0xCD, 0xA8]) == "gb18030")
    // C4 B5 is 牡 in GBK and ĵ in UTF-8.
    #expect(Self.verdict([0xC4, 0xB5, 0x2C, 0x61]) == "ambiguous_encoding")
    #expect(Self.verdict([0xC4, 0xB5, 0x2C, 0x61], declared: "gb18030") == "gb18030")
  }

  @Test func wronglyDecodedTextIsRefused() {
    #expect(Self.verdict(Array("璁㈠崟,閲戦\u{FF44}\n璁㈠崟鍙\u{B7},璁㈠崟\n璁㈠崟\n".utf8)) == "double_encoded")
    #expect(Self.verdict(Array("锟斤拷,a\n".utf8)) == "double_encoded")
    #expect(Self.verdict(Array("ï»¿id,a\n".utf8)) == "double_encoded")
    #expect(Self.verdict(Array("è®¢å\u{8D}\u{95}ç®¡ç\u{90}\u{86},a\n".utf8)) == "double_encoded")
    #expect(Self.verdict(Array("璁㈠崟,a\n".utf8), declared: "utf-8") == "utf-8")
    #expect(Self.verdict(Array("日本語テスト,商品名称,收货人,买家留言\n".utf8)) == "utf-8")
  }

  @Test func aCharacterCutAtTheEndOfThePrefixDoesNotMatter() {
    #expect(Self.verdict(Array("订单".utf8).dropLast(), isWhole: false) == "utf-8")
    #expect(Self.verdict(Array(Self.orders.dropLast()), isWhole: false) == "gb18030")
  }

  @Test func damagedUTF8IsNotTakenForGB18030() {
    // One byte lost: what follows would pair up as GB18030.
    let bytes = Array("订单,金额,收货人,买家留言\n".utf8)
    #expect(Self.verdict(Array(bytes[1...])) == "utf-8")
  }

  @Test func gb18030ReadsRightWhateverTheChunks() throws {
    let body =
      Self.orders + [0x2C] + Self.amount + [0x0D, 0x0A] + Self.rare + [0x2C, 0x22] + Self.orders
      + [0x2C, 0x22, 0x0A]
    let file = try TemporaryFile(Self.orders + [0x2C, 0x62, 0x0A] + body)
    for size in [1, 2, 3, 7, 4096] {
      var reader = try CSVReader(
        files: [file.path], options: ReadOptions(),
        columns: [ScanColumn("a", headers: ["订单"]), ScanColumn("b")], chunkBytes: size)
      let all = try reader.all()
      #expect(all.rows == [["订单", "金额"], ["𠮷田€㐀", "订单,"]])
      #expect(all.lines == [2, 3])
    }
  }

  @Test func badBytesAreLocatedRejectedOrReplaced() throws {
    let gb =
      Self.orders + [0x2C, 0x62, 0x0A, 0x31, 0x2C] + Self.amount + [
        0xFF, 0x0A, 0x33, 0x2C, 0x34, 0x0A,
      ]
    let utf8 = Array("订单,b\n1,金额".utf8) + [0xFF] + Array("\n3,4\n".utf8)
    for (bytes, encoding, offset) in [(gb, "gb18030", 13), (utf8, "utf-8", 17)] {
      let file = try TemporaryFile(bytes)
      var options = ReadOptions()
      options.encoding = encoding
      let columns = [ScanColumn("a", headers: ["订单"]), ScanColumn("b")]
      func read(_ policy: ReadOptions.BadBytes) throws -> ReadAll {
        options.onBadBytes = policy
        var reader = try CSVReader(files: [file.path], options: options, columns: columns)
        return try reader.all()
      }
      #expect { try read(.fail) } throws: {
        guard let first = ($0 as? Problems)?.first else { return false }
        return first.code == "bad_bytes" && first.place?.line == 2 && first.place?.column == 5
          && first.facts.contains(Fact("offset", .integer(offset)))
      }
      let rejected = try read(.reject)
      #expect(rejected.rows == [["3", "4"]])
      #expect(rejected.rejected == ["bad_bytes@2/2:5"])
      let replaced = try read(.replace)
      #expect(replaced.rows == [["1", "金额\u{FFFD}"], ["3", "4"]])
      #expect(replaced.account.replacements == 1)
    }
  }

  @Test func badBytesRefuseTheRecordWhateverColumnsAreWanted() throws {
    let file = try TemporaryFile(Array("a,b\n1,".utf8) + [0xFF] + Array("\n3,4\n".utf8))
    var options = ReadOptions()
    options.encoding = "utf-8"
    options.onBadBytes = .reject
    var reader = try CSVReader(files: [file.path], options: options, columns: [ScanColumn("a")])
    #expect(try reader.all().rejected == ["bad_bytes@2/2:3"])
  }

  @Test func utf16WithAMarkIsRead() throws {
    let text = "订单,b\r\n1,𠮷\r\n"
    for isBigEndian in [false, true] {
      var bytes: [UInt8] = isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
      for unit in text.utf16 {
        let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        bytes += isBigEndian ? pair.reversed() : pair
      }
      let file = try TemporaryFile(bytes)
      for size in [1, 5, 4096] {
        var reader = try CSVReader(
          files: [file.path], options: ReadOptions(),
          columns: [ScanColumn("a", headers: ["订单"]), ScanColumn("b")], chunkBytes: size)
        #expect(try reader.all().rows == [["1", "𠮷"]])
      }
    }
  }
}
