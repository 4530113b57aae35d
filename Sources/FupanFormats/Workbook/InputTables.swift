import FupanDiagnostics
import FupanPlan

/// Files of text, or the chosen sheets of workbooks, in the order in which they are read.
struct InputTables: Sendable {
  /// The file of each table; a workbook of several sheets is there several times.
  let files: [String]
  /// What of the workbooks' kind is worth telling.
  private(set) var warnings: [Diagnostic] = []
  private var sheets: [WorkbookFile.Sheet?] = []
  /// The workbook that was opened last, and its hash, taken once for all its sheets.
  private var book: WorkbookFile?
  private var hash: InputHash?
  private let isVertical: Bool

  init(_ names: [String], _ options: ReadOptions) throws(Problems) {
    isVertical = options.isVertical && options.sheet == nil
    guard let choice = options.sheet else {
      files = names
      sheets = names.map { _ in nil }
      return
    }
    var files: [String] = []
    for name in names {
      let book = try WorkbookFile(name)
      for sheet in try book.sheets(choice, options) {
        files.append(name)
        sheets.append(sheet)
      }
      warnings += book.warnings
      self.book = book
    }
    self.files = files
  }

  /// Opens a table from its beginning.
  mutating func open(
    _ index: Int, hashing: Bool, prefixLength: Int = EncodingVerdict.prefixLength
  ) throws(Problems) -> PeekedInput {
    let file = files[index]
    guard let sheet = sheets[index] else {
      return isVertical
        ? try PeekedInput(vertical: file, hashing: hashing)
        : try PeekedInput(file, hashing: hashing, prefixLength: prefixLength)
    }
    let opened: WorkbookFile
    if let book, book.name == file {
      opened = book
    } else {
      opened = try WorkbookFile(file)
      hash = nil
    }
    book = opened
    if hashing, hash == nil {
      let whole = try InputFile(file)
      guard whole.identity == opened.identity else {
        throw Problems(Diagnostic(.inputChanged, ["file": .text(file)]))
      }
      hash = InputHash(of: whole)
    }
    return try PeekedInput(
      sheet, of: opened, hash: hashing ? hash : nil, prefixLength: prefixLength)
  }
}

extension PeekedInput {
  /// The text of a file, or the first of a workbook's chosen sheets.
  package init(_ file: String, _ options: ReadOptions) throws(Problems) {
    guard let choice = options.sheet else {
      if options.isVertical { try self.init(vertical: file) } else { try self.init(file) }
      return
    }
    let book = try WorkbookFile(file)
    try self.init(try book.sheets(choice, options)[0], of: book)
  }
}
