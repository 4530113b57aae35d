/// Where the records of a file went: records = preamble + headers + passed over + totals + read +
/// rejected.
package struct FileAccount: Hashable, Sendable {
  package var records = 0
  package var preamble = 0
  /// Rows of the header, those that repeat it further down included.
  package var headers = 0
  /// Comments, lines of the footer and records of tables that are not read.
  package var passedOver = 0
  package var totals = 0
  package var read = 0
  package var rejected = 0
  /// Rows that were read although they have more or fewer cells than the header; a part of ``read``.
  package var padded = 0
  /// Bytes that are not of the encoding and were replaced by U+FFFD; not a part of the sum.
  package var replacements = 0

  package init() {}

  /// Whether every record is somewhere.
  package var isClosed: Bool {
    records == preamble + headers + passedOver + totals + read + rejected
  }

  package static func + (left: FileAccount, right: FileAccount) -> FileAccount {
    var sum = left
    sum.records += right.records
    sum.preamble += right.preamble
    sum.headers += right.headers
    sum.passedOver += right.passedOver
    sum.totals += right.totals
    sum.read += right.read
    sum.rejected += right.rejected
    sum.padded += right.padded
    sum.replacements += right.replacements
    return sum
  }
}
