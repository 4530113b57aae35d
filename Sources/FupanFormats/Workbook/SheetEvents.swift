import FupanDiagnostics

/// The cells of a sheet's part, written as ``SheetText`` while they pass.
///
/// Rows and cells may leave their references out; then they follow one another. Empty cells at a
/// row's end are not written, because a sheet has no rows of different length.
final class SheetEvents: XMLEvents {
  /// What was written and not yet taken.
  var output: [UInt8] = []
  private(set) var notes = SheetNotes()

  private let part: WorkbookPart
  private let sheet: String
  private let context: CellContext
  /// The row that is written next, and the row that is under way.
  private var nextRow = 1
  private var row = 0
  /// The field that was written last in this row, and the cell that is read next.
  private var written = 0
  private var column = 0
  private var isInData = false
  private var isInRow = false
  private var cell = Cell()
  private var value: [UInt8] = []
  private var isInValue = false
  private var phonetic = 0

  /// What the cells of a workbook refer to.
  struct CellContext: Sendable {
    var strings = SharedStrings()
    var styles = CellStyles()
    var is1904 = false
  }

  private struct Cell {
    enum Kind { case number, shared, text, inline, bool, error, date }

    var kind = Kind.number
    var style = 0
    var hasFormula = false
    var hasValue = false
  }

  /// A cell takes 32,767 characters; some programs write more.
  private static let longestCell = 4 << 20
  private static let enough = 4 << 20
  private static let mergedLimit = 100_000

  init(_ part: WorkbookPart, sheet: String, _ context: CellContext) {
    self.part = part
    self.sheet = sheet
    self.context = context
  }

  override var isPausing: Bool { output.count > SheetEvents.enough }

  override func start(_ element: XMLElement) {
    guard isInData else {
      if element.isNamed("sheetData") { isInData = true }
      if element.isNamed("mergeCell") { merge(element) }
      return
    }
    switch element.name[0] {
    case 0x63 where element.name[1] == 0: startCell(element)
    case 0x76 where element.name[1] == 0:
      cell.hasValue = true
      isInValue = cell.kind != .inline
    case 0x74 where element.name[1] == 0:
      if cell.kind == .inline, phonetic == 0 {
        cell.hasValue = true
        isInValue = true
      }
    case 0x66 where element.name[1] == 0: cell.hasFormula = true
    default:
      if element.isNamed("row") {
        startRow(element)
      } else if element.isNamed("rPh") {
        phonetic += 1
      }
    }
  }

  override func end(_ name: XMLElement.Text) {
    guard isInData else { return }
    switch name[0] {
    case 0x63 where name[1] == 0: endCell()
    case 0x76 where name[1] == 0, 0x74 where name[1] == 0: isInValue = false
    default:
      if XMLElement.equal(name, "row") {
        output.append(UInt8(ascii: "\n"))
        nextRow = row + 1
        isInRow = false
      } else if XMLElement.equal(name, "rPh") {
        phonetic -= 1
      } else if XMLElement.equal(name, "sheetData") {
        isInData = false
      }
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInValue else { return }
    value.append(contentsOf: bytes)
    if value.count > SheetEvents.longestCell { failure = damaged("a cell that does not end") }
  }

  // MARK: Rows and cells

  private func startRow(_ element: XMLElement) {
    guard !isInRow else {
      failure = damaged("a row in a row")
      return
    }
    row = nextRow
    if let text = element.text("r") {
      guard let number = Int(text), number >= nextRow else {
        failure = damaged("row '\(text.prefix(20))' is not below the one before")
        return
      }
      row = number
    }
    guard row <= CellReference.lastRow else {
      failure = damaged("more rows than a sheet can have")
      return
    }
    output.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: row - nextRow))
    isInRow = true
    column = 0
    written = 1
  }

  private func startCell(_ element: XMLElement) {
    guard isInRow else {
      failure = damaged("a cell outside any row")
      return
    }
    let last = column
    column += 1
    if let text = element.attribute("r") {
      let bytes = UnsafeBufferPointer(start: text, count: XMLElement.length(text))
      guard let found = CellReference(bytes.lazy.map { UInt8(bitPattern: $0) }), found.row == row,
        found.column > last
      else {
        failure = damaged("cell '\(String(cString: text).prefix(20))' is not where it stands")
        return
      }
      column = found.column
    }
    guard column <= CellReference.lastColumn else {
      failure = damaged("more columns than a sheet can have")
      return
    }
    cell = Cell()
    value.removeAll(keepingCapacity: true)
    if let style = element.attribute("s") { cell.style = XMLElement.integer(style) ?? 0 }
    guard let kind = element.attribute("t") else { return }
    switch kind[0] {
    case 0x73 where kind[1] == 0: cell.kind = .shared
    case 0x73: cell.kind = .text
    case 0x69: cell.kind = .inline
    case 0x62: cell.kind = .bool
    case 0x65: cell.kind = .error
    case 0x64: cell.kind = .date
    case 0x6E: cell.kind = .number
    default: failure = damaged("a cell of type '\(String(cString: kind).prefix(20))'")
    }
  }

  private func endCell() {
    guard cell.hasValue else {
      if cell.hasFormula {
        failure = part.problem(
          .formulaWithoutValue,
          at: Place(file: part.file, sheet: sheet, line: row, column: column))
      }
      return
    }
    switch cell.kind {
    case .shared: appendShared()
    case .text, .inline:
      guard !value.isEmpty else { return }
      toCell()
      value.withUnsafeBufferPointer { SheetText.append($0, to: &output) }
    case .date:
      toCell()
      output.append(contentsOf: value)
    case .bool:
      let isTrue = value == [UInt8(ascii: "1")] || value == Array("true".utf8)
      toCell()
      output.append(contentsOf: (isTrue ? "TRUE" : "FALSE").utf8)
    case .error:
      if notes.errorCells == 0 {
        notes.firstError = SheetNotes.ErrorCell(
          cell: CellReference(row: row, column: column),
          text: String(decoding: value, as: UTF8.self))
      }
      notes.errorCells += 1
    case .number:
      guard !value.isEmpty else { return }
      toCell()
      let isNumber = value.withUnsafeBufferPointer {
        CellNumber.append(
          $0, as: context.styles.format(cell.style), is1904: context.is1904, to: &output)
      }
      if !isNumber { failure = damaged("a number that is none") }
    }
  }

  private func appendShared() {
    guard let index = Int(String(decoding: value, as: UTF8.self)) else {
      failure = damaged("a shared text without a number")
      return
    }
    if context.strings.isEmpty(index) { return }
    toCell()
    if !context.strings.append(index, to: &output) {
      failure = damaged("a shared text that is not there")
    }
  }

  /// Writes the fields up to the cell.
  private func toCell() {
    output.append(contentsOf: repeatElement(SheetText.delimiter, count: column - written))
    written = column
  }

  private func merge(_ element: XMLElement) {
    guard notes.merged.count < SheetEvents.mergedLimit,
      let ends = element.text("ref")?.split(separator: ":"), ends.count == 2,
      let first = CellReference(ends[0].utf8), let last = CellReference(ends[1].utf8)
    else { return }
    notes.merged.append(SheetNotes.MergedCells(first: first, last: last))
  }

  private func damaged(_ reason: String) -> Problems {
    part.problem(
      .workbookDamaged,
      at: Place(file: part.file, sheet: sheet, line: max(row, 1), column: max(column, 1)),
      ["reason": .text(reason)])
  }
}
