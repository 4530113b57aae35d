import Foundation
import FupanData
import FupanPipelines
import FupanPlan
import FupanTestSupport
import Testing

/// `rfm` over persons that are mostly alike, at the number that quintiles take and about it.
struct RFMDifferenceTests {
  @Test(
    arguments: [19, 20, 21, 64],
    [
      "ties: same", "ties: rank", "monetary: mean, frequency: orders", "rows: cuts",
      "rows: tiers, tiers: tier8, by: channel", "ties: rank, rows: tiers",
      "cuts: {r: [4, 3, 2, 1], f: [1, 2, 3, 4], m: [10, 20, 30, 40]}",
    ])
  func equalPersonsScoreAlikeOnEveryEngine(count: Int, settings: String) async throws {
    let place = try TemporaryFolder()
    defer { withExtendedLifetime(place) {} }
    var orders = "person_id,paid_on,net,channel\n"
    for person in 0..<count {
      for order in 0...(person % 3) {
        let day = 1 + (person * person + 7 * order) % 9
        let net = ["10.00", "25.50", "10.00", "0.01", "0.00"][
          (person * 3 + order) % (4 + min(order, 1))]
        let channel = ["社群", "直播", ""][(person + order) % 3]
        orders += "p\(100 + person * 37 % 101),2026-04-0\(day),\(net),\(channel)\n"
      }
    }
    try orders.write(
      to: place.url.appending(path: "orders.csv"), atomically: true, encoding: .utf8)
    let pipeline = place.url.appending(path: "pipeline.yaml")
    try """
    version: 1
    timezone: Asia/Shanghai
    datasets:
      result:
        - read_csv: orders.csv
        - parse: {paid_on: date, net: money}
        - rfm: {of: net, at: paid_on, as_of: 2026-04-12, \(settings)}
    """.write(to: pipeline, atomically: true, encoding: .utf8)
    let compiled = try PipelineCompiler.forFiles().compile(
      pipeline.path, .init(today: CivilDate(daysSinceEpoch: 20_600)))
    try await DifferentialSuite.check(
      Program(results: compiled.program.fragments), name: "rfm of \(count) persons, \(settings)",
      zone: compiled.zone ?? .utc)
  }
}
