import Foundation
import FupanData
import FupanReports
import FupanTestSupport
import Testing

@Suite("A report tells of a daily series that lies elsewhere after a change, and of no other")
struct LevelShiftReportTests {
  /// A day's count by weekday, Monday first.
  private static let week = [400, 384, 416, 396, 432, 520, 504]
  private static let noise = [
    4, -9, 12, -2, 7, -14, 3, 8, -5, -11, 10, 1, -6, 13, -8, 2, 9, -3, -12, 6, 5, -10, 11, -1, -7,
    14, -4, 0, 8, -13, 3, 10, -6, 2, -9, 7,
  ]

  /// The findings over 21 days before a change on 2026-04-10 and 15 days from it on.
  ///
  /// - Parameters:
  ///   - factor: what the days from the change on are multiplied by.
  ///   - slope: what each day has more than the one before.
  ///   - spread: what the noise is multiplied by.
  private func findings(
    factor: Double, slope: Double = 0, spread: Double = 1, after: String = "period",
    language: String = "zh-Hans"
  ) async throws -> [Report.Finding] {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let first = try #require(CivilDate("2026-03-20".utf8)).daysSinceEpoch
    var rows = "date,amount\n"
    for (index, noise) in Self.noise.enumerated() {
      let date = CivilDate(daysSinceEpoch: first + index)
      let usual = Double(Self.week[date.weekday - 1]) + slope * Double(index)
      let count = usual * (index < 21 ? 1 : factor) + spread * Double(noise)
      rows += "\(date),\(Int(count.rounded()))\n"
    }
    try Data(rows.utf8).write(to: URL(filePath: folder.path + "/visits.csv"))
    let text = """
      version: 1
      timezone: Asia/Shanghai
      locale: \(language)
      campaign:
        id: spring
        period: 2026-04-10..2026-04-24
        phases: [换装: 2026-04-10..2026-04-24]
      datasets:
        visits:
          - read_csv: visits.csv
          - parse: {date: date, amount: integer}
        relaunch:
          - from: visits
          - before_after: {of: sum(amount), before: 2026-03-20..2026-04-09, after: \(after)}
      report:
        sections:
          - experiments: [relaunch]

      """
    let path = folder.path + "/pipeline.yaml"
    try Data(text.utf8).write(to: URL(filePath: path))
    let report = try await Report(ofPipeline: path)
    let section = try #require(report.sections.first { $0.kind == .experiments })
    #expect(section.missing.isEmpty)
    return section.blocks.flatMap { block -> [Report.Finding] in
      if case .findings(let findings) = block { findings } else { [] }
    }
  }

  private func words(_ finding: Report.Finding?) -> String {
    (finding?.sentence.spans ?? []).map { span in
      if case .words(let words) = span { words } else { "…" }
    }.joined()
  }

  /// The step and its part of what was before, as the sentence says them.
  private func figures(_ finding: Report.Finding?) -> (level: Double, relative: Double) {
    let plotted = (finding?.sentence.spans ?? []).compactMap { span -> Double? in
      if case .value(let value, _) = span { value.plotted } else { nil }
    }
    return plotted.count == 3 ? (plotted[0], plotted[1]) : (0, 0)
  }

  @Test func aPlantedStepUpIsToldWithItsSize() async throws {
    let told = try await findings(factor: 1.4)
    #expect(told.count == 1)
    #expect(words(told.first).contains("扣除走势和星期之后，活动开始起每天高出"))
    #expect(told.first?.certainty != nil)
    // 40 % of about 436 a day.
    #expect(abs(figures(told.first).level - 0.4 * 436) < 20)
    #expect(abs(figures(told.first).relative - 0.4) < 0.05)
  }

  @Test func aPlantedStepDownIsToldAsOne() async throws {
    let told = try await findings(factor: 0.7, language: "en")
    #expect(told.count == 1)
    #expect(words(told.first).contains("lower from the start of the campaign"))
    #expect(abs(figures(told.first).relative - 0.3) < 0.05)
  }

  @Test func aChangeThatIsNotTheCampaignIsCalledAChange() async throws {
    let told = try await findings(factor: 1.4, after: "换装")
    #expect(words(told.first).contains("改变之日起每天高出"))
  }

  @Test(
    "no step, growth alone, less than a fifth, and a step within the noise are not told",
    arguments: [(1.0, 0.0, 1.0), (1, 8, 1), (1.1, 0, 1), (1.25, 0, 12)])
  func withoutAStepNothingIsTold(factor: Double, slope: Double, spread: Double) async throws {
    let told = try await findings(factor: factor, slope: slope, spread: spread)
    #expect(told.isEmpty, "\(told.map { words($0) })")
  }
}
