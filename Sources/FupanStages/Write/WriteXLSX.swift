import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `write_xlsx`: the rows as an Excel workbook in the run's folder.
///
///     - write_xlsx: 召回名单.xlsx
///     - write_xlsx: {file: 团长榜.xlsx, sheet: 四月}
package struct WriteXLSX: WriteStage {
  package static let about = StageDescription(
    "write_xlsx", .write,
    "Writes the rows as an Excel workbook in the run's folder: typed cells, filters, frozen head.")

  @Parameter("The file, under the run's folder.", .principal) var file: FilePath
  @Parameter("What the sheet is called; by default as the dataset.") var sheet: Located<String>?

  package init() {}

  package func sink(for input: Relation, in scope: Scope) throws(Problems) -> Sink {
    var found: [Diagnostic] = []
    let path = found.gather { () throws(Problems) in try OutputPath.checked(file) }
    if let sheet, !SheetName.isAllowed(sheet.value) {
      found.append(Diagnostic(.badSheetName, at: sheet.place, ["name": .text(sheet.value)]))
    }
    // Spreadsheets know no zones: an instant is written as the clock on the wall showed it.
    if input.schema.fields.contains(where: { $0.type == .timestamp }) {
      found.gather { () throws(Problems) in _ = try scope.requiredZone() }
    }
    if let problems = Problems(found) { throw problems }
    return Sink(
      fragment: scope.dataset, path: path ?? file.text, format: .xlsx,
      options: WriteOptions(
        zone: scope.zone, isPersonal: input.schema.fields.contains { $0.isPersonal },
        sheet: sheet?.value ?? scope.dataset),
      origin: scope.origin)
  }
}

/// Names of sheets as spreadsheets take them.
private enum SheetName {
  static func isAllowed(_ name: String) -> Bool {
    !name.isEmpty && name.utf16.count <= 31 && !name.hasPrefix("'") && !name.hasSuffix("'")
      && !name.contains { "[]:*?/\\".contains($0) }
      && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }
}

extension Message {
  static let badSheetName = Message(
    "bad_sheet_name", exit: .config, en: "'{name}' cannot be the name of a sheet",
    zh: "“{name}”不能作工作表名",
    hint: (
      en: "at most 31 characters, none of them [ ] : * ? / \\, and no ' at the ends",
      zh: "最多 31 个字符，不含 [ ] : * ? / \\，首尾不能是 '"
    ))
}
