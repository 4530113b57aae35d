import CLibCSV
import Foundation
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// What a record is, and what is refused.
@Suite struct RecordTests {
  static let chunkSizes = [1, 2, 3, 7, 64, 4096, 1 << 20]

  /// Reads text below a header `a,b` and tells rows, lines and rejections in short.
  static func read(
    _ body: String, header: String = "a,b\n", options: ReadOptions = ReadOptions(),
    chunkBytes: Int = 1 << 20
  ) throws -> ReadAll {
    let file = try TemporaryFile(header + body)
    var options = options
    if options.encoding == nil { options.encoding = "utf-8" }
    var reader = try CSVReader(
      files: [file.path], options: options, columns: [ScanColumn("a"), ScanColumn("b")],
      chunkBytes: chunkBytes)
    let all = try reader.all()
    #expect(all.account.isClosed)
    return all
  }

  struct Case: CustomTestStringConvertible {
    var what: String
    var body: String
    var rows: [[Value]]
    var rejected: [String] = []
    var testDescription: String { what }
  }

  static let cases: [Case] = [
    Case(what: "lines end in LF", body: "1,2\n3,4\n", rows: [["1", "2"], ["3", "4"]]),
    Case(what: "the last line needs no end", body: "1,2", rows: [["1", "2"]]),
    Case(what: "lines end in CRLF", body: "1,2\r\n3,4\r\n", rows: [["1", "2"], ["3", "4"]]),
    Case(what: "lines end in CR", body: "1,2\r3,4\r", rows: [["1", "2"], ["3", "4"]]),
    Case(
      what: "line ends may differ", body: "1,2\r3,4\n5,6\r\n",
      rows: [["1", "2"], ["3", "4"], ["5", "6"]]),
    Case(
      what: "blank lines give no row", body: "\n1,2\n\r\n\n3,4\n\n",
      rows: [["1", "2"], ["3", "4"]]),
    Case(what: "nothing is trimmed", body: " 1 ,\t2 \n", rows: [[" 1 ", "\t2 "]]),
    Case(
      what: "empty is missing and quoted empty is empty text", body: ",\"\"\n",
      rows: [[.missing, ""]]),
    Case(
      what: "a quoted cell may hold delimiters and line ends", body: "\"1,\r\n\",2\n",
      rows: [["1,\r\n", "2"]]),
    Case(
      what: "doubled quotes are one quote", body: "\"1\"\"2\",\"\"\"\"\n", rows: [["1\"2", "\""]]),
    Case(
      what: "a quote inside an unquoted cell is a character", body: "1\"2,3\"\n",
      rows: [["1\"2", "3\""]]),
    Case(
      what: "a wrapped id is unwrapped", body: "=\"0012\",x=\"1\"\n", rows: [["0012", "x=\"1\""]]),
    Case(what: "a wrapped cell may hold a delimiter", body: "=\"1,2\",3\n", rows: [["1,2", "3"]]),
    Case(what: "NUL is kept", body: "1\u{0}2,3\n", rows: [["1\u{0}2", "3"]]),
    Case(
      what: "text after a quote refuses its line", body: "1,\"2\"x\n3,4\n", rows: [["3", "4"]],
      rejected: ["text_after_quote@2/2:6"]),
    Case(
      what: "text after a wrapped id refuses its line", body: "=\"1\"x,2\n3,4\n",
      rows: [["3", "4"]],
      rejected: ["text_after_quote@2/2:5"]),
    Case(
      what: "a quote open at the end refuses the line where it opened",
      body: "1,2\n3,\"4\n5,6\n7,8\n", rows: [["1", "2"], ["5", "6"], ["7", "8"]],
      rejected: ["unclosed_quote@3/3:3"]),
    Case(
      what: "a quote that closes wrongly lines below refuses the line where it opened",
      body: "1,\"2\n3,\"4\"\n5,6\n", rows: [["3", "4"], ["5", "6"]],
      rejected: ["unclosed_quote@2/2:3"]),
    Case(
      what: "a fault behind a field of two lines loses the record's first line",
      body: "\"1\n2\",\"3\"x\n4,5\n", rows: [["4", "5"]],
      rejected: ["text_after_quote@2/3:7", "text_after_quote@3/3:7"]),
    Case(
      what: "columns count characters", body: "中文,\"字\"x\n", rows: [],
      rejected: ["text_after_quote@2/2:7"]),
    Case(
      what: "too few and too many fields are refused", body: "1\n1,2,3\n1,2\n", rows: [["1", "2"]],
      rejected: ["too_few_fields@2/2:1", "too_many_fields@3/3:1"]),
    Case(
      what: "a shift with an empty tail is refused", body: "1,x,\n1,2\n", rows: [["1", "2"]],
      rejected: ["too_many_fields@2/2:1"]),
    Case(what: "a row of delimiters is a row", body: ",\n", rows: [[.missing, .missing]]),
  ]

  @Test(arguments: cases) func aRecordIs(_ example: Case) throws {
    for size in Self.chunkSizes {
      let all = try Self.read(example.body, chunkBytes: size)
      #expect(all.rows == example.rows, "chunks of \(size)")
      #expect(all.rejected == example.rejected, "chunks of \(size)")
    }
  }

  @Test func aTrailingCommaInTheHeaderMayBeAbsentInRows() throws {
    let all = try Self.read("1,2,\n3,4\n5,6,7\n8\n", header: "a,b,\n")
    #expect(all.rows == [["1", "2"], ["3", "4"]])
    #expect(all.rejected == ["value_without_header@4/4:1", "too_few_fields@5/5:1"])
  }

  @Test func aQuoteBeyondTheLargestRecordIsUnclosed() throws {
    var options = ReadOptions()
    options.maxRecordBytes = 20
    let body = "1,\"" + String(repeating: "2\n", count: 40) + "\"\n3,4\n"
    var first: [String]?
    for size in Self.chunkSizes {
      let all = try Self.read(body, options: options, chunkBytes: size)
      #expect(all.rows.last == ["3", "4"])
      #expect(all.rejected.first == "unclosed_quote@2/2:3")
      if let first { #expect(all.rejected == first) } else { first = all.rejected }
    }
  }

  @Test func aRecordLongerThanAllowedEndsTheRunAtItsLine() throws {
    var options = ReadOptions()
    options.maxRecordBytes = 1000
    let body = "1,2\n" + String(repeating: "3", count: 40_000) + ",4\n"
    for size in [64, 4096, 1 << 20] {
      #expect { try Self.read(body, options: options, chunkBytes: size) } throws: {
        guard let first = ($0 as? Problems)?.first else { return false }
        return first.code == "field_too_long" && first.place?.line == 3
          && first.message.exit == .dataRefused
      }
    }
  }

  @Test func aHundredThousandColumnsAreRead() throws {
    let names = (0..<100_000).map { "column_number_\($0)" }.joined(separator: ",")
    let cells = (0..<100_000).map { "\($0)" }.joined(separator: ",")
    let file = try TemporaryFile(names + "\n" + cells + "\n")
    var reader = try CSVReader(
      files: [file.path], options: ReadOptions(),
      columns: [ScanColumn("last", headers: ["column_number_99999"])])
    #expect(try reader.all().rows == [["99999"]])
    var all = try CSVReader(
      files: [file.path], options: ReadOptions(),
      columns: (0..<100_000).map { ScanColumn("column_number_\($0)") })
    let columns = try all.next().map { try all.parse($0).batch.columns }
    #expect(columns?.count == 100_000)
    #expect(columns?.last?.value(at: 0) == "99999")
  }

  @Test func theDelimiterIsGuessedFromTheFieldsItMakes() throws {
    for (text, delimiter) in [
      ("a,b\n1,2\n", ","), ("a;b\n1,5;2\n", ";"), ("a\tb\n1\t2,3\n", "\t"), ("a\n", ","),
    ] {
      let file = try TemporaryFile(text)
      let guess = HeaderSniffer.likelyDelimiter(of: try PeekedInput(file.path))
      #expect(guess == Array(delimiter.utf8)[0])
    }
  }

  @Test func randomTextReadsAsTheRulesSayWhateverTheChunks() throws {
    var random = TestRandom(seed: 20_260_410)
    let alphabet: [[UInt8]] =
      ["a", ",", "\"", "\n", "\r", "=", "中", "\"", ",", "\n", "\"\"", ",\"", "\"\n"].map {
        Array($0.utf8)
      }
    for round in 0..<150 {
      var body: [UInt8] = []
      for _ in 0..<random.below(40) { body += alphabet[random.below(alphabet.count)] }
      let text = Array("a,b\n".utf8) + body
      var rows: [[Value]] = []
      var rejected: [String] = []
      var lines: [Int64] = []
      for record in ReferenceRecords(text).records.dropFirst() {
        switch record {
        case .row(let cells, let line):
          if cells.count < 2 {
            rejected.append("too_few_fields@\(line)/\(line):1")
          } else if cells.count > 2 {
            rejected.append("too_many_fields@\(line)/\(line):1")
          } else {
            lines.append(Int64(line))
            rows.append(
              cells.map { $0.map { .text(String(decoding: $0, as: UTF8.self)) } ?? .missing })
          }
        case .textAfterQuote(let line, let place):
          rejected.append("text_after_quote@\(line)/\(place.line):\(place.column)")
        case .unclosedQuote(let line, let place):
          rejected.append("unclosed_quote@\(line)/\(place.line):\(place.column)")
        }
      }
      for size in [1, 2, 3, 7, 64, 4096] {
        let all = try Self.read(String(decoding: body, as: UTF8.self), chunkBytes: size)
        let shown = String(decoding: body, as: UTF8.self).debugDescription
        try #require(all.rows == rows, "round \(round), chunks of \(size): \(shown)")
        try #require(all.lines == lines, "round \(round), chunks of \(size): \(shown)")
        try #require(all.rejected == rejected, "round \(round), chunks of \(size): \(shown)")
      }
    }
  }

  @Test func cleanFilesReadAsLibcsvReadsThem() throws {
    var random = TestRandom(seed: 7)
    for _ in 0..<60 {
      var body = ""
      for _ in 0..<(random.below(60) + 1) {
        // libcsv, set up strictly, takes no quote inside an unquoted cell.
        let cells = [random.cell(), random.cell()].map { $0 == "x\"y" ? "xy" : $0 }
        body += cells.joined(separator: ",") + (random.below(2) == 0 ? "\n" : "\r\n")
      }
      let all = try Self.read(body, chunkBytes: 1 + random.below(100))
      #expect(all.rejected.isEmpty)
      #expect(all.rows == LibCSV.rows(body))
    }
  }

  /// Every input of the cases that libcsv, set up strictly, reads as a table of one width.
  @Test func cleanInputsOfTheCasesReadAsLibcsvReadsThem() throws {
    var compared = 0
    for (path, bytes) in try CaseInput.delimited() {
      guard let text = String(validating: bytes, as: UTF8.self),
        !text.hasPrefix("\u{FEFF}"), let table = LibCSV.table(text), let header = table.first,
        header.count > 1,
        table.dropFirst().allSatisfy({ $0.count == header.count && $0 != header }),
        header.allSatisfy({ $0 != .missing && $0 != "" })
      else { continue }
      let names = HeaderName.unique(header.map { HeaderName.cleaned($0.text ?? "") })
      var options = ReadOptions()
      options.encoding = "utf-8"
      options.headerRows = 1
      // libcsv knows of no total rows.
      options.declare(totals: false)
      var reader = try CSVReader(
        files: [path], options: options, columns: names.map { ScanColumn($0) },
        chunkBytes: 100)
      let all = try reader.all()
      #expect(all.rows == Array(table.dropFirst()), "\(path)")
      #expect(all.rejected.isEmpty, "\(path)")
      compared += 1
    }
    #expect(compared > 100)
  }

  /// Records, rejections, warnings and accounts of every input of the cases, and what refuses it.
  @Test func inputsOfTheCasesReadTheSameWhateverTheChunks() throws {
    var read = 0
    var refused = 0
    var rejecting = 0
    for (path, _) in try CaseInput.delimited() {
      let whole = try CaseInput.Outcome(path, chunkBytes: 1 << 20)
      for size in [1, 2, 3, 7, 64, 4096] {
        let outcome = try CaseInput.Outcome(path, chunkBytes: size)
        #expect(outcome == whole, "\(path), chunks of \(size)")
      }
      if whole.problems.isEmpty { read += 1 } else { refused += 1 }
      if !whole.rejected.isEmpty { rejecting += 1 }
    }
    #expect(read > 500)
    #expect(refused > 10)
    #expect(rejecting > 5)
  }

  @Test func oneFaultyRecordIsNamedAndAllOthersAreKept() throws {
    var random = TestRandom(seed: 11)
    let faults = [
      ("8,\"x\"y", "text_after_quote"), ("8,\"open", "unclosed_quote"), ("8", "too_few_fields"),
      ("8,9,10", "too_many_fields"),
    ]
    for round in 0..<60 {
      let (fault, code) = faults[round % faults.count]
      let at = random.below(30)
      var body = ""
      var kept: [String] = []
      var faultLine = 0
      var line = 2
      for index in 0..<30 {
        if index == at {
          body += fault + "\n"
          faultLine = line
          line += 1
        } else {
          let second = random.cell()
          body += "\(index),\(second)\n"
          line += 1 + second.filter { $0 == "\n" || $0 == "\r\n" }.count
          kept.append("\(index)")
        }
      }
      let all = try Self.read(body, chunkBytes: 1 + random.below(200))
      #expect(all.rows.map { $0[0] } == kept.map { .text($0) })
      #expect(all.rejections.map { $0.diagnostic.code } == [code])
      #expect(all.rejections.map { $0.line } == [Int64(faultLine)])
    }
  }
}

extension Value: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .text(value) }
}

/// Rows as libcsv gives them, set up strictly.
enum LibCSV {
  static func rows(_ text: String) -> [[Value]] {
    let rows = table(text)
    #expect(rows != nil)
    return rows ?? []
  }

  /// Nil where libcsv refuses the text.
  static func table(_ text: String) -> [[Value]]? {
    final class Sink {
      var rows: [[Value]] = []
      var row: [Value] = []
    }
    let sink = Sink()
    var parser = csv_parser()
    #expect(fupan_csv_init(&parser, UInt8(ascii: ",")) == 0)
    let context = Unmanaged.passUnretained(sink).toOpaque()
    let onField: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void =
      { field, count, data in
        guard let data else { return }
        let sink = Unmanaged<Sink>.fromOpaque(data).takeUnretainedValue()
        guard let field else { return sink.row.append(.missing) }
        sink.row.append(
          .text(String(decoding: UnsafeRawBufferPointer(start: field, count: count), as: UTF8.self))
        )
      }
    let onRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, data in
      guard let data else { return }
      let sink = Unmanaged<Sink>.fromOpaque(data).takeUnretainedValue()
      sink.rows.append(sink.row)
      sink.row = []
    }
    let bytes = Array(text.utf8)
    let parsed = csv_parse(&parser, bytes, bytes.count, onField, onRow, context)
    let isDone = parsed == bytes.count && csv_fini(&parser, onField, onRow, context) == 0
    csv_free(&parser)
    return isDone ? sink.rows : nil
  }
}
