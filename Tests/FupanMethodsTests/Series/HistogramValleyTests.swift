import FupanMethods
import Testing

/// Where two humps of a histogram part.
struct HistogramValleyTests {
  @Test func twoHumpsPartAtTheDip() {
    #expect(HistogramValley.index(in: [4, 30, 12, 2, 9, 25, 3]) == 3)
    #expect(HistogramValley.index(in: [3, 25, 9, 2, 12, 30, 4]) == 3)
    // Of a flat dip the middle counts.
    #expect(HistogramValley.index(in: [30, 0, 0, 0, 0, 0, 0, 30]) == 3)
  }

  @Test func oneHumpHasNoDip() {
    #expect(HistogramValley.index(in: [1, 10, 40, 60, 20, 5]) == nil)
    #expect(HistogramValley.index(in: [60, 30, 10, 5, 1]) == nil)
    #expect(HistogramValley.index(in: [20, 20, 20, 20]) == nil)
  }

  @Test func aShallowDipIsNone() {
    // 21 of a lower hump of 30: it takes half to part them.
    #expect(HistogramValley.index(in: [10, 40, 20, 18, 20, 30, 10]) == nil)
  }

  @Test func fewValuesSayNothing() {
    #expect(HistogramValley.index(in: []) == nil)
    #expect(HistogramValley.index(in: [24, 0, 0, 0, 25]) == nil)
    #expect(HistogramValley.index(in: [25, 0, 0, 0, 25]) == 2)
  }

  /// A small hump far from the others does not hide the deepest dip.
  @Test func theDeepestDipCounts() {
    #expect(HistogramValley.index(in: [2, 50, 20, 1, 20, 45, 10, 0, 3]) == 3)
  }
}
