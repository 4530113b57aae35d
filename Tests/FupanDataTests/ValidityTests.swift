import FupanData
import Testing

@Suite struct ValidityTests {
  @Test func aMissingRowAfterFullOnesIsMissing() {
    var validity = Validity(repeating: true, count: 3)
    validity.append(false)
    validity.append(true)
    #expect((0..<5).map { validity[$0] } == [true, true, true, false, true])
    #expect(validity.missingCount == 1)
  }

  @Test func equalRowsAreEqualHoweverTheyWereBuilt() {
    var appended = Validity()
    for _ in 0..<70 { appended.append(true) }
    #expect(appended == Validity(repeating: true, count: 70))
  }

  /// Words are shifted where pieces do not start at a multiple of 64.
  @Test(arguments: [0, 1, 63, 64, 65, 130])
  func piecesAreAppendedAsTheirRowsWouldBe(first: Int) {
    let flags = (0..<300).map { $0 % 3 == 0 || $0 % 7 == 1 }
    let whole = Validity(flags)
    #expect(whole.flags == flags)
    for (low, high) in [(0, 0), (0, 300), (5, 70), (64, 128), (63, 290), (1, 2)] {
      var joined = Validity()
      joined.appendPresent(first)
      joined.append(whole, low..<high)
      joined.append(false)
      let expected = Array(repeating: true, count: first) + flags[low..<high] + [false]
      #expect(joined.flags == expected)
      #expect(joined == Validity(expected))
    }
  }

  @Test(arguments: [0, 1, 7, 8, 63, 64, 65, 200])
  func rowsAreThoseWithAValue(count: Int) {
    let flags = (0..<count).map { $0 % 3 == 0 || $0 % 7 == 1 }
    let other = (0..<count).map { $0 % 4 == 0 }
    let validity = Validity(flags)
    #expect(validity.flags == flags)
    #expect(validity.rows == flags.indices.filter { flags[$0] }.map { Int32($0) })
    #expect(validity.presentCount == flags.count { $0 })
    #expect(validity.inverted == Validity(flags.map { !$0 }))
    #expect(Validity(repeating: true, count: count).rows == (0..<Int32(count)).map { $0 })
    #expect(
      Validity.either(validity, Validity(other)) == Validity(zip(flags, other).map { $0 || $1 }))
    #expect(
      validity.intersection(Validity(other)) == Validity(zip(flags, other).map { $0 && $1 }))
  }

  @Test func gatheredRowsKeepTheirValues() {
    let flags = (0..<200).map { $0 % 5 != 2 }
    let rows = (0..<150).map { Int32($0 * 7 % 200) } + [-1, 0, 199]
    let expected = rows.map { $0 >= 0 && flags[Int($0)] }
    #expect(Validity.gathered(Validity(flags), rows).flags == expected)
    #expect(Validity.gathered(nil, rows).flags == rows.map { $0 >= 0 })
  }
}
