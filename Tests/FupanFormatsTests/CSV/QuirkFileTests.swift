import FupanData
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
    options.totals = TotalRowRule()
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
}
