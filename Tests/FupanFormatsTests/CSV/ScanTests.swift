import FupanData
import FupanFormats
import FupanPlan
import Testing

/// What a scan finds many bytes at a time is what the rules say, whatever instructions it uses.
@Suite struct ScanTests {
  @Test(arguments: ScanInstructions.available)
  func inputsOfTheCasesReadTheSame(_ scanning: ScanInstructions) throws {
    var read = 0
    for (path, _) in try CaseInput.delimited() {
      let judge = try CaseInput.Outcome(path, chunkBytes: 1 << 20, scanning: nil)
      for size in [64, 100, 1 << 20] {
        let outcome = try CaseInput.Outcome(path, chunkBytes: size, scanning: scanning)
        #expect(outcome == judge, "\(path), chunks of \(size)")
      }
      if judge.problems.isEmpty { read += 1 }
    }
    #expect(read > 500)
  }

  /// Long clean text, so that oddities stand at every place of the blocks that are looked at.
  @Test(arguments: ScanInstructions.available)
  func oddPlacesAmongManyCleanRecordsAreReadByTheRules(_ scanning: ScanInstructions) throws {
    var random = TestRandom(seed: 20_260_411)
    let odd = [
      "x\"y", "\"\"", "=\"7\"", "=\"\"", "\"a\"\"b\"", "\"a\nb\"", "\"a\r\nb\"", "\"a\rb\"", "a\rb",
      "\"a\"b", "\"open", "\"\"\"\"", "=", "\"=\"", "合计", "\"合计\"", "a", "b", "", "1,2",
      "\u{FEFF}a",
      "=\"x\"\"y\"", "x=\"7\"", "\"a,b\"", "\"a\",", "中\"文", "N/A", "\"N/A\"",
    ]
    var scanned = 0
    for round in 0..<400 {
      var body = ""
      let ending = random.below(3) == 0 ? "\r\n" : "\n"
      for _ in 0..<random.below(60) {
        let cells = (0..<2).map { _ in
          switch random.below(24) {
          case 0: odd[random.below(odd.count)]
          case 1...3: "\"" + String(repeating: "q,", count: random.below(30)) + "\""
          default: String(repeating: "c", count: random.below(40))
          }
        }
        body += cells.joined(separator: ",") + ending
        if random.below(30) == 0 { body += ending }
      }
      if random.below(2) == 0 { body = String(body.dropLast()) }
      let file = try TemporaryFile("a,b\n" + body)
      var options = ReadOptions()
      options.encoding = "utf-8"
      options.totals = round % 2 == 0 ? .checked : .unknown
      options.nullTokens = ["N/A"]
      let columns = [ScanColumn("b"), ScanColumn("a")]
      func all(_ scanning: ScanInstructions?, _ size: Int) throws -> ReadAll {
        var reader = try CSVReader(
          files: [file.path], options: options, columns: columns, chunkBytes: size,
          scanning: scanning)
        return try reader.all()
      }
      let judge = try all(nil, 1 << 20)
      for size in [1, 63, 64, 65, 1000, 1 << 20] {
        let found = try all(scanning, size)
        let what: Comment = "round \(round), chunks of \(size): \(body.debugDescription)"
        try #require(found.rows == judge.rows, what)
        try #require(found.lines == judge.lines, what)
        try #require(found.rejected == judge.rejected, what)
        try #require(found.account == judge.account, what)
        try #require(found.totals == judge.totals, what)
      }
      scanned += judge.rows.count
    }
    #expect(scanned > 5000)
  }
}
