import FupanMethods
import Testing

@Suite struct NeumaierSumTests {
  @Test("EX-27.3: what rounding would lose is kept")
  func keepsWhatRoundingWouldLose() {
    #expect(NeumaierSum.of([1, 1e100, 1, -1e100]) == 2)
    #expect(NeumaierSum.of(Array(repeating: 0.1, count: 10)) == 1)
  }
}
