import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// Thirty-two files at which readers of delimited text stumble: every one is read right or refused at
/// its line, none silently wrong.
@Suite struct HardFileTests {
  struct Hard: CustomTestStringConvertible, Sendable {
    var what: String
    var bytes: [UInt8]
    /// The headers that are found, and the rows.
    var rows: [[Value]] = []
    /// `code@line` of each record that is refused.
    var rejected: [String] = []
    /// `code@line` of what refuses the file.
    var refused: String?
    var headers: [String] = ["a", "b"]
    var options = ReadOptions()
    /// Of large files, how many rows there are, of which ``rows`` is the last.
    var count: Int?
    var testDescription: String { what }

    init(
      _ what: String, _ text: String, _ rows: [[Value]] = [], rejected: [String] = [],
      refused: String? = nil, headers: [String] = ["a", "b"],
      _ change: (inout ReadOptions) -> Void = { _ in }
    ) {
      self.what = what
      bytes = Array(text.utf8)
      self.rows = rows
      self.rejected = rejected
      self.refused = refused
      self.headers = headers
      change(&options)
    }
  }

  static let hard: [Hard] = [
    Hard("a mark before a quoted header", "\u{FEFF}\"a\",\"b\"\n\"1\",\"2\"\n", [["1", "2"]]),
    Hard("a mark, then a separator line", "\u{FEFF}sep=;\r\na;b\r\n1;2,5\r\n", [["1", "2,5"]]),
    utf16(
      Hard("UTF-16, low byte first, cut by tabs", "a\tb\r\n中\t\"x\r\ny\"\r\n", [["中", "x\r\ny"]]) {
        $0.delimiter = 9
      }, [0xFF, 0xFE]),
    utf16(Hard("UTF-16, high byte first", "a,b\n𠮷,2\n", [["𠮷", "2"]]), [0xFE, 0xFF]),
    raw(
      Hard("GB18030 whose second bytes look like ASCII", "", [["東", "𠮷"]]),
      // 東 is 96 7C, and 7C alone is |; 𠮷 has four bytes.
      Array("a,b\n".utf8) + [0x96, 0x7C, 0x2C, 0x95, 0x34, 0xB2, 0x35] + Array("\n".utf8)
    ) {
      $0.encoding = "gb18030"
    },
    Hard("lines that end in CR", "a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]]),
    Hard(
      "line ends of every kind in one file", "a,b\r\n1,2\n3,4\r5,6\r\n",
      [["1", "2"], ["3", "4"], ["5", "6"]]),
    Hard("CRLF in quotes stays CRLF", "a,b\n\"1\r\n2\",3\n", [["1\r\n2", "3"]]),
    Hard("LF in quotes stays LF among CRLF", "a,b\r\n\"1\n2\",3\r\n", [["1\n2", "3"]]),
    Hard("nothing but doubled quotes", "a,b\n\"\"\"\"\"\",\"\"\"\"\n", [["\"\"", "\""]]),
    Hard(
      "empty is missing and quoted empty is text", "a,b\n,\"\"\n\"\",\n",
      [[.missing, ""], ["", .missing]]),
    Hard(
      "ids that Excel was kept from reading", "a,b\n=\"0012\",\"\t193\"\n", [["0012", "\t193"]]),
    Hard("spaces before a quote make it a character", "a,b\n \"1\",2\n", [[" \"1\"", "2"]]),
    Hard("a quote amid a cell is a character", "a,b\n5\" x,2\"\n", [["5\" x", "2\""]]),
    Hard(
      "text behind a closing quote", "a,b\n\"1\"x,2\n3,4\n", [["3", "4"]],
      rejected: ["text_after_quote@2"]),
    Hard(
      "a quote that never closes", "a,b\n1,\"2\n3,4\n5,6\n", [["3", "4"], ["5", "6"]],
      rejected: ["unclosed_quote@2"]),
    Hard(
      "a quote that closes at the wrong one", "a,b\n1,\"2\n3,\"4\"\n5,6\n",
      [["3", "4"], ["5", "6"]], rejected: ["unclosed_quote@2"]),
    Hard(
      "rows too short and too long", "a,b\n1\n2,3\n4,5,6\n", [["2", "3"]],
      rejected: ["too_few_fields@2", "too_many_fields@4"]),
    Hard(
      "a shift that leaves the last cell empty", "a,b\n1,x,\n2,3\n", [["2", "3"]],
      rejected: ["too_many_fields@2"]),
    Hard("a comma behind the header alone", "a,b,\n1,2\n3,4,\n", [["1", "2"], ["3", "4"]]),
    Hard(
      "NUL in a cell and at the end", "a,b\n1\u{0}2,\u{0}\n3,4\u{0}",
      [["1\u{0}2", "\u{0}"], ["3", "4\u{0}"]]
    ) { $0.encoding = "utf-8" },
    Hard("headers that repeat", "a,a\n1,2\n", [["1", "2"]], headers: ["a", "a#2"]),
    Hard(
      "a column without a header", "a,,b\n1,x,2\n", [["1", "x", "2"]], headers: ["a", "#2", "b"]),
    Hard(
      "two files joined, mark and header included", "\u{FEFF}a,b\r\n1,2\r\n\u{FEFF}a,b\r\n3,4\r\n",
      [["1", "2"], ["3", "4"]]),
    Hard(
      "quotes that do not close above the header", "\"Shop\nx\"y,\n\na,b\n1,2\n", [["1", "2"]]
    ) { $0.headerNames = ["a", "b"] },
    Hard("a footer with quotes that do not close", "a,b\n1,2\n---\n\"open,\nx\n", [["1", "2"]]) {
      $0.footer = "---"
    },
    Hard(
      "comments, and a header that begins as they do", "# it's \"x\n#a,b\n1,2\n# \"y\n",
      [["1", "2"]],
      headers: ["#a", "b"]
    ) {
      $0.comment = "#"
      $0.headerNames = ["#a"]
    },
    Hard(
      "two tables of one width", "# x\na,b\n1,2\n\n# y\na,c\n3,4\n", refused: "comments_amid_rows@6"
    ) { $0.comment = "#" },
    Hard(
      "a header of two rows that nobody declared", "a,b,\n,x,y\n1,2,3\n",
      refused: "second_header_row@2"),
    Hard("another delimiter that nobody declared", "a;b\n1;2,5\n", refused: "other_delimiter@1"),
    large("a cell of ten megabytes with quotes and line ends", 2) {
      let cell = String(repeating: "long \"\"text\"\"\n", count: 700_000)
      return "a,b\n1,2\n3,\"\(cell)\"\n"
    } last: {
      ["3", .text(String(repeating: "long \"text\"\n", count: 700_000))]
    },
    large("a faulty row among sixty thousand", 59_999) {
      "a,b\n" + (1...60_000).map { $0 == 30_000 ? "1,2,3" : "\($0),\"x\"" }.joined(separator: "\n")
    } last: {
      ["60000", "x"]
    },
  ]

  /// The same in UTF-16 with its mark.
  private static func utf16(_ hard: Hard, _ mark: [UInt8]) -> Hard {
    var hard = hard
    let isBig = mark[0] == 0xFE
    hard.bytes =
      mark
      + String(decoding: hard.bytes, as: UTF8.self).utf16.flatMap { unit in
        let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return isBig ? bytes : bytes.reversed()
      }
    return hard
  }

  private static func raw(
    _ hard: Hard, _ bytes: [UInt8], _ change: (inout ReadOptions) -> Void
  ) -> Hard {
    var hard = hard
    hard.bytes = bytes
    change(&hard.options)
    return hard
  }

  private static func large(
    _ what: String, _ count: Int, _ text: () -> String, last: () -> [Value]
  ) -> Hard {
    var hard = Hard(what, text(), [last()])
    hard.count = count
    if count > 2 { hard.rejected = ["too_many_fields@30001"] }
    return hard
  }

  @Test func thereAreThirtyTwoAndEachSaysWhatIsExpected() {
    #expect(Self.hard.count == 32)
    #expect(Set(Self.hard.map { $0.what }).count == 32)
    #expect(Set(Self.hard.map { $0.bytes }).count == 32)
    for file in Self.hard { #expect(file.rows.isEmpty == (file.refused != nil), "\(file.what)") }
  }

  @Test(arguments: hard) func isReadRightOrRefused(_ file: Hard) throws {
    let sizes = file.count == nil ? RecordTests.chunkSizes : [4096, 1 << 20]
    let temporary = try TemporaryFile(file.bytes)
    for size in sizes {
      do {
        var reader = try CSVReader(
          files: [temporary.path], options: file.options,
          columns: file.headers.map { ScanColumn($0) }, chunkBytes: size)
        let all = try reader.all()
        let rows = file.count == nil ? all.rows : Array(all.rows.suffix(1))
        #expect(file.refused == nil)
        #expect(rows == file.rows, "chunks of \(size)")
        #expect(file.count == nil || all.rows.count == file.count)
        #expect(
          all.rejections.map { "\($0.diagnostic.code)@\($0.line)" } == file.rejected,
          "chunks of \(size)")
        #expect(all.account.isClosed)
      } catch let problems as Problems {
        let first = problems.first
        #expect("\(first.code)@\(first.place?.line ?? 0)" == file.refused, "chunks of \(size)")
      }
    }
  }
}
