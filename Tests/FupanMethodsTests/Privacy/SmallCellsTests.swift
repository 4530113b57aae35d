import FupanMethods
import Testing

@Suite struct SmallCellsTests {
  @Test("EX-26.1: small cells and their neighbours") func smallCellsAndTheirNeighboursAreWithheld()
  {
    let table = SmallCells(
      counts: [[25, 4, 30], [12, 15, 22], [40, 18, 9]], minimumGroup: 10)
    #expect(
      table.cells == [
        [.published, .primary, .complementary], [.published, .published, .published],
        [.published, .complementary, .primary],
      ])
    #expect(table.rowTotals == [.published, .published, .published])
    #expect(table.columnTotals == [.published, .published, .published])
    #expect(table.grandTotal == .published)
  }

  @Test func aListWithATotalHidesTwo() {
    #expect(
      SmallCells.list([50, 3, 20, 0], minimumGroup: 5)
        == [.published, .primary, .complementary, .published])
    #expect(
      SmallCells.list([50, 3, 4], minimumGroup: 5) == [.published, .primary, .primary])
    #expect(
      SmallCells.list([50, 1, 1], minimumGroup: 5) == [.complementary, .primary, .primary])
  }

  @Test func aLoneCellTakesItsTotalAlong() {
    let table = SmallCells(counts: [[3, 0], [20, 30]], minimumGroup: 5)
    #expect(table.rowTotals[0] == .primary)
    #expect(table.cells[0][0] == .primary)
    #expect(table.cells[1][0] == .complementary)
  }

  @Test func nothingIsWithheldFromLargeGroups() {
    let table = SmallCells(counts: [[10, 0], [11, 12]], minimumGroup: 10)
    #expect(table.cells.joined().allSatisfy { $0 == .published })
  }

  @Test func noPublishedTotalGivesAWithheldCellAway() {
    var random = Xoshiro256(seed: 17)
    for _ in 0..<300 {
      let (rows, columns, k) = (random.below(5) + 1, random.below(5) + 1, 10)
      let counts = (0..<rows).map { _ in (0..<columns).map { _ in random.below(30) } }
      let table = SmallCells(counts: counts, minimumGroup: k)
      for row in 0..<rows {
        for column in 0..<columns where counts[row][column] > 0 && counts[row][column] < k {
          #expect(table.cells[row][column] == .primary)
        }
        guard table.rowTotals[row] == .published else { continue }
        let hidden = (0..<columns).filter { table.cells[row][$0] != .published }
        #expect(hidden.count != 1)
        let sum = hidden.reduce(0) { $0 + counts[row][$1] }
        #expect(hidden.isEmpty || sum >= k)
      }
      for column in 0..<columns where table.columnTotals[column] == .published {
        let hidden = (0..<rows).filter { table.cells[$0][column] != .published }
        #expect(hidden.count != 1)
        #expect(hidden.isEmpty || hidden.reduce(0) { $0 + counts[$1][column] } >= k)
      }
    }
  }
}
