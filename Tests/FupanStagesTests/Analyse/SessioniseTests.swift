import FupanData
import FupanStages
import Testing

@Suite struct SessioniseTests {
  @Test("EX-10.1: a gap of exactly the length stays in the visit")
  func aGapOfExactlyTheLengthStays() async throws {
    let minutes: [Double] = [0, 10, 40, 71, 200, 229, 259.5]
    let events = Table(
      Schema([Field("person_id", .text), Field("ts", .timestamp)]),
      rows: minutes.map { [.text("u"), .timestamp(Int64($0 * 60_000_000))] })
    let visits = try await StageRun().table(Sessionise.self, "{gap: 30m}", over: events)
    #expect(
      visits.values("session_id")?.map { $0.text ?? "" }
        == [1, 1, 1, 2, 3, 3, 4].map { "u#\($0)" })
  }
}
