/// How the bytes of delimited or JSON files become rows of text: what a profile declares and what
/// `read_csv` and `read_json` may override.
package struct ReadOptions: Hashable, Sendable {
  /// The encoding by name (`utf-8`, `gb18030`, …); nil takes the verdict on the first bytes.
  package var encoding: String?
  /// The field separator of delimited text.
  package var delimiter: UInt8 = UInt8(ascii: ",")
  /// Header names by which the header line is found below a preamble; empty where it is the first
  /// record. They are matched after NFKC normalisation and trimming.
  package var headerNames: [String] = []
  /// How many records are searched for the header.
  package var headerSearchLimit = 50
  /// Cells that mean "missing" in every column, beside the empty cell.
  package var nullTokens: [String] = []
  /// How total rows are recognised; nil where the export has none.
  package var totals: TotalRowRule?
  /// What happens to a record with bytes that are not of the encoding.
  package var onBadBytes: BadBytes = .fail
  /// A record longer than this is an unclosed quote or no record at all.
  package var maxRecordBytes = 16 << 20

  /// What happens to bytes that are not of the encoding.
  package enum BadBytes: String, Hashable, Sendable, CaseIterable {
    /// The run ends with the place.
    case fail
    /// The record goes to the rejects.
    case reject
    /// U+FFFD takes their place, counted.
    case replace
  }

  package init() {}
}

/// How a total row is told from data, so that it is checked and never added up.
///
/// A record is a total row if its first cell that is not empty is one of the labels, after NFKC
/// normalisation and trimming.
package struct TotalRowRule: Hashable, Sendable {
  package var labels: [String]

  package init(labels: [String] = ["合计", "总计", "小计", "汇总", "Total", "Grand total"]) {
    self.labels = labels
  }
}
