import FupanData
import FupanFormats
import Testing

/// What a column is proposed to be read as; nothing goes by it.
@Suite struct FormatGuessTests {
  @Test(arguments: [
    ("实付金额", ["¥12.50", "1.2万", ""], "money"), ("数量", ["1", "20"], "integer"),
    ("数量", ["1,234", "20"], "integer"), ("预算金额", ["4200.00", "1"], "money"),
    ("系数", ["0.125", "1"], "decimal(3)"), ("日期", ["2026-04-01", "2026年4月2日"], "date"),
    ("付款时间", ["2026-04-01 08:00:00"], "timestamp"), ("点击率", ["2.68%", "3%"], "percent"),
    ("时长", ["528秒", "1分20秒"], "duration"), ("新客", ["是", "否", "是"], "bool"),
    ("城市", ["北京", "上海"], "text"), ("空列", ["", " "], "text"),
    ("选项", ["价格┋品质", "品质", "价格┋物流", "物流"], "list(┋)"),
  ])
  func columnsAreProposedByAllTheirCells(_ header: String, _ cells: [String], _ format: String) {
    let column = TextColumn(cells.map { $0.isEmpty ? nil : $0 })
    #expect(FormatGuess.format(of: column, header: header) == format)
  }

  @Test(arguments: [
    ("订单号", ["1001", "1002"]), ("邮编", ["010010", "200000"]), ("count", ["1930000127124428"]),
    ("手机", ["19900000001"]), ("x", ["=\"193\""]),
  ])
  func numbersThatNobodyCalculatesWithStayIdentifiers(_ header: String, _ cells: [String]) {
    #expect(FormatGuess.format(of: TextColumn(cells), header: header) == "identifier")
  }
}
