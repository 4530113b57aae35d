import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `read_csv`: files of delimited text.
///
///     - read_csv: {files: exports/有赞订单*.csv, profile: youzan_orders}
///     - read_csv: {files: plan/预算.csv}
package struct ReadCSV: ReadStage {
  package static let about = StageDescription(
    "read_csv", .read, "Reads files of delimited text, by a platform's profile or as plain text.")

  @Parameter("Paths or patterns.", .principal, .nonEmpty) package var files: [FilePath]
  @Parameter("The platform's export profile; without one every column is text.")
  var profile: Located<String>?
  @Parameter("Whether the files may be missing; what depends on them then says so.")
  var optional: Bool = false
  @Parameter("The encoding, such as utf-8 or gb18030.") var encoding: String?
  @Parameter("The separator of fields.") var delimiter: Located<String>?
  @Parameter("Headers by which the header line is found below other lines.")
  var header: [String] = []
  @Parameter("Cells that mean 'missing'.") var nullTokens: [String] = []
  @Parameter("Whether a total row may follow the data; it is checked, never added.")
  var totals: Bool = false
  @Parameter("What happens to a row with bytes that are not of the encoding.")
  var onBadBytes: ReadOptions.BadBytes?
  @Parameter("What happens to a row that cannot be read.") var onError: OnError = .reject

  package init() {}

  package func lower(in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let (known, paths) = scope.inputs.inputs(
      files, profile: profile, isOptional: optional, gathering: &found)
    var options = known?.readOptions ?? ReadOptions()
    found.gather { () throws(Problems) in try apply(to: &options) }
    if let problems = Problems(found) { throw problems }
    if let profile = known {
      return try profile.relation(of: paths, options, onError: onError, in: scope)
    }
    guard let first = paths.first else { return absent(options, in: scope) }
    let columns = try scope.inputs.headers(of: first, options, at: files.first?.place)
    return Relation(
      scanning: FileSource(
        .delimited, files: paths, options: options, columns: columns.map { ScanColumn($0) }),
      origin: scope.origin)
  }

  /// No rows, with the columns that later stages name: as they would be, all text.
  private func absent(_ options: ReadOptions, in scope: Scope) -> Relation {
    let columns = scope.guessedColumns[scope.dataset] ?? []
    var source = FileSource(
      .delimited, files: [], options: options, columns: columns.map { ScanColumn($0) })
    source.isGuessed = true
    let relation = Relation(scanning: source, origin: scope.origin)
    return scope.isGuessing ? relation.incomplete : relation
  }

  private func apply(to options: inout ReadOptions) throws(Problems) {
    if let encoding { options.encoding = encoding }
    if !header.isEmpty { options.headerNames = header }
    options.nullTokens += nullTokens
    if totals { options.totals = TotalRowRule() }
    if let onBadBytes { options.onBadBytes = onBadBytes }
    guard let delimiter else { return }
    let bytes = Array((delimiter.value == "tab" ? "\t" : delimiter.value).utf8)
    guard bytes.count == 1, bytes[0] != UInt8(ascii: "\""), bytes[0] != 10, bytes[0] != 13 else {
      throw Problems(
        Diagnostic(.badDelimiter, at: delimiter.place, ["text": .text(delimiter.value)]))
    }
    options.delimiter = bytes[0]
  }
}

extension ReadOptions.BadBytes: ParameterChoice {}

extension Message {
  static let badDelimiter = Message(
    "bad_delimiter", exit: .config, en: "'{text}' cannot separate fields",
    zh: "“{text}”不能作分隔符",
    hint: (en: "write one ASCII character, or tab", zh: "请写一个 ASCII 字符，或 tab"))
}
