import Foundation
import FupanReports
import FupanSampleData
import Testing

@Suite("The report finds what is planted in a sample, and invents nothing")
struct PlantedSectionTests {
  /// More with FUPAN_SEEDS=20; each report reads a sample of its own.
  static let seeds = (1...20).map { UInt64($0) }.prefix(
    ProcessInfo.processInfo.environment["FUPAN_SEEDS"].flatMap { Int($0) } ?? 1)

  /// What can be told from orders, events and spending; the rest is asked of the shipped pipeline.
  private static let truths = PlantedTruths.named.prefix(5)

  /// The truths that the sections of a report tell of.
  private func told(_ made: TwinReport) -> Set<String> {
    var names: Set<String> = []
    if !made.findings(.timeline).isEmpty { names.insert("broken_day") }
    if !made.findings(.channels).isEmpty { names.insert("winning_channel") }
    if !made.findings(.people).isEmpty { names.insert("segment") }
    if !made.findings(.money).isEmpty { names.insert("over_budget") }
    // A funnel also says where a group does best; what stands out has its certainty.
    if made.findings(.funnel).contains(where: { $0.certainty != nil }) { names.insert("drop_off") }
    return names
  }

  @Test func everythingPlantedIsTold() async throws {
    var missed: [String] = []
    for seed in Self.seeds {
      let made = try await TwinReport(seed: seed)
      let names = told(made)
      missed += Self.truths.map { $0.name }.filter { !names.contains($0) }.map { "\(seed): \($0)" }
    }
    #expect(missed.count * 20 <= Self.seeds.count * 5, "\(missed)")
  }

  @Test func nothingIsToldWhereNothingIsPlanted() async throws {
    var invented: [String] = []
    for seed in Self.seeds {
      let names = told(try await TwinReport(seed: seed, truths: []))
      invented += names.sorted().map { "\(seed): \($0)" }
    }
    #expect(invented.count * 20 <= Self.seeds.count * 5, "\(invented)")
  }

  @Test func aTruthThatIsLeftOutIsTheOneNotTold() async throws {
    for seed in Self.seeds.prefix(2) {
      for (name, truth) in Self.truths {
        let names = told(try await TwinReport(seed: seed, truths: .all.subtracting(truth)))
        #expect(names == Set(Self.truths.map { $0.name }).subtracting([name]), "seed \(seed)")
      }
    }
  }
}
