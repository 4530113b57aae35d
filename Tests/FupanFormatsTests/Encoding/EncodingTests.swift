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
    #expect(Self.verdict([0xFF, 0xFE, 0, 0]) == "utf-32le+4")
    #expect(Self.verdict([0, 0, 0xFE, 0xFF]) == "utf-32be+4")
    #expect(Self.verdict([0x63, 0x61, 0x66, 0xE9, 0x2C, 0x0A]) == "unknown_encoding")
    #expect(Self.verdict(Self.orders, declared: "GBK") == "gb18030")
    #expect(Self.verdict(Self.orders, declared: "utf-7") == "unknown_encoding_name")
  }

  @Test func everyNameOfAChineseEncodingMeansGB18030() {
    for name in [
      "gbk", "GBK", "gb2312", "GB_2312-80", "cp936", "CP-936", "windows-936", "x-gbk", "EUC-CN",
      "gb18030", "GB-18030", "ms936", "ANSI",
    ] {
      #expect(Self.verdict(Self.rare, declared: name) == "gb18030", "\(name)")
    }
  }

  @Test func aMarkSaysTheByteOrderAndContradictsWhatIsDeclared() {
    #expect(Self.verdict([0xFE, 0xFF, 0, 0x61], declared: "utf-16") == "utf-16be+2")
    #expect(Self.verdict([0x61, 0], declared: "utf-16") == "utf-16le")
    #expect(Self.verdict([0xFE, 0xFF, 0, 0x61], declared: "utf-16le") == "wrong_encoding")
    #expect(Self.verdict(Array("\u{FEFF}a".utf8), declared: "gbk") == "wrong_encoding")
    #expect(Self.verdict([0xFF, 0xFE, 0x61, 0], declared: "gbk") == "wrong_encoding")
  }

  /// Text in an encoding of two or four bytes a unit, without a mark.
  static func wide(_ text: String, unit: Int, isBigEndian: Bool) -> [UInt8] {
    let units =
      unit == 2 ? text.utf16.map { UInt32($0) } : text.unicodeScalars.map { $0.value }
    return units.flatMap { value in
      let bytes = (0..<unit).map { UInt8(truncatingIfNeeded: value >> (UInt32($0) * 8)) }
      return isBigEndian ? bytes.reversed() : bytes
    }
  }

  @Test func wideTextWithoutAMarkIsNeverTakenForAnother() {
    for text in ["a,b\n1,2\n", "订单,金额\r\n上海,北京\r\n广州,深圳\r\n"] {
      for (unit, isBigEndian, name) in [
        (2, false, "utf-16le"), (2, true, "utf-16be"), (4, false, "utf-32le"),
        (4, true, "utf-32be"),
      ] {
        let bytes = Self.wide(text, unit: unit, isBigEndian: isBigEndian)
        #expect(Self.verdict(bytes) == "unmarked_encoding", "\(name)")
        #expect(Self.verdict(bytes, declared: name) == name)
      }
    }
    #expect(Self.verdict(Array("a,b\n1,x\u{0}y\n".utf8)) == "utf-8")
    #expect(Self.verdict(Array("订单,金额\n1,\u{0}\n".utf8)) == "utf-8")
  }

  @Test func otherEncodingsAreReadOnlyWhereTheyAreDeclared() throws {
    // 訂單編號,金額 in Big5, and café in Windows-1252.
    let big5: [UInt8] = [
      0xAD, 0x71, 0xB3, 0xE6, 0xBD, 0x73, 0xB8, 0xB9, 0x2C, 0xAA, 0xF7, 0xC3, 0x42, 0x0A,
    ]
    #expect(Self.verdict(big5) == "unlikely_encoding")
    #expect(Self.verdict(big5, declared: "gb18030") == "gb18030")
    for (bytes, name, headers) in [
      (big5 + [0x31, 0x2C, 0x32, 0x0A], "big5", ["訂單編號", "金額"]),
      ([0x63, 0x61, 0x66, 0xE9, 0x2C, 0x80, 0x0A, 0x31, 0x2C, 0x32], "latin1", ["café", "€"]),
    ] {
      let file = try TemporaryFile(bytes)
      var options = ReadOptions()
      options.encoding = name
      var reader = try CSVReader(
        files: [file.path], options: options, columns: headers.map { ScanColumn($0) })
      #expect(try reader.all().rows == [["1", "2"]])
    }
  }

  @Test func badUnitsOfWideTextAreLocatedRejectedOrReplaced() throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    bytes += Self.wide("a,b\n1,中", unit: 2, isBigEndian: false) + [0x00, 0xD8]
    bytes += Self.wide("\n3,4\n", unit: 2, isBigEndian: false)
    let file = try TemporaryFile(bytes)
    for size in [1, 7, 4096] {
      var options = ReadOptions()
      func read(_ policy: ReadOptions.BadBytes) throws -> ReadAll {
        options.onBadBytes = policy
        var reader = try CSVReader(
          files: [file.path], options: options, columns: [ScanColumn("a"), ScanColumn("b")],
          chunkBytes: size)
        return try reader.all()
      }
      #expect { try read(.fail) } throws: {
        guard let first = ($0 as? Problems)?.first else { return false }
        return first.code == "bad_bytes" && first.place?.line == 2 && first.place?.column == 4
          && first.facts.contains(Fact("offset", .integer(16)))
      }
      #expect(try read(.reject).rejected == ["bad_bytes@2/2:4"])
      #expect(try read(.replace).rows == [["1", "中\u{FFFD}"], ["3", "4"]])
    }
    let cut = try TemporaryFile(Array(bytes[..<5]))
    #expect(InputTests.code { _ = try InputTests.reading(cut.path) } == "bad_bytes")
  }

  @Test func archivesThatAreNotReadAreNamed() throws {
    let tar = [UInt8](repeating: 0, count: 257) + Array("ustar\u{0}00".utf8)
    for start in [
      [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07],
      [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], tar,
    ] {
      #expect(Self.verdict(start + [1, 2, 3]) == "input_is_archive")
    }
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

  @Test func aFooterOfAnyCharacterIsFoundInGB18030() throws {
    for footer in ["共", "㐀计", "🔚"] {
      let text = "名,数\n订,1\n\(footer),\"open\n"
      let file = try TemporaryFile(
        Array(try #require(text.data(using: String.Encoding(rawValue: 0x8000_0632)))))
      var options = ReadOptions()
      options.encoding = "gb18030"
      options.footer = footer
      var reader = try CSVReader(
        files: [file.path], options: options, columns: [ScanColumn("名"), ScanColumn("数")])
      let all = try reader.all()
      #expect(all.rows == [["订", "1"]], "\(footer)")
      #expect(all.rejected.isEmpty)
      #expect(all.account.passedOver == 1)
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
