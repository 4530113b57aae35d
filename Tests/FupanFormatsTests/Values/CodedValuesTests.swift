import FupanData
import FupanFormats
import FupanPlan
import Testing

/// A column is read alike whether its texts are kept once or once a row.
@Suite struct CodedValuesTests {
  private static let cells: [ValueFormat: [String?]] = [
    .money(currency: "CNY"): ["¥1,234.50", "1.2万", "12.50", nil, "", "３元", "-￥7", "99"],
    .integer: ["1", "2万", nil, "3千", "１２"],
    .percent(percentScale: false): ["0%", nil, "0", "12%"],
    .number: ["1.5", nil, "nan", "2e3"],
    .bool: ["是", "N", nil, ""],
    .date([.yearFirst]): ["2025年1月3日", "2025/1/3", nil, "20250103"],
    .timestamp([.yearFirst], zone: "Asia/Shanghai"): ["2025年5月1日 5时4分", nil, "2025/5/1 7:05"],
    .duration: ["528秒", "1分20秒", nil],
    .identifier: ["'0012", nil, "A7", "12.0", "３"],
    .phone: ["13800138000", nil, "+86 138 0013 8001"],
    .text: [" a ", nil, "b", ""],
    .list(separator: "、"): ["a、b", nil, "c"],
  ]
  /// Cells that cannot be read, and such as count in the tally.
  private static let notable: [ValueFormat: String] = [
    .money(currency: "CNY"): "$5", .integer: "10万+", .percent(percentScale: false): "3",
    .number: "x", .bool: "x", .date([.yearFirst]): "0000-00-00",
    .timestamp([.yearFirst], zone: "Asia/Shanghai"): "25:00", .duration: "1:20",
    .identifier: "1234567890123456", .phone: "1380013800", .list(separator: "、"): "",
  ]

  private func check(_ cells: [String?], _ conversion: Conversion) throws {
    let reader = try ValueReader(conversion)
    let written = TextColumn(cells)
    let coded = try #require(written.coded)
    let (one, other) = (reader.convert(coded), reader.convert(written))
    #expect(one.column == other.column)
    #expect(one.companions == other.companions)
    #expect(one.tally == other.tally)
    #expect(one.failures.map(\.row) == other.failures.map(\.row))
    #expect(one.failures.map(\.message.code) == other.failures.map(\.message.code))
  }

  @Test(arguments: [ValueFormat](cells.keys))
  func aTextIsReadOnce(format: ValueFormat) throws {
    var random = TestRandom(seed: 41)
    let words = Self.cells[format] ?? []
    let cells = (0..<300).map { _ in words.randomElement(using: &random) ?? nil }
    try check(cells, Conversion("x", format))
    guard let word = Self.notable[format] else { return }
    try check(cells.map { $0 == nil ? word : $0 }, Conversion("x", format))
  }

  @Test func companionsAndWordsComeAlong() throws {
    var conversion = Conversion("x", .money(currency: "CNY"))
    conversion.nullTokens = ["-"]
    conversion.codes = [MissingCode("-3", reason: "skipped")]
    conversion.companions = [.reason, .lowerBound, .isMasked, .masked].map {
      Companion($0, "x_\($0.rawValue)")
    }
    let cells: [String?] = (0..<90).map { ["1", "-", nil, "2万"][$0 % 4] }
    try check(cells, conversion)
    try check(cells.map { $0 == nil ? "-3" : $0 }, conversion)
    try check(cells.map { $0 == nil ? "10万+" : $0 }, conversion)
  }
}
