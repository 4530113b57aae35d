import FupanData
import FupanMethods
import Testing

@Suite struct ScaledIntegerTests {
  @Test(
    "EX-27.4: halves away from zero",
    arguments: [(2665, 267), (2675, 268), (125, 13), (-135, -14), (1005, 101)])
  func roundsHalfAwayFromZero(_ thousandths: Int, _ hundredths: Int) {
    let rounded = ScaledInteger(Int128(thousandths), scale: 3).rounded(to: 2)
    #expect(rounded == ScaledInteger(Int128(hundredths), scale: 2))
    #expect(rounded.scale == 2)
  }

  @Test(
    "EX-27.4: halves to the even neighbour",
    arguments: [(2665, 266), (2675, 268), (125, 12), (-135, -14), (1005, 100)])
  func roundsHalfToEven(_ thousandths: Int, _ hundredths: Int) {
    let rounded = ScaledInteger(Int128(thousandths), scale: 3).rounded(to: 2, .halfEven)
    #expect(rounded == ScaledInteger(Int128(hundredths), scale: 2))
  }

  @Test func comparesAcrossScalesExactly() {
    #expect(ScaledInteger(150, scale: 2) == ScaledInteger(15, scale: 1))
    #expect(ScaledInteger(1, scale: 38) > 0)
    #expect(ScaledInteger(Int128.max, scale: 0) > ScaledInteger(Int128.max, scale: 38))
    #expect(ScaledInteger(-2) < ScaledInteger(-19, scale: 1))
  }

  @Test func addsExactlyOrNotAtAll() {
    #expect(
      ScaledInteger(1, scale: 1).adding(ScaledInteger(2, scale: 2)) == ScaledInteger(12, scale: 2))
    #expect(ScaledInteger(Int128.max).adding(1) == nil)
    #expect(ScaledInteger(Int128.max).adding(ScaledInteger(1, scale: 2)) == nil)
    #expect(ScaledInteger(5).subtracting(ScaledInteger(1, scale: 1)) == ScaledInteger(49, scale: 1))
  }

  @Test func isACell() {
    #expect(ScaledInteger(Value.decimal(1250, scale: 2)) == ScaledInteger(125, scale: 1))
    #expect(ScaledInteger(Value.integer(3)) == 3)
    #expect(ScaledInteger(Value.number(1)) == nil)
    #expect(ScaledInteger(1250, scale: 2).value == .decimal(1250, scale: 2))
    #expect(ScaledInteger(7).value == .integer(7))
  }

  @Test func fractionsCompareExactly() {
    #expect(Fraction(15, over: 100) == Fraction(3, over: 20))
    #expect(Fraction(1, over: 3) < Fraction(34, over: 100))
    #expect(Fraction(ScaledInteger(15, scale: 2)) == Fraction(3, over: 20))
  }
}
