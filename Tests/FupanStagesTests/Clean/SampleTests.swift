import FupanData
import FupanStages
import Testing

/// Samples by the hash of a key against published values.
struct SampleTests {
  private func ids(_ numbers: some Sequence<Int>) -> Table {
    Table(Schema([Field("id", .text)]), rows: numbers.map { [.text("u\($0)")] })
  }

  private func sampled(_ settings: String, _ table: Table) async throws -> [String] {
    try await StageRun().table(Sample.self, settings, over: table).rows.compactMap { $0[0].text }
  }

  @Test("EX-27.2: 30 % of u1 … u10 are u1, u3 and u6; u1 is drawn up to 0.07302013 and not below")
  func sharesOfTen() async throws {
    #expect(try await sampled("{by: id, share: 30%}", ids(1...10)) == ["u1", "u3", "u6"])
    #expect(try await sampled("{by: id, share: 7.302014%}", ids(1...1)) == ["u1"])
    #expect(try await sampled("{by: id, share: 7.302012%}", ids(1...1)) == [])
  }

  @Test("EX-27.2: 30 % of u1 … u10000 are 3005")
  func thirtyPercentOfTenThousandAre3005() async throws {
    let kept = try await sampled("{by: id, share: 30%}", ids(1...10_000))
    #expect(kept.count == 3005)
    #expect(Array(kept.prefix(3)) == ["u1", "u3", "u6"])
  }

  @Test func rowsAddedLaterMoveNobody() async throws {
    let few = try await sampled("{by: id, share: 12.5%}", ids(1...200))
    let many = try await sampled("{by: id, share: 12.5%}", ids((1...2_000).reversed()))
    #expect(!few.isEmpty)
    #expect(Set(few).isSubset(of: many))
    #expect(many.filter { Set(few).contains($0) }.count == few.count)
  }

  @Test("EX-27.2: the three smallest hashes")
  func theSmallestHashesAreThePublishedOnes() async throws {
    #expect(try await sampled("{by: id, keys: 3}", ids(1...10)) == ["u1", "u3", "u6"])
  }

  @Test func anotherSeedGivesAnotherSample() async throws {
    let first = try await sampled("{by: id, keys: 50}", ids(1...1_000))
    let second = try await sampled("{by: id, keys: 50, seed: 7}", ids(1...1_000))
    #expect(first.count == 50 && second.count == 50)
    #expect(first != second)
  }
}
