import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `read_csv`: files of delimited text.
///
///     - read_csv: {files: exports/有赞订单*.csv, profile: youzan_orders}
///     - read_csv: {files: plan/预算.csv}
///     - read_csv: {files: 问卷.csv, header_rows: 2}
///     - read_csv: {files: ga4.csv, comment: "#", tables: split, header: [Session source]}
///     - read_csv: {files: 下载.zip!订单*.csv, into: file}
package struct ReadCSV: ReadStage {
  package static let about = StageDescription(
    "read_csv", .read, "Reads files of delimited text, by a platform's profile or as plain text.")

  @Parameter(
    "Paths or patterns; archive.zip!pattern names files in an archive.", .principal, .nonEmpty)
  package var files: [FilePath]
  @Parameter("The platform's export profile; without one every column is text.")
  var profile: Located<String>?
  @Parameter("Whether the files may be missing; what depends on them then says so.")
  var optional: Bool = false
  @Parameter(
    "The encoding: utf-8, gb18030 (or gbk), utf-16le, utf-32le, big5 or windows-1252.")
  var encoding: String?
  @Parameter("The separator of fields.") var delimiter: Located<String>?
  @Parameter("What encloses cells, or none where quotes are plain characters.")
  var quote: Located<String>?
  @Parameter("What makes the character behind it plain inside quotes, beside the doubled quote.")
  var escape: Located<String>?
  @Parameter("Headers by which the header line is found below other lines.")
  var header: [String] = []
  @Parameter(
    "How many rows the header has; upper cells are joined to the lower by ' › '.", .in(1...5))
  var headerRows: Int?
  @Parameter("How comment lines begin, such as #.") var comment: String?
  @Parameter("How the line begins that ends the data, such as ---.") var footer: String?
  @Parameter(
    "Of several tables, apart by blank or comment lines: split for the one that has the header, all, or a number."
  )
  var tables: Located<String>?
  @Parameter("What happens to a row with more or fewer cells than the header.")
  var ragged: ReadOptions.Ragged?
  @Parameter("Cells that mean 'missing'.") var nullTokens: [String] = []
  @Parameter(
    "Whether there are total rows; they are checked, never added. By default a row that is called a total is rejected, and a last row that is the sum of all others is noticed; false says that it is data."
  )
  var totals: Bool?
  @Parameter("What happens to a row with bytes that are not of the encoding.")
  var onBadBytes: ReadOptions.BadBytes?
  @Parameter("What happens to a row that cannot be read.") var onError: OnError = .reject
  @Parameter("A column that says which file a row is from.") var into: String?

  package init() {}

  package func lower(in scope: Scope) throws(Problems) -> Relation {
    try TableFiles(
      files: files, profile: profile, isOptional: optional, into: into, onError: onError
    )
    .relation(in: scope) { (options) throws(Problems) in try apply(to: &options) }
  }

  private func apply(to options: inout ReadOptions) throws(Problems) {
    if let encoding { options.encoding = encoding }
    if !header.isEmpty { options.headerNames = header }
    options.nullTokens += nullTokens
    options.declare(totals: totals)
    if let onBadBytes { options.onBadBytes = onBadBytes }
    if let headerRows { options.headerRows = headerRows }
    if let comment { options.comment = comment }
    if let footer { options.footer = footer }
    if let ragged { options.ragged = ragged }
    try options.declare(delimiter: delimiter, quote: quote, escape: escape, tables: tables)
  }
}

extension ReadOptions.BadBytes: ParameterChoice {}
extension ReadOptions.Ragged: ParameterChoice {}

extension ReadOptions {
  /// Sets the characters and tables that a stage or a profile writes as text.
  mutating func declare(
    delimiter: Located<String>?, quote: Located<String>?, escape: Located<String>?,
    tables: Located<String>?
  ) throws(Problems) {
    var found: [Diagnostic] = []
    func byte(_ text: Located<String>) -> UInt8? {
      let bytes = Array((text.value == "tab" ? "\t" : text.value).utf8)
      if bytes.count == 1, bytes[0] < 0x80, bytes[0] != 10, bytes[0] != 13 { return bytes[0] }
      found.append(Diagnostic(.badDelimiter, at: text.place, ["text": .text(text.value)]))
      return nil
    }
    if let quote { self.quote = quote.value == "none" ? nil : byte(quote) }
    if let escape { self.escape = byte(escape) }
    if let delimiter {
      self.delimiter = byte(delimiter)
      if self.delimiter == self.quote, found.isEmpty {
        found.append(
          Diagnostic(.badDelimiter, at: delimiter.place, ["text": .text(delimiter.value)]))
      }
    }
    // An escape that is the quote is the doubled quote, which is always understood.
    if self.escape == self.quote { self.escape = nil }
    if let tables {
      switch tables.value {
      case "one": self.tables = .one
      case "split": self.tables = .split
      case "all": self.tables = .all
      default:
        if let number = Int(tables.value), number > 0 {
          self.tables = .number(number)
        } else {
          found.append(Diagnostic(.badTables, at: tables.place, ["text": .text(tables.value)]))
        }
      }
    }
    try Problems.throwIfAny(found)
  }
}

extension Message {
  static let badTables = Message(
    "bad_tables", exit: .config, en: "'{text}' does not say which tables are read",
    zh: "“{text}”没有说明读取哪些表",
    hint: (
      en: "write one, split for the one that has the header, all of those, or the number of one",
      zh: "请写 one（只有一张表）、split（含该表头的一张）、all（含该表头的全部），或其中第几张的数字"
    ))

  static let badDelimiter = Message(
    "bad_delimiter", exit: .config, en: "'{text}' cannot separate or enclose fields",
    zh: "“{text}”不能作分隔符或引号",
    hint: (en: "write one ASCII character, or tab", zh: "请写一个 ASCII 字符，或 tab"))
}
