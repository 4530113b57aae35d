import FupanData
import FupanFormats
import FupanPlan
import Testing

/// Cells in the writing that machines use are read on a short path. A space before a cell leads to
/// the longer one, which must say the same.
@Suite struct PlainCellTests {
  static func expectAlike(_ cells: [String], _ format: ValueFormat) throws {
    let reader = try ValueReader(format)
    let plain = reader.convert(TextColumn(cells))
    let longer = reader.convert(TextColumn(cells.map { " " + $0 }))
    for row in cells.indices {
      #expect(plain.column.value(at: row) == longer.column.value(at: row), "\(cells[row])")
    }
    #expect(plain.failures.map { $0.row } == longer.failures.map { $0.row })
    #expect(plain.failures.map { $0.message.code } == longer.failures.map { $0.message.code })
    #expect(plain.tally == longer.tally)
  }

  @Test func momentsAreReadAlikeOnBothPaths() throws {
    var random = TestRandom(seed: 31)
    var cells = [
      "2026-04-10T08:05:30Z", "2026-04-10T08:05:30.1Z", "2026-04-10T08:05:30.123456789+08:00",
      "2026-04-10T08:05:30.1234567891Z", "2026-04-10T08:05:30.Z", "2026-04-10T24:00:00Z",
      "2026-04-10T08:60:00Z", "2026-04-10T08:05:60Z", "2026-02-29T00:00:00Z",
      "2024-02-29T23:59:59.999999-11:30", "2026-04-10T08:05:30+24:00", "2026-04-10T08:05:30+08:60",
      "2026-04-10T08:05:30+8", "2026-04-10T08:05:30+08", "2026-04-10T08:05:30+0800",
      "2026-04-10T08:05:30+08000", "2026-04-10T08:05:30ZZ", "2026-04-10T08:05:30z",
      "2026-04-10 08:05:30.5", "2026/4/1 08:05:30Z", "2026-4-1T08:05:30,5Z", "2026-04-10T08:05Z",
      "2026-04-10T8:05:30Z", "2026-04-10t08:05:30Z", "0000-00-00T00:00:00Z", "2026-04-10T",
      "2026-04-10T08:05:30+", "2026-04-10T08:05:30.", "2026-04-10T08:05:30-00:00",
    ]
    let marks = Array("0123456789-:TZ+. /")
    for _ in 0..<4000 {
      let (y, m, d) = (random.below(40) + 1990, random.below(13), random.below(32))
      func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
      var cell = "\(y)-\(two(m))-\(two(d))" + ["T", " "][random.below(2)]
      cell += "\(two(random.below(25))):\(two(random.below(61))):\(two(random.below(61)))"
      let digits = random.below(11)
      if digits > 0 {
        cell += "." + (0..<digits).map { _ in String(random.below(10)) }.joined()
      }
      cell += ["", "Z", "+08:00", "-0330", "+05", "+1", " Z", "UTC"][random.below(8)]
      if random.below(6) == 0 {
        var characters = Array(cell)
        characters[random.below(characters.count)] = marks[random.below(marks.count)]
        cell = String(characters)
      }
      cells.append(cell)
    }
    for zone in ["UTC", "Asia/Shanghai", "America/New_York"] {
      try Self.expectAlike(cells, .timestamp([.yearFirst], zone: zone))
    }
  }

  @Test func identifiersAreReadAlikeOnBothPaths() throws {
    let plain = [
      "d8471832", "7f3a-22b1", "7f3a22b1", "3E5", "12e4", "12e+4", "123456789012345",
      "1234567890123456", "1234567890123000", "123.0", "123.", "9-", "9_a", "a", "1", "x y",
      "123456789012345678901234567890", "１２３", "a９", "12-", "0012", "1.5E+10", "５e", "1ée",
    ]
    for cell in plain { try Self.expectAlike([cell], .identifier) }
    try Self.expectAlike(plain, .identifier)
    let repeated = (0..<500).map { plain[$0 % 8] }
    try Self.expectAlike(repeated, .identifier)
    let coded = try #require(TextColumn(repeated).coded)
    let reader = try ValueReader(.identifier)
    let (one, other) = (reader.convert(coded), reader.convert(TextColumn(repeated)))
    #expect(one.column.value(at: 7) == other.column.value(at: 7))
    #expect(one.tally == other.tally && one.tally.longIdentifiers > 0)
  }

  @Test func missingCellsThatKeepTheirBytesAreNoIdentifiers() throws {
    var column = TextColumn(["1234567890123000", "=\"1\"", "a1"])
    var validity = Validity(repeating: true, count: 3)
    validity.set(0, false)
    validity.set(1, false)
    column.validity = validity
    let result = try ValueReader(.identifier).convert(column)
    #expect((0..<3).map { result.column.value(at: $0) } == [.missing, .missing, .text("a1")])
    #expect(result.tally.longIdentifiers == 0)
  }

  @Test func phonesAreReadAlikeOnBothPaths() throws {
    try Self.expectAlike(
      ["13800138000", "19906762811", "1380013800", "+8613800138000", "12800138000"], .phone)
    try Self.expectAlike(["13800138000", "19906762811"], .phone)
  }
}
