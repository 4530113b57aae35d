import FupanMethods
import Testing

@Suite struct ContingencyTableTests {
  @Test("EX-5.5: a table is tested by Pearson's X²")
  func aTableIsTestedByPearson() {
    let table = ContingencyTable([[30, 50, 20], [45, 35, 20]])
    #expect(isClose(table.chiSquared, 5.647059, 6))
    #expect(table.degrees == 2 && table.test == .chiSquared)
    #expect(isClose(table.p, 0.059396, 6))
    #expect(isClose(table.v, 0.168034, 6))
    #expect(isClose(table.correctedV, 0.135192, 6))
    for (cell, expected) in zip(table.cells[0], [-2.190890, 2.145596, 0]) {
      #expect(isClose(cell?.residual, expected, 6))
    }
    // Both residuals of a column stand out, although the whole table does not.
    #expect(table.cells.map { $0.map { $0?.mark } } == [[-1, 1, 0], [1, -1, 0]])
    #expect(isClose(table.cells[0][0]?.q, 0.047858, 6))
  }

  @Test("EX-5.5: a sparse table of four cells is tested by Fisher")
  func sparseFourfoldTables() {
    let table = ContingencyTable([[8, 2], [1, 5]])
    #expect(table.test == .fisher)
    #expect(isClose(table.p, 0.034965, 6))
    #expect(isClose(ContingencyTable([[3, 1], [1, 3]]).p, 0.485714, 6))
  }

  @Test func sparseLargerTablesArePermuted() throws {
    let table = ContingencyTable([[5, 0, 1], [0, 4, 1], [1, 0, 3]])
    #expect(table.test == .permutation)
    let p = try #require(table.p)
    #expect(p < 0.02 && p >= 1.0 / 10_000)
    #expect(table.p == ContingencyTable([[5, 0, 1], [0, 4, 1], [1, 0, 3]]).p)
  }

  @Test func emptyMarginsAreLeftOut() {
    let whole = ContingencyTable([[30, 50, 20], [45, 35, 20]])
    let padded = ContingencyTable([[30, 0, 50, 20], [0, 0, 0, 0], [45, 0, 35, 20]])
    #expect(padded.p == whole.p && padded.degrees == 2)
    #expect(padded.cells[1].allSatisfy { $0 == nil } && padded.cells[0][1] == nil)
    #expect(ContingencyTable([[0, 0], [0, 0]]).reason == .empty)
    #expect(ContingencyTable([[3, 0], [4, 0]]).reason == .tooFew)
    #expect(ContingencyTable([]).reason == .empty)
    #expect(ContingencyTable([[1]]).p == nil)
  }

  @Test func whatWeighsNothingIsNoNumber() {
    let counts = [[3, 4], [5, 6], [1, 2]]
    let nothing = ContingencyTable(counts, weighted: counts.map { $0.map { _ in 0 } })
    #expect(nothing.p == nil && nothing.chiSquared == nil && nothing.reason == .empty)
    let partly = ContingencyTable(
      counts, weighted: [[3, 4], [5, 6], [0, 0]], designEffect: 1)
    #expect(partly.degrees == 1 && (partly.p ?? .nan).isFinite)
    #expect(partly.cells[2].allSatisfy { $0 == nil })
  }

  @Test func cellsThatStandOutAreMarked() {
    let table = ContingencyTable([[80, 20], [20, 80]])
    #expect(table.cells[0][0]?.mark == 1 && table.cells[0][1]?.mark == -1)
  }

  @Test func weightsOfOneChangeNothing() {
    let counts = [[30, 50, 20], [45, 35, 20]]
    let weighted = ContingencyTable(counts, weighted: counts.map { $0.map { Double($0) } })
    #expect(weighted == ContingencyTable(counts))
    let twice = ContingencyTable(counts, weighted: counts.map { $0.map { 2 * Double($0) } })
    #expect(isClose(twice.p, 0.059396, 6))
    let less = ContingencyTable(
      counts, weighted: counts.map { $0.map { Double($0) } }, designEffect: 1.5)
    #expect((less.p ?? 0) > 0.059396)
  }

  @Test func rowsInAnotherOrderGiveTheSameTest() throws {
    var random = Xoshiro256(seed: 55)
    for _ in 0..<200 {
      let counts = (0..<3).map { _ in (0..<4).map { _ in 20 + random.below(60) } }
      let table = ContingencyTable(counts)
      let turned = ContingencyTable(Array(counts.reversed()))
      let statistic = try #require(table.chiSquared)
      #expect(isClose(turned.chiSquared, statistic, 9))
      #expect((0...1).contains(table.correctedV ?? 0))
      #expect(table.cells.joined().allSatisfy { $0?.expected.isFinite ?? false })
    }
  }

  /// Under no association one table in twenty is found; the exact tests find no more.
  @Test func noAssociationIsFoundOnceInTwenty() {
    var random = Xoshiro256(seed: 1)
    var found = 0
    var foundExactly = 0
    for _ in 0..<4000 {
      var counts = [[0, 0, 0], [0, 0, 0]]
      for _ in 0..<200 { counts[random.below(2)][random.below(3)] += 1 }
      if (ContingencyTable(counts).p ?? 1) < 0.05 { found += 1 }
      var small = [[0, 0], [0, 0]]
      for _ in 0..<14 { small[random.below(2)][random.below(2)] += 1 }
      if (ContingencyTable(small).p ?? 1) < 0.05 { foundExactly += 1 }
    }
    #expect((160...240).contains(found))
    #expect(foundExactly <= 240)
  }
}
