import CFreeXL
import FupanDiagnostics
import Synchronization

/// A workbook of Excel 97 to 2003 (`.xls`), read by freexl as a whole.
///
/// freexl gives neither the results of formulas nor truth values nor errors: such cells are missing,
/// and whoever reads one is told so.
struct BinaryWorkbook: Sendable {
  let sheets: [WorkbookFile.Sheet]
  private let name: String
  private let book: Book

  /// Workbooks of this kind have at most 65,536 rows a sheet.
  private static let largest = 256 << 20

  /// freexl's handle, used by one at a time.
  private final class Book: Sendable {
    private struct Handle: ~Copyable {
      /// An address as a number, because the lock lets no pointer in.
      let address: UInt
      deinit { if let handle = UnsafeRawPointer(bitPattern: address) { freexl_close(handle) } }
    }

    private let handle: Mutex<Handle>

    init(_ address: UInt) { handle = Mutex(Handle(address: address)) }

    func text(ofSheet sheet: UInt16) -> [UInt8]? {
      handle.withLock {
        BinaryWorkbook.text(UnsafeRawPointer(bitPattern: $0.address), sheet)
      }
    }
  }

  init(_ file: InputFile) throws(Problems) {
    name = file.name
    guard file.identity.size <= BinaryWorkbook.largest else {
      throw Problems(
        Diagnostic(
          .workbookTextTooLarge,
          ["file": .text(name), "part": "", "limit": .integer(BinaryWorkbook.largest >> 20)]))
    }
    if try BinaryWorkbook.isEncryptedPackage(file) {
      throw Problems(Diagnostic(.workbookEncrypted, ["file": .text(name)]))
    }
    var address: UnsafeRawPointer?
    let code = freexl_open("/proc/self/fd/\(file.descriptor.number)", &address)
    guard code == FREEXL_OK else {
      throw Problems(
        Diagnostic(.oldWorkbookUnreadable, ["file": .text(name), "code": .integer(Int(code))]))
    }
    var info: UInt32 = 0
    if freexl_get_info(address, UInt16(FREEXL_BIFF_PASSWORD), &info) == FREEXL_OK,
      info == UInt32(FREEXL_BIFF_OBFUSCATED)
    {
      freexl_close(address)
      throw Problems(Diagnostic(.workbookEncrypted, ["file": .text(name)]))
    }
    var count: UInt32 = 0
    _ = freexl_get_info(address, UInt16(FREEXL_BIFF_SHEET_COUNT), &count)
    var found: [WorkbookFile.Sheet] = []
    for index in 0..<min(count, 4096) {
      var text: UnsafePointer<CChar>?
      guard freexl_get_worksheet_name(address, UInt16(index), &text) == FREEXL_OK, let text else {
        continue
      }
      found.append(
        WorkbookFile.Sheet(name: String(cString: text), isHidden: false, part: String(index)))
    }
    sheets = found
    book = Book(UInt(bitPattern: address))
  }

  /// A sheet as ``SheetText``.
  func text(of sheet: WorkbookFile.Sheet) throws(Problems) -> [UInt8] {
    guard let read = book.text(ofSheet: UInt16(sheet.part) ?? 0) else {
      throw Problems(
        Diagnostic(.oldWorkbookUnreadable, ["file": .text(name), "code": .integer(0)]))
    }
    return read
  }

  private static func text(_ book: UnsafeRawPointer?, _ sheet: UInt16) -> [UInt8]? {
    var rows: UInt32 = 0
    var columns: UInt16 = 0
    guard freexl_select_active_worksheet(book, sheet) == FREEXL_OK,
      freexl_worksheet_dimensions(book, &rows, &columns) == FREEXL_OK
    else { return nil }
    var output: [UInt8] = []
    for row in 0..<rows {
      var written = 0
      for column in 0..<columns {
        var cell = FreeXL_CellValue()
        guard freexl_get_cell_value(book, row, column, &cell) == FREEXL_OK else { return nil }
        guard Int32(cell.type) != FREEXL_CELL_NULL else { continue }
        let start = output.count
        output.append(
          contentsOf: repeatElement(SheetText.delimiter, count: Int(column) - written))
        let before = output.count
        append(cell, to: &output)
        if output.count == before {
          output.removeLast(before - start)
        } else {
          written = Int(column)
        }
      }
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  private static func append(_ cell: FreeXL_CellValue, to output: inout [UInt8]) {
    switch Int32(cell.type) {
    case FREEXL_CELL_INT:
      output.append(contentsOf: String(cell.value.int_value).utf8)
    case FREEXL_CELL_DOUBLE:
      CellNumber.append(cell.value.double_value, as: .number, is1904: false, to: &output)
    default:
      guard let text = cell.value.text_value else { return }
      let bytes = UnsafeBufferPointer(start: text, count: XMLElement.length(text))
      let isMoment = Int32(cell.type) == FREEXL_CELL_DATETIME
      bytes.withMemoryRebound(to: UInt8.self) { bytes in
        if isMoment {
          output.append(contentsOf: bytes.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "T") : $0 })
        } else {
          SheetText.append(bytes, to: &output)
        }
      }
    }
  }

  /// Whether it is an `.xlsx` with a password, which Excel wraps into the older format.
  private static func isEncryptedPackage(_ file: InputFile) throws(Problems) -> Bool {
    var file = file
    var bytes: [UInt8] = []
    var isAtEnd = false
    while !isAtEnd {
      try file.fill(&bytes, by: max(1 << 20, bytes.count), isAtEnd: &isAtEnd)
    }
    let wanted = Array("EncryptedPackage".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return bytes.withUnsafeBufferPointer { here in
      var from = 0
      while let start = here.firstIndex(of: wanted[0], in: from..<here.count) {
        if here[start...].starts(with: wanted) { return true }
        from = start + 1
      }
      return false
    }
  }
}
