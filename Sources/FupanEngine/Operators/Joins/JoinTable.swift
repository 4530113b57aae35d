import FupanData
import FupanPlan

/// The right side of a join, found by its keys.
struct JoinTable: Sendable {
  let rows: Batch
  /// Positions of the right columns that go into the result.
  let taken: [Int]
  private let table: KeyTable
  /// Whether each row has a key of its own: then a key's number is its row.
  let isUnique: Bool
  /// Where each key's rows are in ``rowsByKey``; one more than there are keys.
  private let starts: [Int32]
  /// Right rows, by key and then in their order.
  private let rowsByKey: [Int32]
  private let lease: MemoryLease

  /// About how many bytes a row takes beside the row.
  static var rowBytes: Int { 48 }

  /// - Parameters:
  ///   - keys: the columns by which rows are found.
  ///   - taken: positions of the columns that go into the result; the others are let go.
  ///   - isWhole: whether the others are still asked for.
  init(
    _ rows: Batch, keys: [String], taken: [Int], isWhole: Bool, in budget: MemoryBudget
  ) {
    if isWhole {
      self.rows = rows
      self.taken = taken
    } else {
      self.rows = Batch(
        Schema(taken.map { rows.schema.fields[$0] }), taken.map { rows.columns[$0] },
        count: rows.count, provenance: rows.provenance)
      self.taken = Array(taken.indices)
    }
    let columns = keys.compactMap { rows[$0] }
    var table = KeyTable(expecting: rows.count)
    var keyOfRow = table.insert(columns, count: rows.count)
    let present = JoinTable.present(columns)
    isUnique = present == nil && table.count == rows.count
    if isUnique {
      self.table = table
      (starts, rowsByKey) = ([], [])
      lease = MemoryLease(self.rows.byteCount + table.memory, of: budget)
      return
    }
    if let present {
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
    lease = MemoryLease(
      self.rows.byteCount + table.memory + (starts.count + rowsByKey.count) * 4, of: budget)
    self.table = table
    self.starts = starts
    self.rowsByKey = rowsByKey
  }

  /// Which rows have a value in every key column; nil where all do.
  private static func present(_ keys: [Column]) -> Validity? {
    keys.reduce(nil) { Validity.both($0, $1.validity) }
  }

  /// The number of each left row's key, -1 where no right row has it.
  func keys(_ keys: [Column], count: Int) -> [Int32] {
    table.find(keys, count: count, present: JoinTable.present(keys))
  }

  /// Where ``row(_:)`` finds the right rows with a key.
  func matches(_ key: Int32) -> Range<Int> {
    if key < 0 { return 0..<0 }
    if isUnique { return Int(key)..<Int(key) + 1 }
    return Int(starts[Int(key)])..<Int(starts[Int(key) + 1])
  }

  /// The right row at a position of ``matches(_:)``.
  func row(_ position: Int) -> Int32 {
    isUnique ? Int32(truncatingIfNeeded: position) : rowsByKey[position]
  }
}
