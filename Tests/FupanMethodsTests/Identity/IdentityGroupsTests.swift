import FupanMethods
import Testing

@Suite struct IdentityGroupsTests {
  private let keys = [
    IdentityKey("unionid", isExclusive: true), IdentityKey("external_userid", isExclusive: true),
    IdentityKey("phone", isExclusive: false), IdentityKey("order_id", isExclusive: false),
  ]
  /// Eight records of unionid, external_userid, phone and order; the sixth has a masked phone only.
  private let eight: [[String?]] = [
    ["U1", nil, "138", nil], [nil, nil, "138", "O9"], ["U2", nil, "139", nil],
    ["U2", nil, "138", nil], [nil, nil, nil, "O9"], [nil, nil, nil, nil], [nil, "E1", nil, nil],
    [nil, "E1", "139", nil],
  ]

  @Test func theWorkedExampleHasFourPersonsAndOneConflict() throws {
    let groups = IdentityGroups(eight, keys: keys)
    #expect(groups.groupOfRecord == [0, 1, 2, 2, 1, 5, 2, 2])
    let conflicts = groups.values.filter { $0.state != .linked }
    #expect(conflicts.count == 1)
    let conflict = try #require(conflicts.first)
    #expect(conflict.value == "138" && conflict.state == .ambiguous)
    #expect(conflict.groups == [0, 1, 2])
    #expect(conflict.blockedBy == 0 && conflict.group == nil)
  }

  @Test func theOrderOfTheRecordsDoesNotMatter() {
    let expected = partition(Array(eight.indices))
    for seed in 0..<50 {
      var order = Array(eight.indices)
      var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
      for index in order.indices.reversed() {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        order.swapAt(index, Int(state >> 33) % (index + 1))
      }
      #expect(partition(order) == expected)
    }
  }

  @Test func aLowerKeyLeftOutNeverMergesMore() {
    let whole = IdentityGroups(eight, keys: keys)
    let part = IdentityGroups(eight.map { Array($0.prefix(3)) }, keys: Array(keys.prefix(3)))
    for left in eight.indices {
      for right in eight.indices where part.groupOfRecord[left] == part.groupOfRecord[right] {
        #expect(whole.groupOfRecord[left] == whole.groupOfRecord[right])
      }
    }
  }

  @Test func aValueOfTooManyRecordsLinksNothing() {
    let records: [[String?]] = (0..<4).map { [nil, nil, "0755", "O\($0)"] }
    let few = [keys[2], keys[3]].map {
      IdentityKey($0.name, isExclusive: false, maximumRecords: 3)
    }
    let groups = IdentityGroups(records.map { Array($0.suffix(2)) }, keys: few)
    #expect(groups.groupOfRecord == [0, 1, 2, 3])
    #expect(groups.values.first?.state == .shared)
  }

  @Test func aChainThatEndsInAContradictionIsNotJoinedAtAll() {
    // Each phone alone fits; together they would make one person with two unionids.
    let records: [[String?]] = [
      ["U1", nil, "1", nil], [nil, "E1", "1", nil], [nil, "E1", "2", nil], ["U2", nil, "2", nil],
    ]
    let groups = IdentityGroups(records, keys: keys)
    #expect(groups.groupOfRecord == [0, 1, 1, 3])
    let states = groups.values.filter { $0.key == 2 }.map { $0.state }
    #expect(states == [.inconsistent, .inconsistent])
  }

  @Test func anIDOfTwoPeopleLinksNeither() {
    let records: [[String?]] = [["U1", "E1", nil, nil], ["U1", "E2", nil, nil]]
    let groups = IdentityGroups(records, keys: keys)
    #expect(groups.groupOfRecord == [0, 1])
    #expect(groups.values.map { $0.state } == [.ambiguous, .linked, .linked])
    #expect(groups.values[0].blockedBy == 1)
  }

  /// The records of each group, by their numbers in the worked example.
  private func partition(_ order: [Int]) -> Set<Set<Int>> {
    let groups = IdentityGroups(order.map { eight[$0] }, keys: keys)
    return Set(
      Dictionary(grouping: order.indices) { groups.groupOfRecord[$0] }.values.map { group in
        Set(group.map { order[$0] })
      })
  }
}
