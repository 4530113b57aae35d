import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `read_xlsx`: sheets of Excel and WPS workbooks.
///
///     - read_xlsx: {files: exports/笔记列表明细表*.xlsx, profile: xiaohongshu_notes}
///     - read_xlsx: {files: plan/计划.xlsx, sheet: 预算}
package struct ReadXLSX: ReadStage {
  package static let about = StageDescription(
    "read_xlsx", .read,
    "Reads sheets of Excel and WPS workbooks, by a platform's profile or as plain text.")

  @Parameter("Paths or patterns.", .principal, .nonEmpty) package var files: [FilePath]
  @Parameter(
    "The sheet's name or number, or a pattern of names such as 2026-*; by default the only one with cells or the wanted header."
  )
  var sheet: String?
  @Parameter("The platform's export profile; without one every column is text.")
  var profile: Located<String>?
  @Parameter("Whether the files may be missing; what depends on them then says so.")
  var optional: Bool = false
  @Parameter("Headers by which the header row is found below other rows.")
  var header: [String] = []
  @Parameter(
    "How many rows the header has; upper cells are joined to the lower by ' › '.", .in(1...5))
  var headerRows: Int?
  @Parameter("Cells that mean 'missing'.") var nullTokens: [String] = []
  @Parameter("Whether a total row may follow the data; it is checked, never added.")
  var totals: Bool?
  @Parameter("What happens to a row that cannot be read.") var onError: OnError = .reject
  @Parameter("A column that says which file a row is from.") var into: String?

  package init() {}

  package func lower(in scope: Scope) throws(Problems) -> Relation {
    try TableFiles(
      files: files, profile: profile, isOptional: optional, into: into, onError: onError
    )
    .relation(in: scope) { (options) throws(Problems) in
      options.sheet = sheet.map { SheetChoice($0) } ?? .only
      if !header.isEmpty { options.headerNames = header }
      if let headerRows { options.headerRows = headerRows }
      options.nullTokens += nullTokens
      options.declare(totals: totals)
    }
  }
}
