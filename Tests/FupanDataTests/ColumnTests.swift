import FupanData
import Testing

struct ColumnTests {
  private static let samples: [(DataType, [Value])] = [
    (.bool, [.bool(true), .missing, .bool(false)]),
    (.integer, [.integer(.min), .missing, .integer(.max)]),
    (.decimal(scale: 2), [.decimal(-1250, scale: 2), .missing, .decimal(0, scale: 2)]),
    (.wideDecimal(scale: 4), [.decimal(1 << 100, scale: 4), .missing, .decimal(-1, scale: 4)]),
    (.number, [.number(0.5), .missing, .number(-3)]),
    (.text, [.text("社群"), .missing, .text("")]),
    (.date, [.date(20_553), .missing, .date(-1)]),
    (.timestamp, [.timestamp(1), .missing, .timestamp(-1)]),
    (.list, [.list(["价格", ""]), .missing, .list([])]),
  ]

  @Test func valuesComeBackAsTheyWereBuilt() {
    for (type, values) in ColumnTests.samples {
      let column = Column(type, values)
      #expect(column.type == type)
      #expect((0..<3).map { column.value(at: $0) } == values, "\(type)")
    }
  }

  @Test func gatheringRepeatsReordersAndLeavesGaps() {
    for (type, values) in ColumnTests.samples {
      let gathered = Column(type, values).gathered([2, -1, 0, 0])
      #expect(
        (0..<4).map { gathered.value(at: $0) } == [values[2], .missing, values[0], values[0]],
        "\(type)")
    }
  }

  @Test func concatenatingKeepsTheOrderOfTheParts() {
    for (type, values) in ColumnTests.samples {
      let column = Column(type, values)
      let joined = Column.concatenated(
        [column, ColumnBuilder(type).finish(), column], type: type)
      #expect((0..<6).map { joined.value(at: $0) } == values + values, "\(type)")
    }
  }
}
