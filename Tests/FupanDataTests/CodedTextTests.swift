import FupanData
import FupanTestSupport
import Testing

/// A coded column says what the same rows say when each has its own text.
struct CodedTextTests {
  private static let few: [String?] = [
    "view", nil, "pay", "view", "", "view", nil, "pay", "pay", "",
  ]

  private func coded(_ texts: [String?]) throws -> TextColumn {
    try #require(TextColumn(texts).coded)
  }

  private func texts(_ column: Column) -> [Value] {
    (0..<column.count).map { column.value(at: $0) }
  }

  @Test func fewTextsAreCodedAndReadBack() throws {
    let column = try coded(CodedTextTests.few)
    #expect(column.isCoded)
    #expect(column.texts.count == 3)
    #expect((0..<column.count).map { column[$0] } == CodedTextTests.few)
    #expect(column == TextColumn(CodedTextTests.few))
    #expect(column.hashValue == TextColumn(CodedTextTests.few).hashValue)
    #expect(column.written == TextColumn(CodedTextTests.few))
    #expect(!column.written.isCoded)
    // What is missing has no bytes once it is written out: readers of numbers rely on it.
    #expect(column.written.range(1).isEmpty)
    #expect(column.writtenBytes == column.written.bytes.count + 8)
  }

  @Test func textsThatHardlyRepeatAreLeftAsTheyAre() {
    #expect(TextColumn(["a", "b", "c", "a"]).coded == nil)
    #expect(TextColumn((0..<1000).map { "\($0 % 300)" }).coded == nil)
    #expect(TextColumn((0..<1000).map { "\($0 % 256)" }).coded?.texts.count == 256)
    #expect(TextColumn([]).coded == nil)
  }

  @Test func rowsWithoutAnyTextAreCodedToo() throws {
    let column = try coded([nil, nil, nil])
    #expect((0..<3).map { column[$0] } == [nil, nil, nil])
    #expect(Column.text(column).gathered([2, -1]) == Column(.text, [.missing, .missing]))
  }

  @Test func gatheringSlicingAndAppendingSayTheSame() throws {
    let column = Column.text(try coded(CodedTextTests.few))
    let written = Column(.text, CodedTextTests.few.map { $0.map { .text($0) } ?? .missing })
    let rows: [Int32] = [9, -1, 0, 0, 1, 4, 2]
    #expect(texts(column.gathered(rows)) == texts(written.gathered(rows)))
    #expect(texts(column.slice(2..<7)) == texts(written.slice(2..<7)))
    #expect(column.gathered(rows) == written.gathered(rows))
    var appended = try coded(CodedTextTests.few)
    appended.append("new".utf8)
    appended.appendMissing()
    #expect((0..<12).map { appended[$0] } == CodedTextTests.few + ["new", nil])
  }

  @Test func aTextGatheredOftenIsCoded() {
    let one = Column(.text, [.text("社群")]).gathered(Array(repeating: 0, count: 10))
    guard case .text(let column) = one else { return }
    #expect(column.isCoded)
    #expect(texts(one) == Array(repeating: .text("社群"), count: 10))
    let none = Column(.text, []).gathered([-1, -1])
    #expect(texts(none) == [.missing, .missing])
  }

  @Test(arguments: [3, 200, 400])
  func joiningPartsKeepsTheirOrder(different: Int) throws {
    func part(_ from: Int) -> [String?] {
      (0..<1000).map { row in row % 7 == 0 ? nil : "text \((row % different) + from)" }
    }
    let parts = [part(0), part(50), ["a", nil, "b"], part(0)]
    let columns = parts.map { texts in
      Column.text(TextColumn(texts).coded ?? TextColumn(texts))
    }
    let joined = Column.concatenated(columns, type: .text)
    #expect(texts(joined) == parts.flatMap { $0 }.map { $0.map { .text($0) } ?? .missing })
    guard case .text(let column) = joined else { return }
    #expect(column.isCoded == (different == 3 || different == 200))
  }

  @Test func choosingBetweenColumnsSaysTheSame() throws {
    let many = TextColumn((0..<1000).map { $0 % 5 == 0 ? nil : "row \($0)" })
    let few = try coded((0..<1000).map { $0 % 3 == 0 ? nil : "kind \($0 % 4)" })
    let flags = (0..<1000).map { $0 % 7 < 3 }
    let one = Vector(.text, constant: .text("constant"), count: 1000)
    let pairs: [(Vector, Vector)] = [
      (Vector(.text(many)), Vector(.text(few))), (Vector(.text(few)), Vector(.text(many))),
      (Vector(.text(many)), Vector(.text(many.written))), (Vector(.text(many)), one),
      (one, Vector(.text(few))), (one, one),
    ]
    for (first, second) in pairs {
      let chosen = Column.select(first, second, takesSecond: flags)
      #expect(
        texts(chosen)
          == flags.indices.map { (flags[$0] ? second : first).value(at: $0) })
    }
    let all = Array(repeating: false, count: 1000)
    #expect(Column.select(Vector(.text(few)), one, takesSecond: all) == .text(few))
    #expect(
      texts(Column.select(one, one, takesSecond: all))
        == Array(repeating: .text("constant"), count: 1000))
  }

  @Test(arguments: [SortKey.Direction.ascending, .descending])
  func keysAreThoseOfTheRowsWrittenOut(direction: SortKey.Direction) throws {
    let strange: [String?] = (0..<40).map { ["a\u{0}b", nil, "", "社群", "a"][$0 % 5] }
    let column = try coded(strange)
    let number = Column(.integer, (0..<40).map { .integer(Int64($0)) })
    for others in [[], [number]] {
      func keys(_ text: TextColumn) -> NormalizedKeys {
        NormalizedKeys(
          ([.text(text)] + others).map { ($0, direction, SortKey.Nulls.first) }, count: 40)
      }
      let (left, right) = (keys(column), keys(TextColumn(strange)))
      #expect(left.bytes == right.bytes)
      #expect(left.offsets == right.offsets)
    }
  }
}
