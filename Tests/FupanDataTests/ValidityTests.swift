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
}
