import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// What a cell reads as.
@Suite struct ValueReaderTests {
  /// The values of cells, or the codes of their refusals.
  static func read(_ cells: [String?], _ format: ValueFormat) throws -> [String?] {
    let result = try ValueReader(format).convert(TextColumn(cells))
    #expect(result.column.type == format.type)
    var texts = cells.indices.map { result.column.value(at: $0).text }
    for failure in result.failures {
      #expect(texts[failure.row] == nil)
      texts[failure.row] = "!" + failure.message.code
    }
    return texts
  }

  static func check(_ pairs: KeyValuePairs<String?, String?>, _ format: ValueFormat) throws {
    let found = try read(pairs.map { $0.key }, format)
    for (pair, found) in zip(pairs, found) {
      #expect(found == pair.value, "\(pair.key?.debugDescription ?? "nil")")
    }
  }

  @Test func moneyIsExactHoweverItIsWritten() throws {
    try Self.check(
      [
        "1234.5": "1234.50", "12": "12.00", "-3.05": "-3.05", "0": "0.00", "¥1,234.50": "1234.50",
        "￥1,234.50": "1234.50", "1,234.50元": "1234.50", "CNY 1234.5": "1234.50",
        "(1,234.50)": "-1234.50", "-¥5": "-5.00", "¥-5": "-5.00", "0元": "0.00", "１２３．５": "123.50",
        " 7 ": "7.00", "1.2万": "12000.00", "￥３．５万元": "35000.00", "+5": "5.00",
        "9999999999999999.99": "9999999999999999.99", "99999999999999999.99": "!value_out_of_range",
        "1.234": "!too_many_digits", "1.230": "1.23", "$5": "!currency_differs",
        "USD 5": "!currency_differs",
        "12a": "!not_a_number", "1,23": "!not_a_number", "1,2345": "!not_a_number",
        "--5": "!not_a_number",
        "5%": "!not_a_number", "-": "!not_a_number", "": nil, "  ": nil, "\u{3000}": nil, nil: nil,
      ], .money(currency: "CNY"))
  }

  @Test func wholeNumbersKnowLargeUnits() throws {
    try Self.check(
      [
        "980": "980", "-7": "-7", "1.2万": "12000", "1.2w": "12000", "1.1亿": "110000000",
        "10万+": "100000",
        "2.3千": "2300", "1.5k": "1500", "1.2M": "1200000", "20,816": "20816",
        "1.5": "!not_a_whole_number",
        "12.0": "12", "2万亿": "2000000000000", "9223372036854775807": "9223372036854775807",
        "9223372036854775808": "!value_out_of_range", "1.93E+15": "!not_a_number", "007": "7",
        "５": "5",
        "1e3": "!not_a_number", "¥5": "!not_a_number",
      ], .integer)
  }

  @Test func lowerBoundsAreCounted() throws {
    let result = try ValueReader(.integer).convert(TextColumn(["10万+", "3", "1w+"]))
    #expect(result.tally.lowerBounds == 2)
  }

  @Test func decimalsKeepEveryDigitOrAreRefused() throws {
    try Self.check(
      [
        "0.125": "0.1250", "123456789012.1234": "123456789012.1234", "0.12345": "!too_many_digits",
        "123456789012345678": "!value_out_of_range", ".5": "0.5000", "5.": "5.0000",
      ], .decimal(scale: 4))
  }

  @Test func sharesAreRatios() throws {
    try Self.check(
      [
        "12.5%": "0.125000", "３．５％": "0.035000", "0.125": "0.125000", "0": "0.000000",
        "100%": "1.000000",
        "-3%": "-0.030000", "0.10638297872": "0.106383", "x": "!not_a_number",
        "1万%": "!not_a_number",
      ], .percent(percentScale: false))
    try Self.check(["12.5": "0.125000", "12.5%": "0.125000"], .percent(percentScale: true))
  }

  @Test func sharesOnTwoScalesAreAnErrorWithBothCounts() throws {
    let reader = try ValueReader(.percent(percentScale: false))
    // The forms meet only when the chunks' tallies are added.
    let first = reader.convert(TextColumn(["12.5%", "0"])).tally
    let second = reader.convert(TextColumn(["0.125", "0.2"])).tally
    #expect(first.problems(column: "ctr").isEmpty)
    let problems = (first + second).problems(column: "ctr")
    #expect(problems.map { $0.code } == ["mixed_scales"])
    #expect(problems[0].facts.contains(Fact("signed", 1)))
    #expect(problems[0].facts.contains(Fact("bare", 2)))
    let declared = try ValueReader(.percent(percentScale: true))
    #expect(declared.convert(TextColumn(["12.5%", "3"])).tally.problems(column: "ctr").isEmpty)
  }

  @Test func idsStayTextAndLoseTheirWrappers() throws {
    try Self.check(
      [
        "=\"1930679858170647\"": "1930679858170647", "'18618486065": "18618486065",
        "\t9001": "9001",
        "9001\t": "9001", "`9001": "9001", "0870": "0870", "00123": "00123", "123.0": "123",
        "1.93068E+15": "!id_precision_lost", "2E+20": "!id_precision_lost", "12E5": "12E5",
        "A-17": "A-17", "export/abc123": "export/abc123", "1.2": "1.2", "": nil, "'": nil, nil: nil,
      ], .identifier)
  }

  @Test func idsThatASpreadsheetZeroedAreWarnedOf() throws {
    let reader = try ValueReader(.identifier)
    let damaged = reader.convert(TextColumn(["1930679858170650000", "1930679858170647123"])).tally
    #expect(damaged.problems(column: "id").map { $0.code } == ["id_precision_doubtful"])
    #expect(damaged.problems(column: "id").map { $0.severity } == [.warning])
    let sound = reader.convert(
      TextColumn(Array(repeating: "1930679858170647123", count: 9) + ["1930679858170650000"])
    ).tally
    #expect(sound.problems(column: "id").isEmpty)
    var masked = ColumnTally()
    masked.masked = 1
    #expect(masked.problems(column: "phone").map { $0.message.englishHint == nil } == [false])
    let aside = masked.problems(column: "phone", with: [Companion(.masked, "shown")])
    #expect(aside.map { $0.message.englishHint } == [nil])
  }

  @Test func instantsAreReadInTheExportsZone() throws {
    let format = ValueFormat.timestamp([.yearFirst, .excelSerial], zone: "Asia/Shanghai")
    try Self.check(
      [
        "2025-01-03 08:05:30": "2025-01-03T00:05:30Z", "2025/01/03 08:05": "2025-01-03T00:05:00Z",
        "2025/1/3 8:05": "2025-01-03T00:05:00Z", "2025/1/3 8:05:11": "2025-01-03T00:05:11Z",
        "2025-01-03T08:05:00+08:00": "2025-01-03T00:05:00Z",
        "2025-01-03T08:05:00Z": "2025-01-03T08:05:00Z",
        "2026-09-03 10:14:00 -0400": "2026-09-03T14:14:00Z", "2025年1月3日": "2025-01-02T16:00:00Z",
        "2026年06月25日12时01分35秒": "2026-06-25T04:01:35Z", "20250103": "2025-01-02T16:00:00Z",
        "2026060708": "2026-06-07T00:00:00Z", "20250103080500": "2025-01-03T00:05:00Z",
        "2025.1.3": "2025-01-02T16:00:00Z", "2025/1/3 下午8:05": "2025-01-03T12:05:00Z",
        "2025/01/03 8:05:11 AM GMT+8": "2025-01-03T00:05:11Z",
        "2025/1/3 12:05 AM": "2025-01-02T16:05:00Z",
        "2025-01-03 08:05:30.250": "2025-01-03T00:05:30.250Z",
        "45660.337": "2025-01-03T00:05:16.800Z",
        "45660": "2025-01-02T16:00:00Z", "45660.3368055556": "2025-01-03T00:05:00Z",
        "２０２５－０１－０３": "2025-01-02T16:00:00Z", "0000-00-00": nil, "0000-00-00 00:00:00": nil,
        "": nil,
        "2025/13/3 8:05": "!not_a_date", "2025/1/32": "!not_a_date", "2025/1/3 8:5": "!not_a_date",
        "2025/1/3  8:05 ": "2025-01-03T00:05:00Z", "2025/1/3T8:05:09": "2025-01-03T00:05:09Z",
        "2025/1/3 8:60": "!not_a_date", "2025/1/3 8:05:6": "!not_a_date", "2025/1/": "!not_a_date",
        "3月25日": "!date_without_year", "3/25": "!date_without_year",
        "9/8/2026 14:28:27": "!ambiguous_date",
        "2025-02-30": "!not_a_date", "24-1-1": "!not_a_date", "2025-01-03 24:00": "!not_a_date",
        "2025-01-03 08:05 x": "!not_a_date", "abc": "!not_a_date", "2025-1/3": "!not_a_date",
      ], format)
  }

  @Test func aBareNumberIsADayOnlyWhereThatIsDeclared() throws {
    try Self.check(
      ["45660.337": "!serial_not_declared", "1735862700": "!serial_not_declared"],
      .timestamp([.yearFirst], zone: "UTC"))
    try Self.check(
      ["1735862700": "2025-01-03T00:05:00Z", "2025-01-03": "!not_a_date"],
      .timestamp([.unixSeconds], zone: "UTC"))
    try Self.check(
      ["1735862700000": "2025-01-03T00:05:00Z", "1735862700250": "2025-01-03T00:05:00.250Z"],
      .timestamp([.unixMilliseconds], zone: "Asia/Shanghai"))
  }

  @Test func theOrderOfDayAndMonthIsDeclaredNeverGuessed() throws {
    try Self.check(
      ["9/8/2026": "2026-08-09", "25/12/2026": "2026-12-25", "12/25/2026": "!not_a_date"],
      .date([.dayMonthYear]))
    try Self.check(["9/8/2026 14:28": "2026-09-08"], .date([.monthDayYear]))
    try Self.check(
      ["9/8/2026": "!ambiguous_date", "25/12/2026": "2026-12-25", "8/8/2026": "2026-08-08"],
      .date([.dayMonthYear, .monthDayYear]))
  }

  @Test func daysAreReadWithoutAZone() throws {
    try Self.check(
      [
        "2026-04-10": "2026-04-10", "2026/4/10 23:59": "2026-04-10", "2024-02-29": "2024-02-29",
        "2023-02-29": "!not_a_date", "2026-04-10T08:00:00Z": "!not_a_date",
        "20260410": "2026-04-10",
        "9999-12-31": "9999-12-31",
      ], .date([.yearFirst]))
    try Self.check(
      ["59": "1900-02-28", "60": "!serial_not_declared", "61": "1900-03-01"], .date([.excelSerial]))
  }

  @Test func timesThatNeverWereOrWereTwiceAreRefused() throws {
    try Self.check(
      [
        "2024-03-10 02:30": "!nonexistent_time", "2024-03-10 01:30": "2024-03-10T06:30:00Z",
        "2024-03-10 03:30": "2024-03-10T07:30:00Z", "2024-11-03 01:30": "!ambiguous_time",
        "2024-11-03 02:30": "2024-11-03T07:30:00Z", "2024-11-03 00:30": "2024-11-03T04:30:00Z",
      ], .timestamp([.yearFirst], zone: "America/New_York"))
    try Self.check(
      ["2011-12-30 12:00": "!nonexistent_time", "2011-12-31 12:00": "2011-12-30T22:00:00Z"],
      .timestamp([.yearFirst], zone: "Pacific/Apia"))
  }

  @Test func anUnknownZoneIsRefused() {
    #expect { try ValueReader(.timestamp([.yearFirst], zone: "Asia/Shangai")) } throws: {
      ($0 as? Problems)?.first.code == "unknown_time_zone"
    }
  }

  @Test func lengthsOfTimeAreSeconds() throws {
    try Self.check(
      [
        "528秒": "528.000", "10.59秒": "10.590", "15.20秒": "15.200", "1分20秒": "80.000",
        "00:01:20": "80.000",
        "1h2m": "3720.000", "2小时": "7200.000", "15.2": "15.200", "1:20": "!not_a_duration",
        "秒": "!not_a_duration",
        "20秒1分": "!not_a_duration", "10秒x": "!not_a_duration", "": nil,
      ], .duration)
  }

  @Test func truthIsSpeltInSeveralWays() throws {
    try Self.check(
      [
        "是": "true", "否": "false", "TRUE": "true", "n": "false", "1": "true", "0": "false",
        "x": "!not_a_bool", "": nil,
      ],
      .bool)
  }

  @Test func floatingPointNumbersAreFinite() throws {
    try Self.check(
      [
        "1.5": "1.5", "-0.25": "-0.25", "1e3": "1000", "NaN": nil, "1,000": "1000",
        "x": "!not_a_number", "0.1": "0.1",
      ],
      .number)
  }

  @Test func listsAreSplitAndTrimmed() throws {
    try Self.check(
      ["嵌入式┋控制": "[\"嵌入式\",\"控制\"]", "价格┋ 品质 ┋": "[\"价格\",\"品质\"]", "": "[]", nil: nil],
      .list(separator: "┋"))
    try Self.check(["B→A→C": "[\"B\",\"A\",\"C\"]"], .list(separator: "→"))
    try Self.check(
      ["\"VIP\",\"Blog, too\",x": "[\"VIP\",\"Blog, too\",\"x\"]"], .list(separator: ","))
  }

  /// What a step has made missing may still have its bytes: they are no value.
  @Test(arguments: [ValueFormat.integer, .decimal(scale: 2), .date([])])
  func bytesOfAMissingCellAreNoValue(format: ValueFormat) throws {
    let text = format == .date([]) ? "2026-04-10" : "1234"
    let validity = Validity([true, false, true])
    for column in [
      TextColumn([text, text, text]), try #require(TextColumn([text, text, text]).coded),
    ] {
      var blanked = column
      blanked.validity = validity
      let read = try ValueReader(format).convert(blanked)
      #expect(read.failures.isEmpty)
      #expect((0..<3).map { read.column.isValid($0) } == [true, false, true])
    }
  }

  @Test func textIsTrimmedAndOtherwiseLeft() throws {
    try Self.check([" a b ": "a b", "\u{3000}中\u{A0}": "中", "x": "x", "": "", nil: nil], .text)
  }

  @Test func decimalsAgreeWithIntegerArithmeticForRandomDigits() throws {
    var random = TestRandom(seed: 3)
    let reader = try ValueReader(.decimal(scale: 3))
    for _ in 0..<2000 {
      let unscaled = Int128(random.below(1 << 49)) * (random.below(2) == 0 ? 1 : -1)
      let scale = random.below(4)
      let text = DecimalText.string(unscaled, scale: scale)
      let expected = DecimalText.rescaled(unscaled, from: scale, to: 3)
      let found = reader.convert(TextColumn([text])).column.value(at: 0)
      #expect(found == expected.map { .decimal($0, scale: 3) }, "\(text)")
    }
  }
}
