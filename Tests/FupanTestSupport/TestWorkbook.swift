/// A workbook for a test, its parts written as Excel writes them unless a test says otherwise.
///
///     var book = TestWorkbook()
///     book.rows = #"<row r="1"><c r="A1" t="inlineStr"><is><t>金额</t></is></c></row>"#
///     try Data(book.bytes).write(to: url)
package struct TestWorkbook {
  /// What stands in `<sheetData>` of the only sheet.
  package var rows = ""
  /// What follows `<sheetData>`.
  package var afterRows = ""
  /// Shared texts, each the content of an `<si>`.
  package var strings: [String] = []
  /// Number formats of the styles 1, 2, …: a built-in number or a code. Style 0 is plain.
  package var formats: [Format] = []
  package var is1904 = false
  /// The sheets; nil for one that is called Sheet1 and holds `rows`.
  package var sheets: [Sheet]?
  /// Parts that take the place of those that would be written.
  package var replaced: [String: String] = [:]
  /// The same for parts that may be no text.
  package var replacedBytes: [String: [UInt8]] = [:]
  package var isDeflated = true

  package enum Format {
    case builtIn(Int)
    case code(String)
  }

  package struct Sheet {
    package var name: String
    package var rows: String
    package var state: String?

    package init(_ name: String, rows: String, state: String? = nil) {
      self.name = name
      self.rows = rows
      self.state = state
    }
  }

  package init() {}

  /// A sheet of texts, empty ones left out.
  package static func rows(_ texts: [[String]]) -> String {
    var xml = ""
    for (row, cells) in texts.enumerated() {
      xml += "<row r=\"\(row + 1)\">"
      for (column, text) in cells.enumerated() where !text.isEmpty {
        let letter = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(column)))
        xml += "<c r=\"\(letter)\(row + 1)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
      }
      xml += "</row>"
    }
    return xml
  }

  package var bytes: [UInt8] {
    var writer = PackageWriter()
    for (name, text) in parts {
      let content = replacedBytes[name] ?? Array((replaced[name] ?? text).utf8)
      writer.add(name, content, isDeflated: isDeflated)
    }
    return writer.finish()
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main =
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private var parts: [(String, String)] {
    let shown = sheets ?? [Sheet("Sheet1", rows: rows)]
    let links =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    var list = ""
    var targets = ""
    var found: [(String, String)] = []
    for (index, sheet) in shown.enumerated() {
      let state = sheet.state.map { " state=\"\($0)\"" } ?? ""
      list +=
        "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\"\(state) r:id=\"s\(index + 1)\"/>"
      targets +=
        "<Relationship Id=\"s\(index + 1)\" Type=\"\(TestWorkbook.office)/worksheet\" "
        + "Target=\"worksheets/sheet\(index + 1).xml\"/>"
      found.append(
        (
          "xl/worksheets/sheet\(index + 1).xml",
          "<worksheet \(TestWorkbook.main)><sheetData>\(sheet.rows)</sheetData>\(afterRows)</worksheet>"
        ))
    }
    for (id, part) in [("t", "sharedStrings"), ("f", "styles")] {
      targets +=
        "<Relationship Id=\"\(id)\" Type=\"\(TestWorkbook.office)/\(part)\" Target=\"\(part).xml\"/>"
    }
    let texts = strings.map { "<si>\($0)</si>" }.joined()
    let all: [(String, String)] =
      [
        (
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
        ),
        (
          "_rels/.rels",
          "\(links)<Relationship Id=\"b\" Type=\"\(TestWorkbook.office)/officeDocument\" "
            + "Target=\"xl/workbook.xml\"/></Relationships>"
        ),
        (
          "xl/workbook.xml",
          "<workbook \(TestWorkbook.main) xmlns:r=\"\(TestWorkbook.office)\">"
            + "<workbookPr\(is1904 ? " date1904=\"1\"" : "")/><sheets>\(list)</sheets></workbook>"
        ),
        ("xl/_rels/workbook.xml.rels", "\(links)\(targets)</Relationships>"),
        ("xl/sharedStrings.xml", "<sst \(TestWorkbook.main)>\(texts)</sst>"),
        ("xl/styles.xml", styles),
      ] + found
    return all.map { ($0.0, TestWorkbook.head + $0.1) }
  }

  private var styles: String {
    var codes = ""
    var used = "<xf numFmtId=\"0\"/>"
    for (index, format) in formats.enumerated() {
      switch format {
      case .builtIn(let number): used += "<xf numFmtId=\"\(number)\"/>"
      case .code(let code):
        codes += "<numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(code)\"/>"
        used += "<xf numFmtId=\"\(164 + index)\"/>"
      }
    }
    return "<styleSheet \(TestWorkbook.main)><numFmts>\(codes)</numFmts>"
      + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\(used)</cellXfs></styleSheet>"
  }
}
