import FupanConfig
import FupanDiagnostics
import FupanPlan

/// What is known of a platform's export: how its files are written and what its columns mean.
///
/// A profile is a YAML resource, `profiles/<name>.yaml`; a new export costs one and a case folder.
package struct Profile: Parameterised {
  @Parameter("A profile that holds for whatever this one leaves out; columns are added to its.")
  package var like: Located<String>?
  @Parameter("What it is, in English.") package var about: String = ""
  @Parameter("What it is, in Chinese.") package var aboutZh: String = ""
  @Parameter("The canonical table its rows belong to.") package var table: String = ""
  @Parameter("Patterns of the names such files have.") package var files: [String] = []
  @Parameter("Delimited text, or one JSON object a line.") package var format: Format = .delimited
  @Parameter("Where the array of rows is in a JSON file that is one object around it.")
  package var rows: String?
  @Parameter("The encoding; by default the verdict on the first bytes.") package var encoding:
    String?
  @Parameter("The separator of fields.") package var delimiter: Located<String>?
  @Parameter("What encloses cells, or none where quotes are plain characters.")
  package var quote: Located<String>?
  @Parameter("What makes the character behind it plain inside quotes, beside the doubled quote.")
  package var escape: Located<String>?
  @Parameter("Headers that every such file has; the header line is found by them.")
  package var header: [String] = []
  @Parameter("Whether each file is one row, written downwards: a name and its value on each line.")
  package var vertical: Bool = false
  @Parameter(
    "Whether other tables stand to the left or right: the headers count where they stand next to each other, in this order."
  )
  package var sideBySide: Bool = false
  @Parameter(
    "How many rows the header has; upper cells are joined to the lower by ' › '.", .in(1...5))
  package var headerRows: Int?
  @Parameter("How comment lines begin, such as #.") package var comment: String?
  @Parameter("How the line begins that ends the data, such as ---.") package var footer: String?
  @Parameter(
    "Of several tables, apart by blank or comment lines: split for the one that has the header, all, or a number."
  )
  package var tables: Located<String>?
  @Parameter("What happens to a row with more or fewer cells than the header.")
  package var ragged: ReadOptions.Ragged?
  @Parameter("The zone of the export's civil times.") package var timezone: String?
  @Parameter("The currency of its money.") package var currency: String?
  @Parameter("The column that says the currency; rows of another than the pipeline's are refused.")
  package var currencyColumn: ColumnName?
  @Parameter("Whether text is filled up with spaces, which are no part of it.")
  package var padded: Bool = false
  @Parameter("Cells that mean 'missing' in every column.") package var nullTokens: [String] = []
  @Parameter("Whether a total row may follow the data; it is checked, never added.")
  package var totals: Bool = false
  @Parameter("What a row is, such as order or item.") package var grain: String?
  @Parameter("Rows that count, such as type = 'track'; the others are dropped.")
  package var keep: ParsedExpression?
  @Parameter(
    "A column whose blank cells repeat the row above, such as order_id; columns of the same grain do so within it."
  )
  package var fillDown: ColumnName?
  @Parameter(
    "Columns that make rows of two downloads the same thing, the later download wins; rows without the first stay."
  )
  package var overlap: [ColumnName] = []
  @Parameter("Columns that hold a value for each of several things in one row.")
  package var splitRows: ProfileSplit?
  @Parameter("Columns with the same text in every row.")
  package var constants: OrderedMap<String> = OrderedMap()
  @Parameter(
    "Columns of which the file's name says the text, by patterns of names; the first that fits counts."
  )
  package var byName: OrderedMap<OrderedMap<String>> = OrderedMap()
  @Parameter("Columns computed from the others.")
  package var derive: OrderedMap<ParsedExpression> = OrderedMap()
  @Parameter("Canonical columns and where each is found.", .nonEmpty)
  package var columns: OrderedMap<ProfileColumn> = OrderedMap()
  @Parameter("Whether columns that it does not name come along as text, under their own headers.")
  package var others: Bool = false
  @Parameter(
    "Other ways the platform writes it, such as before a day; a file is of the first whose headers it has, else of none of them."
  )
  package var versions: [Named<ProfileVersion>] = []

  /// How the file is written.
  package enum Format: String, ParameterChoice {
    case delimited, ndjson
  }

  package init() {}
}
