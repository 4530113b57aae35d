import Foundation
import FupanReports
import FupanSampleData
import Testing

/// The report tells of what is hidden in a sample, and of nothing where it was left out.
///
/// `FUPAN_SEEDS` says over how many seeds; `make acceptance` takes 20 and leaves out every other
/// truth, then the others, otherwise three are drawn, with all truths and with none.
@Suite struct PlantedTruthReportTests {
  private static let asked = ProcessInfo.processInfo.environment["FUPAN_SEEDS"].flatMap { Int($0) }
  private static let seeds = (1...max(asked ?? 3, 1)).map { UInt64($0) * 7919 }

  @Test func whatIsPlantedIsFoundAndNothingElseIsInvented() async throws {
    let all = PlantedTruths.named.filter { ToldTruths.all.contains($0.truth) }
    let halves = [0, 1].map { half in
      PlantedTruths(all.indices.filter { $0 % 2 == half }.map { all[$0].truth })
    }
    let removals = PlantedTruthReportTests.asked == nil ? [PlantedTruths.all] : halves
    var found = [Int](repeating: 0, count: all.count)
    var invented = [Int](repeating: 0, count: all.count)
    for seed in PlantedTruthReportTests.seeds {
      let told = try await told(seed, .all)
      for (place, truth) in all.enumerated() where told.found.contains(truth.truth) {
        found[place] += 1
      }
      for removed in removals {
        let told = try await self.told(seed, PlantedTruths.all.subtracting(removed))
        for (place, truth) in all.enumerated()
        where removed.contains(truth.truth) && told.told.contains(truth.truth) {
          invented[place] += 1
        }
      }
    }
    let seeds = Double(PlantedTruthReportTests.seeds.count)
    for (place, truth) in all.enumerated() {
      #expect(
        Double(found[place]) >= 0.95 * seeds,
        "\(truth.name) was found in \(found[place]) of \(seeds)")
      #expect(
        Double(invented[place]) <= 0.05 * seeds,
        "\(truth.name) was invented in \(invented[place]) of \(seeds)")
    }
    if let file = ProcessInfo.processInfo.environment["FUPAN_SEEDS_OUT"] {
      let lines = all.enumerated().map { place, truth in
        "\(truth.name): found \(found[place]), invented \(invented[place]), of \(Int(seeds))\n"
      }
      try Data(lines.joined().utf8).write(to: URL(filePath: file))
    }
  }

  private func told(_ seed: UInt64, _ truths: PlantedTruths) async throws -> ToldTruths {
    let sample = try SampleRun(seed: seed, truths: truths)
    return ToldTruths(try await sample.run("retrospective", publishing: false).report)
  }
}
