/// A record of delimited text that the record cutter could not read.
package struct RecordFault: Hashable, Sendable {
  /// What is wrong.
  package enum Kind: Hashable, Sendable {
    /// After a closing quote stands something other than a delimiter or a line end.
    case textAfterQuote
    /// A quote is open over a line end and never closes as it should.
    case unclosedQuote
    /// A line begins as a comment does and has as many fields as the header.
    case commentOrRow
  }

  package var kind: Kind
  /// The first physical line of the record, its line end included: what is lost.
  package var range: Range<Int>
  /// Where the text after the quote stands, or where the unclosed quote opened. It may lie beyond
  /// `range` where the record's earlier fields hold line ends.
  package var position: Int
  /// How many lines below the record's first line `position` is.
  package var lineOffset = 0
  /// What stands before `position` on its line, as raw bytes: its length in characters is the column.
  package var before: [UInt8] = []

  package init(_ kind: Kind, _ range: Range<Int>, at position: Int) {
    self.kind = kind
    self.range = range
    self.position = position
  }

  /// Looks up where `position` is in the bytes that the ranges refer to.
  mutating func locate(in bytes: UnsafeBufferPointer<UInt8>) {
    lineOffset = 0
    var lineStart = range.lowerBound
    while let end = bytes.firstLineEnd(in: lineStart..<position) {
      lineStart = bytes.end(ofLineEndAt: end)
      lineOffset += 1
    }
    before = Array(bytes[lineStart..<position])
  }
}
