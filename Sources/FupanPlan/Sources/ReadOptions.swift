/// How the bytes of delimited or JSON files become rows of text: what a profile declares and what
/// `read_csv` and `read_json` may override.
package struct ReadOptions: Hashable, Sendable {
  /// The encoding by name (`utf-8`, `gb18030`, …); nil takes the verdict on the first bytes.
  package var encoding: String?
  /// The field separator of delimited text; nil is a comma that nobody declared, so that a file whose
  /// lines another one cuts is refused.
  package var delimiter: UInt8?
  /// What encloses a cell with delimiters or line ends in it; nil where quotes are plain characters.
  package var quote: UInt8? = UInt8(ascii: "\"")
  /// What makes the character behind it plain inside quotes, beside the doubled quote.
  package var escape: UInt8?
  /// How comment lines begin; nil where there are none.
  package var comment: String?
  /// How the line begins that ends the data: it and all below it are no data.
  package var footer: String?
  /// Which sheets of workbooks are read; nil where the files are text.
  package var sheet: SheetChoice?
  /// Header names by which the header line is found below a preamble; empty where it is the first
  /// record. They are matched after NFKC normalisation and trimming.
  package var headerNames: [String] = []
  /// Whether each file is one row, written downwards: a name and its value on each line.
  package var isVertical = false
  /// Whether other tables may stand to the left and right of the wanted one: its header is where the
  /// wanted names stand next to each other in their order, and nothing outside them is read.
  package var isSideBySide = false
  /// How many rows the header has, upper cells filled forward and joined to the lower by ` › `; nil is
  /// one row that nobody declared, so that a file with an evident second one is refused.
  package var headerRows: Int?
  /// How many records are searched for the header.
  package var headerSearchLimit = 1000
  /// Which tables are read of a file that holds several, apart by blank or comment lines; nil where it
  /// is one table.
  package var tables: Tables?
  /// What happens to a record with more or fewer cells than the header.
  package var ragged: Ragged = .reject
  /// Cells that mean "missing" in every column, beside the empty cell.
  package var nullTokens: [String] = []
  /// What is known of total rows.
  package var totals = Totals.unknown
  /// Where the array of records is in a JSON file that is an object around it: `data.list`; nil where
  /// the file has a record a line or is an array.
  package var rows: String?
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

  /// Which of several tables in a file are read.
  package enum Tables: Hashable, Sendable {
    /// The file is one table, and comments may stand amid its rows.
    case one
    /// The one that has the wanted header; more of them are an error.
    case split
    /// All that have the wanted header, as if they were one.
    case all
    /// One of those that have the wanted header, counted from 1.
    case number(Int)
  }

  /// What happens to a record whose cells are not as many as the header's.
  package enum Ragged: String, Hashable, Sendable, CaseIterable {
    /// It goes to the rejects.
    case reject
    /// Cells it lacks are missing and empty ones too many are left off, counted.
    case pad
  }

  package init() {}

  /// What is known of total rows.
  package enum Totals: Hashable, Sendable {
    /// Nothing: a row that is called one is rejected, and a last row that is the sum of all others
    /// is noticed.
    case unknown
    /// There may be some: they are checked, never added.
    case checked
    /// There are none: a row is data, whatever it is called.
    case data
  }

  /// Says whether there are total rows; nil leaves it as it is.
  package mutating func declare(totals: Bool?) {
    if let totals { self.totals = totals ? .checked : .data }
  }
}
