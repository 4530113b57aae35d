import FupanMethods
import Testing

@Suite struct BootstrapTests {
  private let y: [Double] = [3, 0, 5, 2, 10]
  private let x: [Double] = [40, 25, 60, 30, 145]

  @Test func theIntervalIsTheSameOnEveryRunAndHoldsTheValue() throws {
    let first = Interval.bootstrapRatio(of: y, per: x, seed: 42, name: "ratio")
    let again = Interval.bootstrapRatio(of: y, per: x, seed: 42, name: "ratio")
    let interval = try #require(first)
    #expect(first == again)
    #expect(interval.method == .bootstrap && interval.contains(20.0 / 300))
  }

  @Test func aMeansIntervalIsNearStudentsForManyValues() throws {
    var random = Xoshiro256(seed: 5)
    let values = (0..<400).map { _ in random.unit() }
    let drawn = try #require(
      Interval.bootstrap(clusters: 400, seed: 1, name: "mean") { drawn in
        drawn.reduce(0) { $0 + values[$1] } / Double(drawn.count)
      })
    let student = try #require(Estimate.mean(of: values).interval)
    let width = try #require(student.upper) - (try #require(student.lower))
    #expect(abs(try #require(drawn.lower) - (try #require(student.lower))) < 0.1 * width)
    #expect(abs(try #require(drawn.upper) - (try #require(student.upper))) < 0.1 * width)
  }

  @Test func tooManyReplicatesWithoutAValueGiveNoInterval() {
    #expect(Interval.bootstrapRatio(of: [1, 1], per: [0, 1], seed: 1, name: "holes") == nil)
    #expect(Interval.bootstrapRatio(of: [], per: [], seed: 1, name: "none") == nil)
    #expect(
      Interval.bootstrap(clusters: Interval.maximumClusters + 1, seed: 1, name: "many") { _ in 1 }
        == nil)
  }
}
