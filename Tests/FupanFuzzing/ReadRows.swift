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

  /// Reads with two sizes of chunks, which must not show.
  static func expectSame(_ read: (_ chunkBytes: Int) throws -> ReadRows) throws {
    let outcomes = try [1 << 20, 1, 7].map { size in
      do { return Result<ReadRows, Problems>.success(try read(size)) } catch let error as Problems {
        return .failure(error)
      }
    }
    for (size, outcome) in zip([1, 7], outcomes[1...]) {
      switch (outcomes[0], outcome) {
      case (.success(let whole), .success(let parts)):
        try FuzzFinding.unless(whole == parts, "chunks of \(size) bytes: \(parts), not \(whole)")
      case (.failure(let whole), .failure(let parts)):
        try FuzzFinding.unless(
          whole.first.code == parts.first.code,
          "chunks of \(size) bytes: \(parts.first.code), not \(whole.first.code)")
      default: throw FuzzFinding("chunks of \(size) bytes: \(outcome), not \(outcomes[0])")
      }
    }
  }
}
