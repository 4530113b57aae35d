import FupanData
import Testing

/// Keys are distributed so that equal ones meet, whoever distributes them.
@Suite struct KeyPartsTests {
  @Test func groupsOfAPartStandTogetherInTheirOrder() {
    let column = Column(.text, (0..<5_000).map { .text("person \($0 % 3_000)") })
    var table = KeyTable()
    let groups = table.insert([column], count: 5_000)
    var distributed = table
    let parts = distributed.distribute()
    #expect(Set(parts.places).count == 3_000)
    var merged = Array(repeating: KeyTable(), count: KeyParts.count)
    for part in 0..<KeyParts.count {
      let range = parts.range(part)
      #expect((20...90).contains(range.count))
      let numbers = merged[part].merge(distributed, range)
      #expect(numbers == (0..<Int32(range.count)).map { $0 })
      let inOrder = parts.places.filter { range.contains(Int($0)) }
      #expect(inOrder == range.map { Int32($0) })
    }
    #expect(KeyTable.contain([column], count: 5_000, parts: merged).allSatisfy { $0 })
    let others = Column(.text, (0..<100).map { .text("nobody \($0)") })
    #expect(!KeyTable.contain([others], count: 100, parts: merged).contains(true))
    #expect(KeyTable.contain([column], count: 5_000, parts: [table]).allSatisfy { $0 })
    let values = parts.ofValues(groups)
    let partOfGroup = parts.places.map { place in
      (0..<KeyParts.count).first { parts.range($0).contains(Int(place)) }
    }
    for (row, place) in values.places.enumerated() {
      let part = (0..<KeyParts.count).first { values.range($0).contains(Int(place)) }
      #expect(part == partOfGroup[Int(groups[row])])
    }
  }
}
