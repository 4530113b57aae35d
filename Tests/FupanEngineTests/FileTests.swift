import Foundation
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPlan
import FupanTestSupport
import Testing

/// Scans of real files: rejects, totals and warnings come through whatever the chunk size.
@Suite struct FileTests {
  private func withFile(
    _ name: String, _ text: String, _ body: (String) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try await body(try folder.write(Data(text.utf8), to: name).path)
  }

  private func ads(_ file: String, columns: [ScanColumn]) -> Relation {
    var options = ReadOptions()
    options.totals = .checked
    let scan = Relation(
      scanning: FileSource(.delimited, files: [file], options: options, columns: columns),
      origin: Origin("read_csv"))
    return scan.checked(Check(conversions: [Conversion("spend", .money(currency: "CNY"))]))
  }

  private func engine(_ shape: RunShape, chunkBytes: Int) -> Engine {
    var options = EngineOptions(
      threads: shape.threads, batchRows: shape.batchRows, chunkBytes: chunkBytes)
    options.isRewriting = shape.isRewriting
    return Engine(options: options, readers: .formats(hashing: true))
  }

  static let columns = [ScanColumn("day"), ScanColumn("channel"), ScanColumn("spend")]

  @Test(arguments: RunShape.all, [7, 1 << 20])
  func aTotalRowIsComparedAndNeverAdded(shape: RunShape, chunkBytes: Int) async throws {
    let text = "day,channel,spend\n1,a,\"¥1,200.50\"\n2,b,32.00\n3,a,0.50\n合计,,1233.00\n"
    try await withFile("ads.csv", text) { file in
      let sums = try ads(file, columns: FileTests.columns).aggregated(
        [Aggregation("s", .sum, of: "spend")], by: ["channel"])
      let result = try await engine(shape, chunkBytes: chunkBytes).run(
        Program(results: [Fragment("result", sums)]))
      #expect(
        result.tables["result"]?.rows == [
          [.text("a"), .decimal(120_100, scale: 2)], [.text("b"), .decimal(3200, scale: 2)],
        ])
      #expect(result.totals.map(\.checked) == [1])
      #expect(result.totals.flatMap(\.problems).isEmpty)
      #expect(result.files.map(\.account.totals) == [1])
      #expect(result.files.map(\.account.records) == [5])
      #expect(result.files[0].input?.sha256?.count == 64)
    }
  }

  @Test(arguments: RunShape.all, [7, 1 << 20])
  func aTotalThatDisagreesIsTold(shape: RunShape, chunkBytes: Int) async throws {
    let text = "day,channel,spend\n1,a,10.00\n2,b,32.00\n合计,,42.01\n"
    try await withFile("ads.csv", text) { file in
      let result = try await engine(shape, chunkBytes: chunkBytes).run(
        Program(results: [Fragment("result", ads(file, columns: FileTests.columns))]))
      let problem = result.totals.flatMap(\.problems).first
      #expect(problem?.code == "total_mismatch")
      #expect(problem?.place?.line == 4)
    }
  }

  @Test(arguments: RunShape.all, [7, 1 << 20])
  func whatCannotBeReadIsRejectedWithItsLine(shape: RunShape, chunkBytes: Int) async throws {
    let text = "day,channel,spend\n1,a,10.00\n2,b,x\n3,c\n\"4\"4,d,1.00\n5,e,2.00\n"
    try await withFile("ads.csv", text) { file in
      let count = try ads(file, columns: FileTests.columns).aggregated(
        [Aggregation("c", .count)], by: [])
      let result = try await engine(shape, chunkBytes: chunkBytes).run(
        Program(results: [Fragment("result", count)]))
      #expect(result.tables["result"]?.rows == [[.integer(2)]])
      #expect(
        result.rejections.map { "\($0.line) \($0.diagnostic.code)" } == [
          "3 not_a_number", "4 too_few_fields", "5 text_after_quote",
        ])
      #expect(result.files.allSatisfy { $0.account.isClosed })
    }
  }

  /// A column that no step looks at before the filter is made of the rows that it leaves, under the
  /// name that it has by then.
  @Test(arguments: RunShape.all, [7, 1 << 20])
  func columnsMadeAfterAFilterAreThoseOfItsRows(shape: RunShape, chunkBytes: Int) async throws {
    var text = "day,channel,spend\n"
    var expected: [[Value]] = []
    for row in 0..<300 {
      text += "d\(row),\(row % 7 == 3 ? "" : "\"c,\(row % 5)\"\"x\"\"\""),\(row).50\n"
      guard (100..<200).contains(row) else { continue }
      let channel: Value = row % 7 == 3 ? .missing : .text("c,\(row % 5)\"x\"")
      expected.append([.text("d\(row)"), .decimal(Int128(row * 100 + 50), scale: 2), channel])
    }
    try await withFile("ads.csv", text) { file in
      let rows = try ads(file, columns: FileTests.columns)
        .keeping("spend > 100 and spend < 200")
      let renamed = try rows.projected(
        ["day", "spend", "channel"].map { name in
          Projection(name == "day" ? "when" : name, try rows.binder().bind(ParsedExpression(name)))
        })
      let result = try await engine(shape, chunkBytes: chunkBytes).run(
        Program(results: [Fragment("result", renamed)]))
      #expect(result.tables["result"]?.rows == expected)
    }
  }

  /// A row that a step behind the filter refuses is told before a later one that a step before it
  /// refuses.
  @Test(arguments: RunShape.all, [7, 1 << 20])
  func theFirstRowThatEndsARunIsTold(shape: RunShape, chunkBytes: Int) async throws {
    let text = "day,channel,spend\n1,a,1\n2,b,2\nx,c,3\n4,d,4\n5,e,nothing\n6,f,6\n"
    try await withFile("ads.csv", text) { file in
      let scan = Relation(
        scanning: FileSource(
          .delimited, files: [file], options: ReadOptions(), columns: FileTests.columns),
        origin: Origin("read_csv"))
      let rows = try scan.deriving("amount", "cast(spend as integer)").keeping("amount > 1")
        .deriving("number", "cast(day as integer)")
      do {
        _ = try await engine(shape, chunkBytes: chunkBytes).run(
          Program(results: [Fragment("result", rows)]))
        Issue.record("it ends")
      } catch let problems as Problems {
        #expect(problems.first.code == "cast_failed")
        #expect(problems.first.lines == [4])
      }
    }
  }

  @Test func whatIsToldOfAWholeSheetIsToldOfEachSheet() async throws {
    var book = TestWorkbook()
    book.sheets = ["四月", "五月", "六月"].map { name in
      let again = name == "五月" ? [] : [["day", "spend"]]
      return .init(name, rows: TestWorkbook.rows([["day", "spend"], ["1", "10"]] + again))
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(book.bytes, to: "ads.xlsx").path
    var options = ReadOptions()
    options.sheet = .pattern("*")
    let rows = Relation(
      scanning: FileSource(
        .delimited, files: [path], options: options,
        columns: [ScanColumn("day"), ScanColumn("spend")]),
      origin: Origin("read_xlsx"))
    let twice = try Relation.union([rows, rows], origin: Origin("union"))
    let result = try await engine(RunShape.all[0], chunkBytes: 64).run(
      Program(results: [Fragment("result", twice)]))
    #expect(result.tables["result"]?.rows.count == 6)
    let told = result.warnings.filter { $0.code == "header_repeated" }
    #expect(told.compactMap { $0.place?.cell } == ["四月!A1", "六月!A1"])
    // Every sheet has the hash of the workbook.
    let sum = try await FinishedProcess.of("/usr/bin/sha256sum", [path], environment: [:])
    let hash = String(sum.output.prefix(64))
    #expect(result.files.map { $0.input?.sha256 } == Array(repeating: hash, count: 6))
  }

  @Test func aDeclaredColumnMustBeInTheFileEvenWhereNobodyUsesIt() async throws {
    try await withFile("ads.csv", "day,spend\n1,10.00\n") { file in
      let spend = try ads(file, columns: FileTests.columns).selected(["spend"])
      await #expect(throws: Problems.self) {
        try await engine(RunShape.all[2], chunkBytes: 64).run(
          Program(results: [Fragment("result", spend)]))
      }
      var columns = FileTests.columns
      columns[1].isOptional = true
      let result = try await engine(RunShape.all[2], chunkBytes: 64).run(
        Program(results: [Fragment("result", ads(file, columns: columns).selected(["spend"]))]))
      #expect(result.tables["result"]?.rows == [[.decimal(1000, scale: 2)]])
    }
  }

  @Test(arguments: RunShape.all)
  func jsonLinesAndCSVMayBeUnited(shape: RunShape) async throws {
    try await withFile("ads.csv", "day,spend\n1,10.00\n2,20.00\n") { csv in
      try await withFile("ads.ndjson", "{\"day\":\"3\",\"spend\":30}\n") { json in
        let columns = [ScanColumn("day"), ScanColumn("spend")]
        let lines = Relation(
          scanning: FileSource(
            .ndjson, files: [json], options: ReadOptions(), columns: columns),
          origin: Origin("read_json"))
        let rows = Relation(
          scanning: FileSource(
            .delimited, files: [csv], options: ReadOptions(), columns: columns),
          origin: Origin("read_csv"))
        let all = try Relation.union([lines, rows], origin: Origin("union"))
        let failing = all.checked(
          Check(
            conversions: [Conversion("spend", .integer, onError: .reject)], rules: []))
        let result = try await engine(shape, chunkBytes: 8).run(
          Program(results: [Fragment("result", all), Fragment("read", failing)]))
        #expect(
          result.tables["result"]?.rows == [
            [.text("3"), .text("30")], [.text("1"), .text("10.00")], [.text("2"), .text("20.00")],
          ])
        #expect(result.tables["read"]?.values("spend")?.first == .integer(30))
        #expect(result.rejections.allSatisfy { $0.diagnostic.place?.file == csv })
      }
    }
  }

  @Test func sharesOnTwoScalesEndTheRun() async throws {
    try await withFile("ads.csv", "rate\n12.5%\n0.25\n") { file in
      let scan = Relation(
        scanning: FileSource(
          .delimited, files: [file], options: ReadOptions(), columns: [ScanColumn("rate")]),
        origin: Origin("read_csv"))
      let read = scan.checked(
        Check(conversions: [Conversion("rate", .percent(percentScale: false))]))
      let problem = await RunShape.all[0].problem(read, .formats())
      #expect(problem?.code == "mixed_scales")
    }
  }
}
