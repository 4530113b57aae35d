import CSimdJSON
import FupanDiagnostics
import Synchronization

/// What workers read the rows of chunks with. It learns the keys of the lines and keeps its memory,
/// so it goes from one chunk to the next.
final class JSONRowPool: Sendable {
  /// How a column is taken from the wanted paths.
  struct Column: Sendable {
    /// How many paths are its own; the first that is there counts.
    var pathCount: Int
    var missing: NullTokens
  }

  private let paths: JSONPaths
  private let columns: [Column]
  private let idle = Mutex<[fupan_json_rows]>([])

  /// - Parameter paths: those of all columns, one column's after the other's.
  init(_ paths: JSONPaths, _ columns: [Column]) {
    self.paths = paths
    self.columns = columns
  }

  deinit {
    idle.withLock { idle in
      for rows in idle { fupan_json_rows_free(rows) }
    }
  }

  /// One that no other worker has; it is given back when its rows are taken.
  func take() throws(Problems) -> fupan_json_rows {
    if let rows = idle.withLock({ $0.popLast() }) { return rows }
    let rows = create()
    guard rows.state != nil else { throw JSONRowPool.outOfMemory }
    return rows
  }

  func giveBack(_ rows: fupan_json_rows) { idle.withLock { $0.append(rows) } }

  static var outOfMemory: Problems {
    Problems(Diagnostic(.invalidJSON, ["reason": "no memory"]))
  }

  private func create() -> fupan_json_rows {
    // One buffer for the texts and one for their lengths, at which the columns point.
    let tokens = columns.map { $0.missing.tokens }
    let texts = tokens.joined().joined().map { CChar(bitPattern: $0) } + [0]
    let lengths = tokens.joined().map { $0.count } + [0]
    return texts.withUnsafeBufferPointer { texts in
      lengths.withUnsafeBufferPointer { lengths in
        var (text, length) = (0, 0)
        let made = columns.indices.map { index in
          let column = fupan_json_column(
            path_count: columns[index].pathCount,
            is_empty_missing: columns[index].missing.hasEmptyText,
            missing: texts.baseAddress.map { $0 + text },
            missing_lengths: lengths.baseAddress.map { $0 + length },
            missing_count: tokens[index].count)
          text += tokens[index].reduce(0) { $0 + $1.count }
          length += tokens[index].count
          return column
        }
        return fupan_json_rows_create(paths.compiled, made, made.count)
      }
    }
  }
}
