import CXlsxWriter
import FupanDiagnostics
import Glibc

/// A workbook that is being made: sheets of typed cells, to be finished as the bytes of an `.xlsx`.
///
///     var book = try Workbook()
///     let sheet = try book.addSheet("订单")
///     try book.write(.text("=1+1"), sheet, row: 0, column: 0)     // stays text
///     let bytes = try book.finish()
///
/// The same cells give the same bytes, whenever and wherever they are written. Text is never a
/// formula or a link.
package struct Workbook: ~Copyable {
  private let book: OpaquePointer
  private var sheets: [(name: String, handle: OpaquePointer, widths: [Int], hidden: Set<Int>)] = []
  private var styles: [WorkbookStyle: OpaquePointer] = [:]

  /// The most rows of a sheet.
  package static let maximumRows = 1_048_576
  /// The most columns of a sheet.
  package static let maximumColumns = 16_384
  /// The most UTF-16 units of a cell.
  package static let maximumText = 32_767
  /// The widest a column is made for its text.
  private static let widest = 60

  /// - Throws: `write_error` where there is no memory for one.
  package init() throws(Problems) {
    guard let book = fupan_book_create() else { throw Workbook.failure("no memory") }
    self.book = book
  }

  deinit { fupan_book_free(book) }

  /// A new sheet behind the others.
  ///
  /// - Parameter wanted: its name; what spreadsheets do not take in one becomes `_`, what is too long
  ///   is cut, and a name that is taken gets a number.
  /// - Returns: the sheet's position.
  package mutating func addSheet(_ wanted: String) throws(Problems) -> Int {
    var name = Workbook.sheetName(wanted)
    var number = 2
    while sheets.contains(where: { $0.name.lowercased() == name.lowercased() }) {
      name = Workbook.sheetName(wanted, suffix: " (\(number))")
      number += 1
    }
    guard let handle = fupan_book_add_sheet(book, name) else {
      throw Workbook.failure("sheet '\(name)'")
    }
    sheets.append((name, handle, [], []))
    return sheets.count - 1
  }

  /// Whether spreadsheets take a text as the name of a sheet.
  package static func isSheetName(_ name: String) -> Bool {
    !name.isEmpty && sheetName(name).utf8.elementsEqual(name.utf8)
  }

  private static func sheetName(_ wanted: String, suffix: String = "") -> String {
    var name = ""
    var units = suffix.utf16.count
    for character in wanted {
      let isRefused =
        "[]:*?/\\".contains(character)
        || character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
      let taken: Character = isRefused ? "_" : character
      units += String(taken).utf16.count
      if units > 31 { break }
      name.append(taken)
    }
    name += suffix
    if name.hasPrefix("'") { name = "_" + name.dropFirst() }
    if name.hasSuffix("'") { name = name.dropLast() + "_" }
    return name.isEmpty ? "_" : name
  }

  /// Writes a cell and lets its column be wide enough.
  ///
  /// - Precondition: the cell is within ``maximumRows`` and ``maximumColumns``, text within
  ///   ``maximumText``.
  package mutating func write(
    _ cell: WorkbookCell, _ sheet: Int, row: Int, column: Int,
    _ style: WorkbookStyle = .plain, fitsWidth: Bool = true
  ) throws(Problems) {
    let handle = sheets[sheet].handle
    let look = try pointer(to: style)
    let code: Int32
    var width = 0
    switch cell {
    case .text(let text):
      code = fupan_sheet_write_text(
        handle, UInt32(row), UInt16(column), Workbook.escaped(text), look)
      if fitsWidth {
        width = text.split(separator: "\n").map { DisplayWidth.of($0) }.max() ?? 0
      }
    case .number(let number):
      code = fupan_sheet_write_number(handle, UInt32(row), UInt16(column), number, look)
      width = Workbook.width(of: number, style.numberFormat)
    case .serial(let serial):
      code = fupan_sheet_write_number(handle, UInt32(row), UInt16(column), serial, look)
      width = style.numberFormat?.utf8.count ?? 10
    case .bool(let value):
      code = fupan_sheet_write_bool(handle, UInt32(row), UInt16(column), value, look)
      width = 5
    }
    guard code == 0 else { throw Workbook.failure(code) }
    while sheets[sheet].widths.count <= column { sheets[sheet].widths.append(0) }
    let known = sheets[sheet].widths[column]
    sheets[sheet].widths[column] = max(known, min(width, Workbook.widest))
  }

  /// Keeps the rows above one in sight.
  package func freeze(above row: Int, _ sheet: Int) {
    fupan_sheet_freeze_above(sheets[sheet].handle, UInt32(row))
  }

  /// Lets people filter a block of rows by its heads.
  package func addFilter(_ sheet: Int, row: Int, through last: Int, columns: Int) throws(Problems) {
    guard columns > 0 else { return }
    let code = fupan_sheet_add_filter(
      sheets[sheet].handle, UInt32(row), 0, UInt32(last), UInt16(columns - 1))
    guard code == 0 else { throw Workbook.failure(code) }
  }

  /// Lets people choose the cells of a column from a list.
  ///
  /// - Parameters:
  ///   - choices: texts without commas, 255 characters together at most.
  ///   - refusingOthers: whether nothing else is taken there.
  package func addChoices(
    _ choices: [String], _ sheet: Int, rows: ClosedRange<Int>, column: Int,
    refusingOthers: Bool = true
  ) throws(Problems) {
    let copies = choices.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    let list: [UnsafePointer<CChar>?] = copies.map { UnsafePointer($0) } + [nil]
    let code = fupan_sheet_add_choices(
      sheets[sheet].handle, UInt32(rows.lowerBound), UInt32(rows.upperBound), UInt16(column), list,
      refusingOthers)
    guard code == 0 else { throw Workbook.failure(code) }
  }

  /// Hides a column, such as one of ids that people need not see.
  package mutating func hide(column: Int, _ sheet: Int) { sheets[sheet].hidden.insert(column) }

  /// The bytes of the file.
  package consuming func finish() throws(Problems) -> [UInt8] {
    for sheet in sheets {
      for (column, width) in sheet.widths.enumerated() {
        if sheet.hidden.contains(column) {
          _ = fupan_sheet_hide_column(sheet.handle, UInt16(column))
        } else {
          fupan_sheet_set_width(sheet.handle, UInt16(column), Double(max(width, 6) + 2))
        }
      }
    }
    let code = fupan_book_finish(book)
    guard code == 0 else { throw Workbook.failure(code) }
    let length = fupan_book_length(book)
    var isRead = false
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      isRead = fupan_book_read(book, base, length)
      count = isRead ? length : 0
    }
    guard isRead else { throw Workbook.failure("it cannot be read back") }
    return bytes
  }

  /// How many letters a number takes as its format shows it, sign and symbols included.
  private static func width(of number: Double, _ format: String?) -> Int {
    guard let format else { return number.description.utf8.count }
    let shown = abs(number) * (format.hasSuffix("%") ? 100 : 1)
    let whole = Int(exactly: shown.rounded(.down)).map { String($0).utf8.count } ?? 20
    let places = format.split(separator: ";").first?.split(separator: ".").dropFirst().first
    return whole + whole / 3 + (places.map { DisplayWidth.of($0) } ?? 0) + 3
  }

  private mutating func pointer(to style: WorkbookStyle) throws(Problems) -> OpaquePointer? {
    if style == .plain { return nil }
    if let known = styles[style] { return known }
    var options = fupan_style_options()
    options.is_head = style.role == .head
    options.is_bold = style.role == .total
    options.is_title = style.role == .title
    let made: OpaquePointer?
    if let format = style.numberFormat {
      made = format.withCString { text in
        options.number_format = text
        return fupan_book_add_style(book, options)
      }
    } else {
      made = fupan_book_add_style(book, options)
    }
    guard let made else { throw Workbook.failure("no memory") }
    styles[style] = made
    return made
  }

  /// Text whose own `_x0041_` does not become `A`, and which a zero byte does not end.
  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "_") }) else { return text }
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == 0 {
        result.append(contentsOf: "\u{FFFD}".utf8)
        continue
      }
      let rest = bytes[index...].prefix(7)
      let isEscape =
        rest.count == 7 && rest.starts(with: "_x".utf8) && rest.last == UInt8(ascii: "_")
        && rest.dropFirst(2).dropLast().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
      if isEscape { result.append(contentsOf: "_x005F".utf8) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func failure(_ code: Int32) -> Problems {
    failure(String(cString: fupan_book_error(code)))
  }

  private static func failure(_ reason: String) -> Problems {
    Problems(Diagnostic(.workbookFailed, ["reason": .text(reason)]))
  }
}
