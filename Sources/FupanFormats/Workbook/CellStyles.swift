import FupanDiagnostics

/// What the number formats of a workbook's styles make of numbers, by the styles' numbers.
struct CellStyles: Sendable {
  private var formats: [CellFormat] = []

  init() {}

  init(_ source: any ByteSource, of part: WorkbookPart) throws(Problems) {
    let events = StyleEvents()
    try XMLPartParser.parse(source, events, of: part)
    formats = events.used.map { events.codes[$0] ?? CellFormat(builtIn: $0) }
  }

  /// A cell without a style, or with one that is not there, has a plain number.
  func format(_ style: Int) -> CellFormat {
    formats.indices.contains(style) ? formats[style] : .number
  }
}

/// `<numFmts>` and the formats of `<cellXfs>`.
private final class StyleEvents: XMLEvents {
  private(set) var codes: [Int: CellFormat] = [:]
  private(set) var used: [Int] = []
  private var isInUsed = false

  override func start(_ element: XMLElement) {
    if element.isNamed("numFmt"), let number = element.integer("numFmtId"),
      let code = element.text("formatCode")
    {
      codes[number] = CellFormat(code: code)
    } else if element.isNamed("cellXfs") {
      isInUsed = true
    } else if isInUsed, element.isNamed("xf") {
      used.append(element.integer("numFmtId") ?? 0)
    }
  }

  override func end(_ name: XMLElement.Text) {
    if XMLElement.equal(name, "cellXfs") { isInUsed = false }
  }
}
