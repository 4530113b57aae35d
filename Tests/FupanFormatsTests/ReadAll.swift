import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Everything a reader delivers.
struct ReadAll {
  var rows: [[Value]] = []
  var lines: [Int64] = []
  var files: [Int32] = []
  var rejections: [Rejection] = []
  var totals: [TotalRow] = []
  var account = FileAccount()

  /// Rejections in short: `code@line:column`.
  var rejected: [String] {
    rejections.map {
      "\($0.diagnostic.code)@\($0.line)/\($0.diagnostic.place.map { "\($0.line):\($0.column)" } ?? "")"
    }
  }
}

extension ChunkedReader {
  mutating func all() throws -> ReadAll {
    var result = ReadAll()
    while let chunk = try next() {
      let parsed = try parse(chunk)
      result.rows += (0..<parsed.batch.count).map { parsed.batch.row($0) }
      result.lines += parsed.batch.provenance?.lines ?? []
      result.files += parsed.batch.provenance?.files ?? []
      result.rejections += parsed.rejections
      result.totals += parsed.totals
      result.account = result.account + parsed.account
    }
    return result
  }
}
