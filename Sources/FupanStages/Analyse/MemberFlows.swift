import FupanData

/// What changed on each day, in the order of days, and who is a member after all of it.
struct MemberFlows {
  /// Joins, returns among them, and leaves.
  typealias Change = (joins: Int, rejoins: Int, leaves: Int)

  private var changes: [(day: Int, change: Change)] = []
  private var position = 0
  /// Members counted one by one.
  private(set) var current = 0
  /// Returns on all days.
  private(set) var rejoins = 0

  /// - Parameter table: the rows of ``MemberSpells/flows(origin:)``.
  init(_ table: Table) {
    for row in table.rows {
      guard case .date(let day) = row[0] else {
        current += row[1].whole
        continue
      }
      changes.append((Int(day), (row[1].whole, row[2].whole, row[3].whole)))
      rejoins += row[2].whole
    }
    changes.sort { $0.day < $1.day }
  }

  var days: [Int] { changes.map { $0.day } }

  /// What changed since the last call, before a day.
  mutating func take(before day: Int) -> Change {
    var sum: Change = (0, 0, 0)
    while position < changes.count, changes[position].day < day {
      let change = changes[position].change
      sum = (
        sum.joins + change.joins, sum.rejoins + change.rejoins, sum.leaves + change.leaves
      )
      position += 1
    }
    return sum
  }
}
