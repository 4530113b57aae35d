import FupanData
import FupanDiagnostics
import FupanFormats

/// What a reader made of an input, in a form that can be compared.
struct ReadRows: Equatable {
  private(set) var rows: [[Value]] = []
  private(set) var lines: [Int64] = []
  private(set) var rejections: [String] = []
  private(set) var totals = 0
  private(set) var account = FileAccount()

  /// Reads everything.
  ///
  /// - Throws: ``FuzzFinding`` where a record is nowhere.
  init(_ reader: some ChunkedReader) throws {
    var reader = reader
    let parser = reader
    while let chunk = try reader.next() {
      let parsed = try parser.parse(chunk)
      rows += (0..<parsed.batch.count).map { parsed.batch.row($0) }
      lines += parsed.batch.provenance?.lines ?? []
      rejections += parsed.rejections.map {
        "\($0.diagnostic.code) \($0.line) \($0.diagnostic.place.map { "\($0.line):\($0.column)" } ?? "")"
      }
      totals += parsed.totals.count
      account = account + parsed.account
    }
    try FuzzFinding.unless(account.isClosed, "records got lost: \(account)")
    try FuzzFinding.unless(account.read == rows.count, "rows got lost: \(account), \(rows.count)")
    try FuzzFinding.unless(
      account.rejected == rejections.count, "rejections got lost: \(account), \(rejections)")
    try FuzzFinding.unless(lines == lines.sorted(), "lines are out of order: \(lines)")
  }

  /// Reads with three sizes of chunks, which must not show.
  static func expectSame(
    _ read: @escaping (_ chunkBytes: Int) throws -> ReadRows
  ) throws {
    try expectSame(
      [1 << 20, 1, 7].map { size in ("chunks of \(size) bytes", { try read(size) }) })
  }

  /// Reads in several ways, which must not show.
  static func expectSame(_ ways: [(name: String, read: () throws -> ReadRows)]) throws {
    let outcomes = try ways.map { way in
      do { return Result<ReadRows, Problems>.success(try way.read()) } catch let error as Problems {
        return .failure(error)
      }
    }
    for (way, outcome) in zip(ways, outcomes).dropFirst() {
      switch (outcomes[0], outcome) {
      case (.success(let first), .success(let other)):
        try FuzzFinding.unless(first == other, "\(way.name): \(other), not \(first)")
      case (.failure(let first), .failure(let other)):
        try FuzzFinding.unless(
          first.first.code == other.first.code,
          "\(way.name): \(other.first.code), not \(first.first.code)")
      default: throw FuzzFinding("\(way.name): \(outcome), not \(outcomes[0])")
      }
    }
  }
}
