import FupanMethods
import Testing

@Suite struct MigrationTests {
  /// Low, mid and high as 0, 1 and 2; nil is absent.
  private static let people: [(earlier: Int?, later: Int?)] = [
    (2, 2), (2, 1), (1, 2), (1, 1), (1, 0), (0, 0), (0, 1), (0, nil), (nil, 0), (nil, 1),
  ]

  @Test("EX-8.1: a migration matrix with lost and new, and who moved which way")
  func matrix() {
    var migration = Migration(segments: 3)
    for person in Self.people { migration.add(1, from: person.earlier, to: person.later) }
    #expect(
      migration.counts.prefix(3).map { Array($0.prefix(3)) } == [
        [1, 1, 0], [1, 1, 1], [0, 1, 1],
      ])
    #expect(migration.lost == [1, 0, 0])
    #expect(migration.new == [1, 1, 0])
    #expect(migration.count(.higher) == 2)
    #expect(migration.count(.lower) == 2)
    #expect(migration.count(.same) == 3)
    #expect(migration.both == 7)
    #expect(migration.before == [3, 3, 2])
    #expect(migration.after == [3, 4, 2])
  }

  @Test("EX-8.2: McNemar exact below 25 changes, chi-squared from there on")
  func mcNemar() throws {
    let few = McNemar(left: 15, entered: 5)
    #expect(few.isExact && few.chiSquared == nil)
    #expect(isClose(few.p, 0.041389, 6))
    let many = McNemar(left: 40, entered: 20)
    #expect(isClose(many.chiSquared, 6.016667, 6))
    #expect(isClose(many.p, 0.014171, 6))
  }

  @Test func nobodyWhoChangedTellsNothing() {
    #expect(McNemar(left: 0, entered: 0).p == nil)
    #expect(McNemar(left: 3, entered: 3).p == 1)
    #expect(McNemar(left: 13, entered: 12).p == 1)
  }

  @Test func marginsAreTheSnapshotsOnRandomPeople() {
    var random = RandomStream.stream(seed: 5, name: "migration", replicate: 0)
    for _ in 0..<50 {
      var migration = Migration(segments: 4)
      var (before, after) = ([0, 0, 0, 0], [0, 0, 0, 0])
      for _ in 0..<200 {
        let pair = (random.below(5), random.below(5))
        let (earlier, later) = (pair.0 < 4 ? pair.0 : nil, pair.1 < 4 ? pair.1 : nil)
        migration.add(1, from: earlier, to: later)
        if let earlier { before[earlier] += 1 }
        if let later { after[later] += 1 }
      }
      #expect(migration.before == before)
      #expect(migration.after == after)
      let net = (0..<4).map { after[$0] - before[$0] }
      for segment in 0..<4 {
        let moved = migration.exchanged(segment)
        #expect(
          moved.entered - moved.left + migration.new[segment] - migration.lost[segment]
            == net[segment])
      }
    }
  }

  @Test func sharesOfASegmentNobodyWasInAreMissing() {
    let migration = Migration(segments: 2)
    #expect(migration.share(from: 0, to: 1).value == nil)
    #expect(migration.share(from: 0, to: 1).reason == .zeroDenominator)
  }
}
