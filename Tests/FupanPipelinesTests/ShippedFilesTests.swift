import FupanConfig
import FupanData
import FupanDiagnostics
import Testing

@testable import FupanPipelines

/// What the program carries with it can be read.
struct ShippedFilesTests {
  @Test func everyProfileIsSound() throws {
    #expect(ShippedFiles.profiles.names.contains("youzan_orders"))
  }

  @Test func presetsAreNamedAsDocumentsUseThem() {
    #expect(
      ShippedFiles.presets.map { $0.name } == [
        "presets/benchmarks", "presets/calendar-cn", "presets/metrics", "presets/thresholds",
      ])
  }

  @Test func theSchemaNamesEveryStage() {
    let items = PipelineSchema.json["properties"]?["datasets"]?["additionalProperties"]?["items"]
    guard case .array(let stages)? = items?["oneOf"] else {
      Issue.record("no stages")
      return
    }
    let required = stages.compactMap { $0["required"] }
    #expect(required.contains(["keep"]) && required.contains(["read_csv"]))
  }

  @Test(arguments: [
    (0, "UTC", "1970-01-01T00:00:00+00:00"),
    (1_777_075_200_000_000, "Asia/Shanghai", "2026-04-25T08:00:00+08:00"),
    (1_777_075_200_000_000, "America/St_Johns", "2026-04-24T21:30:00-02:30"),
  ])
  func timestampsAreOfTheirZone(_ instant: Int64, _ zone: String, _ text: String) throws {
    let rules = try #require(TimeZoneRules(identifier: zone))
    #expect(LocalTimestamp.text(instant, in: rules) == text)
  }
}
