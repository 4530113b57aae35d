import FupanMethods
import Testing

@Suite struct RetentionTriangleTests {
  @Test("EX-2.7: the pooled rate is over people, not cohorts")
  func pooledRateIsOverPeopleNotCohorts() {
    let triangle = RetentionTriangle([
      .init(size: 100, eligible: [100, 100], retained: [100, 45]),
      .init(size: 150, eligible: [150, 150], retained: [150, 60]),
    ])
    #expect(isClose(triangle.byAge[1].value, 0.42, 12))
    #expect(isClose(triangle.cells[0][1].value, 0.45, 12))
    #expect(triangle.byAge[1].interval?.method == .wilson)
  }

  @Test func incompleteAgesAreNotObservedAndNotLost() {
    let triangle = RetentionTriangle([
      .init(size: 10, eligible: [10, 10, 4], retained: [10, 5, 4]),
      .init(size: 20, eligible: [20, 0], retained: [20, 0]),
    ])
    #expect(triangle.cells[0][2].reason == .notObserved)
    #expect(triangle.cells[1][1].reason == .notObserved)
    #expect(triangle.cells[1].count == 3)
    #expect(triangle.byAge[1].value == 0.5)
    #expect(triangle.byAge[2].reason == .notObserved)
  }
}
