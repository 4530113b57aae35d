import FupanData
import FupanDiagnostics
import FupanPlan

/// Compares a column's own exact sum with the total row that its file ends with.
///
///     var check = try TotalsCheck(column: "paid", at: 1, .money(currency: "CNY"))
///     check.add(values, provenance)                  // the kept rows, chunk by chunk
///     for total in parsed.totals { check.add(total) }
///     let (problems, count) = check.finish(files: files)
package struct TotalsCheck: Sendable {
  private let column: String
  private let index: Int
  private let reader: ValueReader
  /// Exact sums by position of the file, at the column's scale.
  private var sums: [Int32: Int128] = [:]
  private var totals: [TotalRow] = []

  /// - Parameters:
  ///   - column: the column's name, for messages.
  ///   - index: its position in the reader's schema, which is that of the total rows' cells.
  package init(column: String, at index: Int, _ format: ValueFormat) throws(Problems) {
    self.column = column
    self.index = index
    reader = try ValueReader(format)
  }

  /// Adds values of kept rows: integers or decimals.
  package mutating func add(_ values: Column, _ provenance: Provenance) {
    switch values {
    case .integer(let column), .decimal(let column, _):
      for row in 0..<column.count where column.isValid(row) {
        sums[provenance.file(row), default: 0] += Int128(column.values[row])
      }
    default: break
    }
  }

  /// Adds a sum of kept rows of a file, at the column's scale.
  package mutating func add(sum: Int128, file: Int32) { sums[file, default: 0] += sum }

  /// Adds a total row of the file.
  package mutating func add(_ total: TotalRow) { totals.append(total) }

  /// What does not agree, and how many cells of total rows were compared.
  ///
  /// Of several total rows in a file the last that fills this column counts: those before it are
  /// subtotals. A cell that is empty or no number says nothing about this column.
  ///
  /// - Parameter sheets: which of the files are sheets of workbooks, if any is.
  package func finish(
    files: [String], sheets: [SheetInput?] = []
  ) -> (problems: [Diagnostic], checked: Int) {
    var problems: [Diagnostic] = []
    var checked = 0
    for file in files.indices {
      let ordered = totals.filter { Int($0.file) == file }.sorted { $0.line > $1.line }
      for total in ordered {
        guard let (written, scale) = value(of: total) else { continue }
        checked += 1
        let sum = sums[total.file] ?? 0
        if sum != written {
          problems.append(
            Diagnostic(
              .totalMismatch,
              at: Place(
                file: files[file], sheet: sheets.indices.contains(file) ? sheets[file]?.name : nil,
                line: Int(total.line), column: 1),
              [
                "column": .text(column), "sum": .text(DecimalText.string(sum, scale: scale)),
                "total": .text(DecimalText.string(written, scale: scale)),
              ]))
        }
        break
      }
    }
    return (problems, checked)
  }

  private func value(of total: TotalRow) -> (unscaled: Int128, scale: Int)? {
    guard let cell = total.cells[index] else { return nil }
    switch reader.convert(TextColumn([cell])).column {
    case .integer(let column): return column[0].map { (Int128($0), 0) }
    case .decimal(let column, let scale): return column[0].map { (Int128($0), scale) }
    default: return nil
    }
  }
}
