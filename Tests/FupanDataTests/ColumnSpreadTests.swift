import FupanData
import Testing

/// What is computed once a text is what it would be for every row.
struct ColumnSpreadTests {
  private static let rows: [String?] = (0..<150).map { ["a", nil, "bb", "", "ccc"][$0 * 7 % 5] }

  /// One value a text in the order of the texts, and one for missing rows.
  private func check(
    _ type: DataType, _ value: (String) -> Value, missing: Value = .missing
  ) throws {
    for rows in [ColumnSpreadTests.rows, ColumnSpreadTests.rows.compactMap { $0 }] {
      let texts = try #require(TextColumn(rows).coded)
      let each = (0..<texts.texts.count).map { value(texts.texts[$0] ?? "") }
      let spread = Column(type, each + [missing]).spread(over: texts)
      #expect(rows.indices.map { spread.value(at: $0) } == rows.map { $0.map(value) ?? missing })
      #expect(spread.type == type && spread.count == rows.count)
    }
  }

  @Test func valuesFollowTheirTexts() throws {
    try check(.integer) { .integer(Int64($0.count)) }
    try check(.bool) { .bool($0.isEmpty) }
    try check(.decimal(scale: 2)) { .decimal(Int128($0.count), scale: 2) }
    try check(.wideDecimal(scale: 1)) { .decimal(Int128($0.count), scale: 1) }
    try check(.text) { .text($0 + "!") }
    try check(.list) { .list([$0]) }
  }

  @Test func missingRowsMayHaveAValue() throws {
    try check(.integer, { .integer(Int64($0.count)) }, missing: .integer(-1))
    try check(.text, { .text($0 + "!") }, missing: .text("none"))
  }

  @Test func textsMayHaveNone() throws {
    try check(.integer) { $0.count == 2 ? .missing : .integer(Int64($0.count)) }
    try check(.text) { $0.isEmpty ? .missing : .text($0) }
    try check(.date, { $0.isEmpty ? .missing : .date(Int32($0.count)) }, missing: .date(7))
  }
}
