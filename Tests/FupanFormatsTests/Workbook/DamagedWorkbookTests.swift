import Foundation
import FupanDiagnostics
import FupanFormats
import FupanPlan
import FupanTestSupport
import Testing

/// Workbooks that are damaged, encrypted or made to do harm.
@Suite struct DamagedWorkbookTests {
  private static func code(_ bytes: [UInt8]) -> String? {
    SheetTests.code { _ = try SheetTests.read(bytes) }
  }

  private static var small: TestWorkbook {
    var book = TestWorkbook()
    book.rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
      + (2...40).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>\($0 * 7)</v></c></row>" }.joined()
    book.strings = ["<t>金额</t>"]
    return book
  }

  @Test(arguments: [
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "_rels/.rels",
  ])
  func aDocumentTypeIsRefused(_ part: String) throws {
    var book = Self.small
    book.replaced[part] = """
      <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>
      """
    #expect(Self.code(book.bytes) == "workbook_doctype")
  }

  @Test func deepNestingIsRefused() throws {
    var book = Self.small
    book.replaced["xl/worksheets/sheet1.xml"] =
      String(repeating: "<a>", count: 200_000) + String(repeating: "</a>", count: 200_000)
    #expect(Self.code(book.bytes) == "workbook_damaged")
  }

  @Test func anAttributeThatDoesNotEndIsRefused() throws {
    var book = Self.small
    book.replaced["xl/worksheets/sheet1.xml"] =
      "<worksheet a=\"" + String(repeating: "x", count: 6 << 20) + "\"/>"
    #expect(Self.code(book.bytes) == "workbook_damaged")
  }

  @Test(arguments: [
    "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"0\"/>", "<row r=\"1048577\"/>", "<row r=\"x\"/>",
    "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
    "<row r=\"1\"><c t=\"s\"><v>7</v></c></row>", "<row r=\"1\"><c t=\"s\"><v>x</v></c></row>",
    "<row r=\"1\"><c><v>abc</v></c></row>", "<row r=\"1\"><c><v>INF</v></c></row>",
    "<row r=\"1\"><c t=\"zz\"><v>1</v></c></row>", "<c r=\"A1\"><v>1</v></c>",
    "<row r=\"1\"><row r=\"2\"/></row>", "<row r=\"1\">&undefined;</row>",
  ])
  func whatNoSheetHasIsRefused(_ rows: String) throws {
    var book = Self.small
    book.rows = rows
    #expect(Self.code(book.bytes) == "workbook_damaged")
  }

  @Test func textThatGrowsBeyondAllMeasureIsRefused() throws {
    var book = TestWorkbook()
    book.strings = ["<t>" + String(repeating: "长", count: 30_000) + "</t>"]
    let row = "<row>" + String(repeating: "<c t=\"s\"><v>0</v></c>", count: 100) + "</row>"
    book.rows = String(repeating: row, count: 400)
    let code = Self.code(book.bytes)
    #expect(["workbook_text_too_large", "field_too_long", "inflate_limit"].contains(code))
  }

  @Test func anEncryptedWorkbookSaysSo() throws {
    var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    bytes += [UInt8](repeating: 0, count: 504)
    bytes += Array("EncryptedPackage".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    bytes += [UInt8](repeating: 0, count: 512)
    #expect(Self.code(bytes) == "workbook_encrypted")
  }

  @Test func whatIsNoWorkbookIsNotRead() throws {
    #expect(Self.code(Array("a,b\n1,2\n".utf8)) == "not_a_workbook")
    #expect(Self.code([]) == "empty_input")
    var other = PackageWriter()
    other.add("读我.txt", Array("text".utf8))
    #expect(Self.code(other.finish()) == "not_a_workbook")
    #expect(
      Self.code([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]) == "old_workbook_unreadable")
  }

  @Test func cutAnywhereItIsRefused() throws {
    let bytes = Self.small.bytes
    for length in 0..<bytes.count {
      #expect(Self.code(Array(bytes[..<length])) != nil, "cut at \(length) it was read")
    }
  }

  /// A flipped bit shows in a checksum or hits what nobody reads; it never changes the rows.
  @Test func aFlippedBitChangesNoRow() throws {
    let bytes = Self.small.bytes
    let whole = try SheetTests.read(bytes).rows
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(index % 8)
      guard let found = try? SheetTests.read(changed) else { continue }
      #expect(found.rows == whole, "bit of byte \(index)")
    }
  }
}
