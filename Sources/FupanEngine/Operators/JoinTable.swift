import FupanData
import FupanPlan

/// The right side of a join, found by its keys.
struct JoinTable: Sendable {
  let rows: Batch
  /// Positions of the right columns that go into the result.
  let taken: [Int]
  private let table: KeyTable
  /// Where each key's rows are in ``rowsByKey``; one more than there are keys.
  private let starts: [Int32]
  /// Right rows, by key and then in their order.
  private let rowsByKey: [Int32]

  init(_ rows: Batch, keys: [String], taken: [Int]) {
    self.rows = rows
    self.taken = taken
    let columns = keys.compactMap { rows[$0] }
    let normalized = NormalizedKeys(columns, count: rows.count)
    var table = KeyTable()
    var keyOfRow = table.insert(normalized)
    if let present = JoinTable.present(columns) {
      for row in keyOfRow.indices where !present[row] { keyOfRow[row] = -1 }
    }
    var starts = Array(repeating: Int32(0), count: table.count + 1)
    for key in keyOfRow where key >= 0 { starts[Int(key) + 1] += 1 }
    for key in 0..<table.count { starts[key + 1] += starts[key] }
    var next = starts
    var rowsByKey = Array(repeating: Int32(0), count: Int(starts[table.count]))
    for (row, key) in keyOfRow.enumerated() where key >= 0 {
      rowsByKey[Int(next[Int(key)])] = Int32(row)
      next[Int(key)] += 1
    }
    self.table = table
    self.starts = starts
    self.rowsByKey = rowsByKey
  }

  /// Which rows have a value in every key column; nil where all do.
  static func present(_ keys: [Column]) -> Validity? {
    keys.reduce(nil) { Validity.both($0, $1.validity) }
  }

  /// The number of each left row's key, -1 where no right row has it.
  func keys(_ keys: NormalizedKeys, present: Validity?) -> [Int32] {
    table.find(keys, present: present)
  }

  /// Where ``row(_:)`` finds the right rows with a key.
  func matches(_ key: Int32) -> Range<Int> {
    key < 0 ? 0..<0 : Int(starts[Int(key)])..<Int(starts[Int(key) + 1])
  }

  /// The right row at a position of ``matches(_:row:)``.
  func row(_ position: Int) -> Int32 { rowsByKey[position] }
}
