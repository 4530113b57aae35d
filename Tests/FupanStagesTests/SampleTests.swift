import FupanData
import FupanStages
import Testing

@Suite struct SampleTests {
  private func ids(_ count: Int) -> Table {
    Table(
      Schema([Field("id", .text)]), rows: (1...count).map { [Value.text("u\($0)")] })
  }

  @Test("EX-27.2: 30 % of u1 … u10000 are 3005, and the same ones among the first ten")
  func aShareOfKeysByTheirHash() async throws {
    let many = try await StageRun().table(Sample.self, "{by: id, share: 30%}", over: ids(10_000))
    #expect(many.count == 3005)
    let few = try await StageRun().table(Sample.self, "{by: id, share: 30%}", over: ids(10))
    #expect(few.values("id") == [.text("u1"), .text("u3"), .text("u6")])
  }

  @Test("EX-27.2: the three smallest hashes")
  func aNumberOfKeysByTheirHash() async throws {
    let three = try await StageRun().table(Sample.self, "{by: id, keys: 3}", over: ids(10))
    #expect(three.count == 3)
    #expect(Set(three.values("id") ?? []) == [.text("u1"), .text("u3"), .text("u6")])
  }
}
