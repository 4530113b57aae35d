import CSimdJSON
import Testing

/// One parser and the wanted paths, freed when they are no longer used.
private final class Extractor {
  let parser: OpaquePointer
  private let paths: fupan_json_paths
  private let count: Int

  init?(_ wanted: [String]) {
    guard let parser = fupan_json_parser_create() else { return nil }
    self.parser = parser
    count = wanted.count
    let bytes = wanted.map { path in path.utf8.map { CChar(bitPattern: $0) } + [0] }
    let buffers = bytes.map { path in
      let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: path.count)
      _ = buffer.initialize(from: path)
      return buffer
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    let pointers = buffers.map { UnsafePointer($0.baseAddress) }
    paths = pointers.withUnsafeBufferPointer { pointers in
      pointers.withMemoryRebound(to: UnsafePointer<CChar>.self) {
        fupan_json_paths_create($0.baseAddress, wanted.map(\.utf8.count), wanted.count)
      }
    }
  }

  deinit {
    fupan_json_paths_free(paths)
    fupan_json_parser_free(parser)
  }

  /// A value as it was found.
  struct Found: Equatable {
    var kind: fupan_json_kind
    var text: String

    init(_ kind: fupan_json_kind, _ text: String = "") {
      self.kind = kind
      self.text = text
    }
  }

  /// The slots of one line. The padding after it is what would mislead a reader that went on.
  func line(_ text: String, padded: Bool = false) -> (fupan_json_status, [Found]) {
    let padding = String(repeating: "9\"}", count: 30)
    let bytes = (text + (padded ? padding : "")).utf8.map { CChar(bitPattern: $0) }
    return bytes.withUnsafeBufferPointer { bytes in
      var slots = [fupan_json_slot](repeating: fupan_json_slot(), count: count)
      let status = fupan_json_extract_line(
        parser, paths, bytes.baseAddress, text.utf8.count, padded, &slots)
      return (status, slots.map(Self.found))
    }
  }

  func duplicate() -> (key: String, offset: Int) {
    var length = 0
    var offset = 0
    let key = fupan_json_duplicate_key(parser, &length, &offset)
    return (text(key, length), offset)
  }

  private static func found(_ slot: fupan_json_slot) -> Found {
    Found(slot.kind, slot.bytes.map { text($0, slot.length) } ?? "")
  }
}

private func text(_ bytes: UnsafePointer<CChar>, _ length: Int) -> String {
  String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
}

@Suite struct JSONTests {
  @Test(arguments: [false, true])
  func wantedPathsFillTheirSlots(padded: Bool) throws {
    let wanted = ["event", "user.id", "n", "gone", "ok", "tags", "user", "no", "f", "user.name.x"]
    let extractor = try #require(Extractor(wanted))
    let (status, slots) = extractor.line(
      """
       {"other":{"n":[1,{"event":2}]},"event":"view\\n\\u590d盘","ok":true, "f" : false,\
      "user":{"name":"x","id": 12345678901234567}, "tags":[1, "a]",{}],"n":-0.10,"no":null}
      """, padded: padded)
    #expect(status == .ok)
    #expect(
      slots == [
        .init(.string, "view\n复盘"), .init(.number, "12345678901234567"), .init(.number, "-0.10"),
        .init(.absent), .init(.`true`, "true"), .init(.array, "[1, \"a]\",{}]"),
        .init(.object, "{\"name\":\"x\",\"id\": 12345678901234567}"), .init(.null, "null"),
        .init(.`false`, "false"), .init(.absent),
      ])
  }

  @Test func keysMayComeInAnyOrderFromLineToLine() throws {
    let extractor = try #require(Extractor(["a", "b.c", "d"]))
    let expected: [Extractor.Found] = [
      .init(.number, "1"), .init(.number, "2"), .init(.number, "3"),
    ]
    for line in [
      #"{"a":1,"b":{"c":2,"x":0},"d":3}"#, #"{"d":3,"b":{"x":0,"c":2},"a":1}"#,
      #"{"x":{"a":9},"b":{"c":2},"d":3,"y":"","a":1}"#, #"{"a":1,"b":{"c":2},"d":3}"#,
    ] {
      let (status, slots) = extractor.line(line)
      #expect(status == .ok)
      #expect(slots == expected, "\(line)")
    }
  }

  @Test func anEscapedKeyIsTheSameKey() throws {
    let extractor = try #require(Extractor(["ab", #"c\.d"#]))
    let (_, slots) = extractor.line(#"{"\u0061b":1,"c.d":2,"c":{"d":3}}"#)
    #expect(slots == [.init(.number, "1"), .init(.number, "2")])
  }

  @Test func moreKeysThanAreRememberedAreFound() throws {
    let extractor = try #require(Extractor(["k299", "k7"]))
    let line = "{" + (0..<300).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
    for _ in 0..<2 {
      #expect(extractor.line(line).1 == [.init(.number, "299"), .init(.number, "7")])
    }
  }

  @Test func numbersTooLargeForTheMachineStayWhatWasWritten() throws {
    let extractor = try #require(Extractor(["id", "x", "s", "y"]))
    let (status, slots) = extractor.line(
      #"{"id":123456789012345678901234567890,"x":1e999,"s":"1e999 \"q\"","y":[-1E+999]}"#)
    #expect(status == .ok)
    #expect(
      slots == [
        .init(.number, "123456789012345678901234567890"), .init(.number, "1e999"),
        .init(.string, "1e999 \"q\""), .init(.array, "[-1E+999]"),
      ])
    #expect(extractor.line(#"{"id":12345678901234567890123,"x":01}"#).0 == .invalid)
    #expect(extractor.line(#"{"id":1e999,"x":1.}"#).0 == .invalid)
    #expect(extractor.line(#"{"id":1e999,"x":-}"#).0 == .invalid)
  }

  @Test(arguments: [
    #"{"a":1"#, #"{"a":1}}"#, #"{"a":1} {"a":2}"#, #"{"a":01}"#, #"{"a":1,}"#, #"{"a":"x}"#,
    #"{'a':1}"#, #"{"a":1,"z":tru}"#, #"{"a":1,"z":"\x"}"#, "{\"a\":1,\"z\":\"\u{1}\"}", "[1}",
    #"{"a":1,"z":nul}"#, #"{"a" 1}"#, #"{"a":NaN}"#, "12a", "\u{FEFF}{}",
  ])
  func theWholeLineMustBeJSON(line: String) throws {
    let extractor = try #require(Extractor(["a"]))
    for padded in [false, true] {
      let (status, slots) = extractor.line(line, padded: padded)
      #expect(status == .invalid)
      #expect(slots == [.init(.absent)])
    }
    #expect(!String(cString: fupan_json_error_text(extractor.parser)).isEmpty)
  }

  @Test func blankLinesAndWrongEncodingsAreTold() throws {
    let extractor = try #require(Extractor(["a"]))
    #expect(extractor.line("").0 == .empty)
    #expect(extractor.line(" \t\r").0 == .empty)
    #expect(extractor.line("[1]").0 == .not_an_object)
    #expect(extractor.line("7").0 == .not_an_object)
    #expect(extractor.line(String(repeating: "[", count: 2000)).0 != .ok)
    let deep = String(repeating: "[", count: 2000) + String(repeating: "]", count: 2000)
    #expect(extractor.line(deep).0 == .too_deep)
    let gb18030: [CChar] = [0x22, -72, -76, 0x22]
    #expect(fupan_json_parse(extractor.parser, gb18030, gb18030.count, false) == .invalid_utf8)
  }

  @Test(arguments: [
    (#"{"a":1,"b":2,"a":3}"#, "a", 13), (#"{"u":{"i":1,"i":1}}"#, "i", 12),
    (#"{"u":{"i":1},"u":{}}"#, "u", 13), (#"{"a":1,"\u0061":3}"#, "a", 7),
    (#"{"b":1,"b":2,"a":3}"#, "b", 7), (#"{"v":[1.5,{"x":"","y":[],"x":0}]}"#, "x", 25),
  ])
  func aKeyThatComesTwiceIsTold(line: String, key: String, offset: Int) throws {
    let extractor = try #require(Extractor(["a", "u.i"]))
    let (status, slots) = extractor.line(line)
    #expect(status == .duplicate_key)
    #expect(slots == [.init(.absent), .init(.absent)])
    #expect(extractor.duplicate() == (key, offset))
  }

  @Test func keysOfDifferentObjectsMayBeTheSame() throws {
    let extractor = try #require(Extractor(["a"]))
    let line = #"{"b":{"a":1,"c":{"a":2}},"v":[{"a":1},{"a":2}],"a":3}"#
    #expect(extractor.line(line) == (.ok, [.init(.number, "3")]))
    let many = (0..<3000).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
    #expect(extractor.line("{\(many),\"a\":3}") == (.ok, [.init(.number, "3")]))
    #expect(extractor.line("{\(many),\"key7\":3}").0 == .duplicate_key)
    #expect(extractor.line("{\"a\":3}") == (.ok, [.init(.number, "3")]))
  }

  @Test func onePathMayBeWantedTwice() throws {
    let extractor = try #require(Extractor(["a", "a"]))
    #expect(extractor.line(#"{"a":3}"#).1 == [.init(.number, "3"), .init(.number, "3")])
  }

  @Test func aWalkFindsEveryValueInOrder() throws {
    let extractor = try #require(Extractor(["id"]))
    let source = #"{"rows":[{"id":"a","v":[[],{}]},{"id":"b"}],"total" : 2.50,"e":{},"t":"é"}"#
    let bytes = source.utf8.map { CChar(bitPattern: $0) }
    try bytes.withUnsafeBufferPointer { bytes in
      let parser = extractor.parser
      #expect(fupan_json_parse(parser, bytes.baseAddress, bytes.count, false) == .ok)
      let root = fupan_json_root(parser)
      var keys: [String] = []
      var raws: [String] = []
      var child = fupan_json_value()
      var more = fupan_json_first(parser, root, &child)
      while more {
        var length = 0
        var offset = 0
        keys.append(text(fupan_json_key(parser, child, &length), length))
        let raw = fupan_json_raw(parser, child, &length, &offset)
        raws.append(text(raw, length))
        #expect(raw - offset == bytes.baseAddress)
        if keys.last == "total" {
          var number = 0.0
          var whole: Int64 = 0
          #expect(fupan_json_double(parser, child, &number))
          #expect(number == 2.5)
          #expect(!fupan_json_int64(parser, child, &whole))
        }
        if keys.last == "t" {
          let string = try #require(fupan_json_string(parser, child, &length))
          #expect(text(string, length) == "é")
        }
        more = fupan_json_next(parser, root, &child)
      }
      #expect(keys == ["rows", "total", "e", "t"])
      #expect(raws.dropFirst() == ["2.50", "{}", "\"é\""])
      #expect(raws.first == #"[{"id":"a","v":[[],{}]},{"id":"b"}]"#)
    }
  }

  @Test func linesOfGrowingLengthAreRead() throws {
    let extractor = try #require(Extractor(["a"]))
    for length in [0, 1, 63, 64, 65, 5_000, 100_000, 10] {
      let value = String(repeating: "字", count: length)
      for padded in [false, true] {
        #expect(
          extractor.line("{\"a\":\"\(value)\"}", padded: padded)
            == (.ok, [.init(.string, value)]))
      }
    }
  }
}
