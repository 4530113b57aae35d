import FupanDiagnostics
import FupanPlan
import Glibc

/// An opened workbook of Excel or WPS, `.xlsx` or the older `.xls`: which it is, its first bytes say,
/// not its name.
///
///     let book = try WorkbookFile("plan/复盘台账.xlsx")
///     book.sheets.map(\.name)      // ["问题", "STAR", "假设", "分工"]
package struct WorkbookFile: Sendable {
  /// As the user named it.
  package let name: String
  package let identity: InputIdentity
  /// All sheets with cells, in order.
  package let sheets: [Sheet]
  private let content: Content

  /// One sheet.
  package struct Sheet: Hashable, Sendable {
    package var name: String
    package var isHidden: Bool
    /// Its part in the package, or its number in the binary workbook.
    var part: String
  }

  private enum Content: Sendable {
    case parts(WorkbookPackage)
    case binary(BinaryWorkbook)
  }

  /// Opens a workbook.
  ///
  /// - Throws: a file that is none, that is encrypted, or that is damaged.
  package init(_ name: String) throws(Problems) {
    var file = try InputFile(name)
    self.name = name
    identity = file.identity
    switch try WorkbookFile.kind(of: &file) {
    case .zip?:
      let parts = try WorkbookPackage(try InputFile(name))
      content = .parts(parts)
      sheets = parts.sheets
    case .compound?:
      let binary = try BinaryWorkbook(try InputFile(name))
      content = .binary(binary)
      sheets = binary.sheets
    case nil: throw Problems(Diagnostic(.notAWorkbook, ["file": .text(name)]))
    }
  }

  /// The bytes by which workbooks are known.
  private enum Kind { case zip, compound }

  /// Whether a file is a workbook; false also where it cannot be opened.
  package static func isWorkbook(_ name: String) -> Bool {
    // Standard input can be read only once, even where it is a file.
    guard !InputFile.isStandardInput(name), var file = try? InputFile(name),
      file.identity.isRegular
    else { return false }
    guard let kind = try? kind(of: &file) else { return false }
    guard kind == .zip else { return true }
    guard let again = try? InputFile(name), let archive = try? ZipArchive(again) else {
      return false
    }
    return archive.isWorkbook
  }

  private static func kind(of file: inout InputFile) throws(Problems) -> Kind? {
    var head = [UInt8](repeating: 0, count: 8)
    var failure: Problems?
    var count = 0
    head.withUnsafeMutableBytes { bytes in
      do throws(Problems) { count = try file.read(into: bytes) } catch { failure = error }
    }
    if let failure { throw failure }
    guard count > 0 else { throw Problems(Diagnostic(.emptyInput, ["file": .text(file.name)])) }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .zip }
    return head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? .compound : nil
  }

  /// A sheet's text from its beginning.
  func source(of sheet: Sheet) throws(Problems) -> SheetContent {
    switch content {
    case .parts(let parts):
      let reader = try parts.reader(of: sheet)
      return SheetContent(source: SheetSource(reader: reader), reader: reader)
    case .binary(let binary):
      return SheetContent(source: PrefixedSource(try binary.text(of: sheet), EmptySource()))
    }
  }

  /// What of a workbook's kind is worth telling.
  var warnings: [Diagnostic] {
    if case .binary = content {
      return [Diagnostic(.oldWorkbook, ["file": .text(name)], severity: .warning)]
    }
    return []
  }
}

/// A sheet's text, and where more is known of it once it is read.
struct SheetContent: Sendable {
  var source: any ByteSource
  var reader: SheetReader?
}

extension WorkbookFile {
  /// The sheets that are meant.
  ///
  /// - Throws: a sheet that is not there; several that could be meant.
  package func sheets(_ choice: SheetChoice, _ options: ReadOptions) throws(Problems) -> [Sheet] {
    let shown = sheets.filter { !$0.isHidden }
    switch choice {
    case .name(let wanted):
      if let sheet = sheets.first(where: { $0.name.utf8.elementsEqual(wanted.utf8) }) {
        return [sheet]
      }
      let cleaned = HeaderName.cleaned(wanted)
      let similar = sheets.filter {
        HeaderName.cleaned($0.name).utf8.elementsEqual(cleaned.utf8)
      }
      if similar.count == 1 { return similar }
    case .number(let number):
      if let sheet = sheets.first(where: { $0.name == String(number) }) { return [sheet] }
      if number <= shown.count { return [shown[number - 1]] }
    case .pattern(let pattern):
      let found = shown.filter { fnmatch(pattern, $0.name, 0) == 0 }
      if !found.isEmpty { return found }
    case .only: return [try onlySheet(shown, options)]
    }
    throw missing(choice)
  }

  /// The shown sheets that have anything on them.
  package func filledSheets() throws(Problems) -> [Sheet] {
    var filled: [Sheet] = []
    for sheet in sheets where !sheet.isHidden {
      let input = try PeekedInput(sheet, of: self, prefixLength: 64 << 10)
      let isBlank = input.prefix.allSatisfy {
        $0 == UInt8(ascii: "\n") || $0 == SheetText.delimiter
      }
      if !isBlank { filled.append(sheet) }
    }
    return filled
  }

  /// The one sheet with anything on it, or with the wanted headers.
  private func onlySheet(_ shown: [Sheet], _ options: ReadOptions) throws(Problems) -> Sheet {
    if shown.count == 1 { return shown[0] }
    var filled = try filledSheets()
    if filled.count > 1, !options.headerNames.isEmpty {
      var fitting: [Sheet] = []
      for sheet in filled {
        var input = try PeekedInput(sheet, of: self, prefixLength: 64 << 10)
        if (try? HeaderSniffer(options).layout(of: &input)) != nil { fitting.append(sheet) }
      }
      if !fitting.isEmpty { filled = fitting }
    }
    if filled.count == 1 { return filled[0] }
    guard let first = shown.first else {
      throw Problems(Diagnostic(.workbookWithoutSheets, ["file": .text(name)]))
    }
    if filled.isEmpty { return first }
    throw Problems(
      Diagnostic(
        .sheetNotSaid,
        [
          "file": .text(name), "sheets": .list(filled.map { $0.name }),
          "first": .text(filled[0].name),
        ]))
  }

  private func missing(_ choice: SheetChoice) -> Problems {
    let wanted = choice.written ?? ""
    let names = sheets.map { $0.name }
    let problem = Diagnostic(
      .missingSheet, ["file": .text(name), "sheet": .text(wanted), "sheets": .list(names)])
    guard let nearest = NearestName.to(wanted, among: names) else { return Problems(problem) }
    return Problems(problem.with("suggestion", .suggestion(nearest)))
  }
}

extension WorkbookFile {
  /// A row of a sheet with the text of its cells, empty ones at its end left out.
  package struct Row: Sendable {
    /// Its number on the sheet, counted from 1.
    package var number: Int
    package var cells: [String]
  }

  /// The rows of a sheet that people keep by hand, blank ones left out.
  ///
  /// - Throws: a sheet with more text than a person writes.
  package func rows(of sheet: Sheet) throws(Problems) -> [Row] {
    let limit = 16 << 20
    let input = try PeekedInput(sheet, of: self, prefixLength: limit)
    guard input.isWhole else {
      throw Problems(
        Diagnostic(
          .workbookTextTooLarge,
          ["file": .text(name), "part": .text(sheet.name), "limit": .integer(limit >> 20)]))
    }
    return rows(in: input)
  }

  /// The rows of what was looked at of a sheet.
  package func rows(in input: PeekedInput) -> [Row] {
    let lines = input.prefix.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      guard !line.isEmpty else { return nil }
      let cells = line.split(separator: SheetText.delimiter, omittingEmptySubsequences: false)
      return Row(
        number: index + 1,
        cells: cells.map { SheetText.restored(String(decoding: $0, as: UTF8.self)) })
    }
  }
}
