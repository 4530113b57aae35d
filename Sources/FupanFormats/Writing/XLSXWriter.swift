import FupanData
import FupanDiagnostics
import FupanPlan
import FupanWorkbooks

/// Writes the rows as a workbook of one sheet, for people: typed cells with formats by unit, a head
/// that stays in sight, filters, columns as wide as their text.
///
/// Text is text, whatever it looks like: `=1+1`, ids of eighteen digits, leading zeros. A number of
/// more than the fifteen digits that spreadsheets keep is text too. Days and instants are dates, the
/// latter civil times of the given zone. A list is its items, `、` between them.
package struct XLSXWriter: ~Copyable {
  private var sink: any ByteSink
  private let schema: Schema
  private let zone: TimeZoneRules
  private let styles: [WorkbookStyle]
  private var book: Workbook
  private let sheet: Int
  private var row = 1

  /// - Parameters:
  ///   - name: what the sheet is called.
  ///   - options: the zone of instants is among them; UTC where it is nil.
  package init(
    _ schema: Schema, to sink: any ByteSink, sheet name: String,
    options: WriteOptions = WriteOptions()
  ) throws(Problems) {
    guard schema.fields.count <= Workbook.maximumColumns else {
      throw XLSXWriter.tooLarge(Workbook.maximumColumns, .phrase(en: "columns", zh: "列"))
    }
    var book = try Workbook()
    let sheet = try book.addSheet(name)
    for (column, field) in schema.fields.enumerated() {
      try book.write(.text(field.name), sheet, row: 0, column: column, .head)
    }
    book.freeze(above: 1, sheet)
    self.book = book
    self.sheet = sheet
    self.schema = schema
    self.sink = sink
    zone = options.zone ?? .utc
    styles = schema.fields.map { WorkbookStyle(numberFormat: XLSXWriter.format(of: $0)) }
  }

  package mutating func write(_ batch: Batch) throws(Problems) {
    guard row + batch.count <= Workbook.maximumRows else {
      throw XLSXWriter.tooLarge(Workbook.maximumRows - 1, .phrase(en: "rows", zh: "行"))
    }
    for index in 0..<batch.count {
      for (column, values) in batch.columns.enumerated() where values.isValid(index) {
        let cell = cell(values, index)
        if case .text(let text) = cell, text.utf16.count > Workbook.maximumText {
          throw Problems(
            Diagnostic(
              .cellTooLong,
              [
                "column": .text(schema.fields[column].name), "row": .integer(row),
                "limit": .integer(Workbook.maximumText),
              ]))
        }
        try book.write(cell, sheet, row: row, column: column, styles[column])
      }
      row += 1
    }
  }

  package consuming func finish() throws(Problems) {
    try book.addFilter(sheet, row: 0, through: row - 1, columns: schema.fields.count)
    try sink.write(try book.finish())
    try sink.finish()
  }

  private static func tooLarge(_ limit: Int, _ what: FactValue) -> Problems {
    Problems(Diagnostic(.workbookTooLarge, ["limit": .integer(limit), "of": what]))
  }

  private func cell(_ column: Column, _ row: Int) -> WorkbookCell {
    switch column {
    case .bool(let values): .bool(values.values[row])
    case .integer(let values): .exact(Int128(values.values[row]), scale: 0)
    case .decimal(let values, let scale): .exact(Int128(values.values[row]), scale: scale)
    case .wideDecimal(let values, let scale): .exact(values.values[row], scale: scale)
    case .number(let values): .number(values.values[row])
    case .text(let values): .text(String(decoding: values.slice(row), as: UTF8.self))
    case .date(let values): .day(Int(values.values[row]))
    case .timestamp(let values): .time(zone.local(values.values[row]))
    case .list(let values): .text((values[row] ?? []).joined(separator: "、"))
    }
  }

  /// How a column's numbers are shown; nil for text.
  private static func format(of field: Field) -> String? {
    switch field.type {
    case .date: return NumberFormat.date
    case .timestamp: return NumberFormat.timestamp
    case .bool, .text, .list: return nil
    case .number: return field.unit == .ratio ? NumberFormat.percent() : nil
    case .integer, .decimal, .wideDecimal:
      let digits = field.type.scale ?? 0
      guard let unit = field.unit else { return NumberFormat.plain(digits: digits) }
      if unit == .ratio { return NumberFormat.percent() }
      return unit.isCurrency
        ? NumberFormat.money(unit.symbol, digits: digits) : NumberFormat.quantity(digits: digits)
    }
  }
}
