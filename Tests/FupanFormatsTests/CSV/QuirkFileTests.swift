import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// The small file with most of the oddities that exports have.
@Suite struct QuirkFileTests {
  static let text = """
    最多导出排序后前1000条,,,,,,,
    订单编号 ,实付金额(元),点击率,播放量,下单时间,分销员,分销员,
    ="1930679858170647","¥1,234.50",12.5%,1.2万,2025/1/3 8:05,a,b,
    ="1930679858170648",598.00,３．５％,980,2025年1月3日,a,b,
    "\t1930679858170649",100,-,1.1亿,45660.337,a,b,
    合计,1932.50,,,,,,
    """

  static var options: ReadOptions {
    var options = ReadOptions()
    options.headerNames = ["订单编号", "实付金额（元）"]
    options.nullTokens = ["-"]
    options.totals = .checked
    return options
  }

  static let columns = [
    ScanColumn("order_id", headers: ["订单编号"]),
    ScanColumn("paid", headers: ["实付金额(元)"]),
    ScanColumn("ctr", headers: ["点击率"]),
    ScanColumn("plays", headers: ["播放量"]),
    ScanColumn("paid_at", headers: ["下单时间"]),
    ScanColumn("distributor", headers: ["分销员"]),
    ScanColumn("second", headers: ["分销员"], occurrence: 2),
  ]

  @Test func keepsThreeRowsRejectsNoneAndSetsTheTotalRowApart() throws {
    let file = try TemporaryFile(Self.text)
    var reader = try CSVReader(files: [file.path], options: Self.options, columns: Self.columns)
    let parsed = try reader.all()
    #expect(parsed.rows.count == 3)
    #expect(parsed.rejections.isEmpty)
    #expect(parsed.totals.count == 1)
    #expect(parsed.totals.first?.cells[1] == "1932.50")
    #expect(parsed.totals.first?.line == 6)
    #expect(parsed.account.isClosed)
    #expect(parsed.account.preamble == 1)
    #expect(parsed.rows[0][0] == .text("1930679858170647"))
    #expect(parsed.rows[2][0] == .text("\t1930679858170649"))
    #expect(parsed.rows[2][2] == .missing)
    #expect(parsed.rows[0][6] == .text("b"))
    #expect(parsed.lines == [3, 4, 5])
    #expect(reader.warnings.map { $0.code } == ["duplicate_header"])
  }

  @Test func addsUpToTheTotalRowExactly() throws {
    let file = try TemporaryFile(Self.text)
    var reader = try CSVReader(
      files: [file.path], options: Self.options, columns: Self.columns, chunkBytes: 40)
    let formats: [ValueFormat] = [
      .identifier, .money(currency: "CNY"), .percent(percentScale: false), .integer,
      .timestamp([.yearFirst, .excelSerial], zone: "Asia/Shanghai"), .text, .text,
    ]
    let readers = try formats.map { try ValueReader($0) }
    let check = try TotalsCheck(column: "paid", at: 1, formats[1])
    var paid = ColumnSums()
    var totals: [TotalRow] = []
    var sums = [Int128](repeating: 0, count: formats.count)
    var ids: [String?] = []
    var instants: [String?] = []
    var failures = 0
    while let chunk = try reader.next() {
      let parsed = try reader.parse(chunk)
      totals += parsed.totals
      for (index, column) in parsed.batch.columns.enumerated() {
        guard case .text(let text) = column, let provenance = parsed.batch.provenance else {
          continue
        }
        let result = readers[index].convert(text)
        failures += result.failures.count
        if index == 1, case .decimal(let values, _) = result.column {
          paid.add(values, provenance, isRefused: nil, between: parsed.totals)
        }
        switch result.column {
        case .integer(let values), .decimal(let values, _):
          sums[index] += values.values.reduce(0) { $0 + Int128($1) }
        case .text(let values) where index == 0: ids += (0..<values.count).map { values[$0] }
        case .timestamp: instants += (0..<text.count).map { result.column.value(at: $0).text }
        default: break
        }
      }
    }
    #expect(failures == 0)
    #expect(ids == ["1930679858170647", "1930679858170648", "1930679858170649"])
    #expect(DecimalText.string(sums[1], scale: 2) == "1932.50")
    #expect(DecimalText.string(sums[2], scale: 6) == "0.160000")
    #expect(sums[3] == 110_012_980)
    #expect(
      instants == [
        "2025-01-03T00:05:00Z", "2025-01-02T16:00:00Z", "2025-01-03T00:05:16.800Z",
      ])
    let comparisons = check.comparisons(of: paid, with: totals, file: 0)
    #expect(comparisons.map { $0.outcome } == [.equal])
    #expect(comparisons.map { $0.label } == ["合计"])
    #expect(check.problems(of: comparisons, file: file.path, refused: 0).isEmpty)
  }

  @Test func aTotalThatDoesNotAgreeIsNamedWithBothNumbers() throws {
    let file = try TemporaryFile(
      Self.text.replacing("合计,1932.50", with: "合 计：,1932.50")
        .replacing("100,-", with: "99.99,-"))
    var reader = try CSVReader(files: [file.path], options: Self.options, columns: Self.columns)
    let check = try TotalsCheck(column: "paid", at: 1, .money(currency: "CNY"))
    var paid = ColumnSums()
    var totals: [TotalRow] = []
    let money = try ValueReader(.money(currency: "CNY"))
    while let chunk = try reader.next() {
      let parsed = try reader.parse(chunk)
      totals += parsed.totals
      if case .text(let text) = parsed.batch.columns[1], let provenance = parsed.batch.provenance,
        case .decimal(let values, _) = money.convert(text).column
      {
        paid.add(values, provenance, isRefused: nil, between: parsed.totals)
      }
    }
    let comparisons = check.comparisons(of: paid, with: totals, file: 0)
    let problem = try #require(
      check.problems(of: comparisons, file: file.path, refused: 0).first)
    #expect(problem.code == "total_mismatch")
    #expect(problem.place?.line == 6)
    #expect(problem.facts.contains(Fact("sum", "1932.49")))
    #expect(problem.facts.contains(Fact("total", "1932.50")))
  }
}
