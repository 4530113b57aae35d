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
  @Parameter("The encoding; by default the verdict on the first bytes.") package var encoding:
    String?
  @Parameter("The separator of fields.") package var delimiter: Located<String>?
  @Parameter("What encloses cells, or none where quotes are plain characters.")
  package var quote: Located<String>?
  @Parameter("What makes the character behind it plain inside quotes, beside the doubled quote.")
  package var escape: Located<String>?
  @Parameter("Headers that every such file has; the header line is found by them.")
  package var header: [String] = []
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

/// Rows of a profile that hold several things side by side, such as the sub-orders of an order.
package struct ProfileSplit: Parameterised {
  @Parameter("The columns with a value for each thing.", .principal, .nonEmpty)
  package var columns: [ColumnName]
  @Parameter("What stands between the values.", .nonEmpty) package var separator: String = ";"
  @Parameter("A new column: whether a row stays whole because its columns do not fit.")
  package var flag: String = "is_combined"

  package init() {}
}

/// Another way a platform writes an export: with other headers, or other scales under them.
package struct ProfileVersion: Parameterised {
  @Parameter("Headers that every such file has.", .nonEmpty) package var header: [String]
  @Parameter("Columns of the profile that are found or read otherwise.")
  package var columns: OrderedMap<ProfileColumn> = OrderedMap()

  package init() {}
}

/// One column of a profile: where it is found and how it is read.
package struct ProfileColumn: Parameterised {
  @Parameter("Headers it may have, or paths in JSON; the first found wins.", .principal, .nonEmpty)
  package var from: [String]
  @Parameter("How it is read.") package var `as`: Located<String> = Located("text")
  @Parameter("Which of several columns with that header.", .atLeast(1))
  package var occurrence: Int = 1
  @Parameter("Whether the file may lack it.") package var optional: Bool = false
  @Parameter("Cells that mean 'missing' here.") package var nullTokens: [String] = []
  @Parameter("Whether it tells who somebody is.") package var personal: Bool = false
  @Parameter("What one value belongs to where that is not the row.") package var grain: String?
  @Parameter("Ways a day may be written.") package var formats: [DateFormat] = [.yearFirst]
  @Parameter("Whether bare numbers are percentages.") package var percentScale: Bool = false
  @Parameter("The year of days without one, or the last day they can be.")
  package var yearHint: Located<String>?
  @Parameter("Cells that mean 'missing' for a reason, and the reason.")
  package var codes: OrderedMap<String> = OrderedMap()
  @Parameter("The words that the column may hold, and what each becomes.")
  package var values: OrderedMap<String> = OrderedMap()
  @Parameter("What every other word becomes; by default its row is refused.")
  package var otherwise: String?
  @Parameter("The options of a question; others stay and are counted.")
  package var options: [String] = []
  @Parameter("A new column: why a value is missing, of codes.")
  package var reason: Located<String>?
  @Parameter("A new column: whether the number says 'at least'.")
  package var lowerBound: Located<String>?
  @Parameter("A new column: the text of values that are masked or encrypted.")
  package var masked: Located<String>?
  @Parameter("A new column: the end of a span of time.") package var until: Located<String>?
  @Parameter("What happens to a row with a cell that cannot be read; by default as the stage says.")
  package var onError: OnError?

  package init() {}
}
