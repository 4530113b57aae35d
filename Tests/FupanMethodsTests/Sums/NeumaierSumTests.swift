import FupanMethods
import Testing

@Suite struct NeumaierSumTests {
  @Test("EX-27.3: what rounding would lose is kept")
  func keepsWhatRoundingWouldLose() {
    #expect([1, 1e100, 1, -1e100].reduce(0, +) == 0)
    #expect(NeumaierSum.of([1, 1e100, 1, -1e100]) == 2)
    #expect(Array(repeating: 0.1, count: 10).reduce(0, +) == 0.9999999999999999)
    #expect(NeumaierSum.of(Array(repeating: 0.1, count: 10)) == 1)
  }
}
