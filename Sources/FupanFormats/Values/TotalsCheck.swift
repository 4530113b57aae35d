import FupanData
import FupanDiagnostics
import FupanPlan

/// Compares a column's own exact sums with the total rows of its files.
///
/// A total row sums the rows of an unbroken stretch above it that begins at the start of the file or
/// below another total row; where no row is above it, a stretch below it that ends likewise. So
/// grand totals, subtotals of any depth and totals above the data are all checked.
///
///     let check = try TotalsCheck(column: "paid", at: 1, .money(currency: "CNY"))
///     let found = check.comparisons(of: sums, with: totals, file: 0)
package struct TotalsCheck: Sendable {
  private let column: String
  private let index: Int
  private let reader: ValueReader

  /// A cell of a total row and what its rows add up to.
  package struct Comparison: Hashable, Sendable {
    package var line: Int64
    /// How the export calls the row: 合计.
    package var label: String
    /// What the file says, and what the rows kept add up to, both as text.
    package var total: String
    package var sum: String
    package var outcome: Outcome

    /// Whether they agree.
    package enum Outcome: Hashable, Sendable {
      case equal
      /// It is equal with the rows that were refused.
      case equalWithRefused
      case different
    }
  }

  /// - Parameters:
  ///   - column: the column's name, for messages.
  ///   - index: its position in the reader's schema, which is that of the total rows' cells.
  package init(column: String, at index: Int, _ format: ValueFormat) throws(Problems) {
    self.column = column
    self.index = index
    reader = try ValueReader(format)
  }

  /// Every total row of a file that fills this column. A cell that is empty or no number says nothing
  /// about it.
  package func comparisons(
    of sums: ColumnSums?, with totals: [TotalRow], file: Int32
  ) -> [Comparison] {
    let stretches = (sums?.files[file] ?? []).sorted { $0.line < $1.line }
    let ordered = totals.filter { $0.file == file }.sorted { $0.line < $1.line }
    return ordered.compactMap { total in
      guard let (written, scale) = value(of: total) else { return nil }
      let blocks = blocks(of: total, among: ordered, stretches)
      let outcome: Comparison.Outcome
      var shown = blocks.first ?? Block()
      if let equal = blocks.first(where: { $0.sum == written }) {
        (outcome, shown) = (.equal, equal)
      } else if let equal = blocks.first(where: { $0.sum + $0.refused == written }) {
        (outcome, shown) = (.equalWithRefused, equal)
      } else {
        outcome = .different
        // The last row is the total of all.
        if total.line == ordered.last?.line { shown = blocks.last ?? shown }
      }
      return Comparison(
        line: total.line, label: total.label, total: DecimalText.string(written, scale: scale),
        sum: DecimalText.string(shown.sum, scale: scale), outcome: outcome)
    }
  }

  /// What does not agree. A file of which rows were refused cannot agree: that is a warning, because
  /// it is known that something lacks; otherwise it is an error.
  ///
  /// - Parameter sheet: the sheet's name where the file is a workbook.
  package func problems(
    of comparisons: [Comparison], file: String, sheet: String? = nil, refused: Int
  ) -> [Diagnostic] {
    comparisons.filter { $0.outcome != .equal }.map { comparison in
      let place = Place(file: file, sheet: sheet, line: Int(comparison.line), column: 1)
      guard refused > 0 else {
        return Diagnostic(
          .totalMismatch, at: place,
          [
            "column": .text(column), "sum": .text(comparison.sum),
            "total": .text(comparison.total),
          ])
      }
      return Diagnostic(
        .totalWithoutRefused, at: place,
        [
          "column": .text(column), "sum": .text(comparison.sum), "total": .text(comparison.total),
          "refused": .integer(refused),
        ], severity: .warning)
    }
  }

  private struct Block {
    var sum: Int128 = 0
    var refused: Int128 = 0
  }

  /// The stretches that a total row may sum, the shortest first.
  private func blocks(
    of total: TotalRow, among totals: [TotalRow], _ stretches: [ColumnSums.Stretch]
  ) -> [Block] {
    var above = stretches.filter { $0.line < total.line }[...]
    let isAbove = above.isEmpty
    if isAbove { above = Array(stretches.reversed())[...] }
    var bounds = totals.map { $0.line }.filter { isAbove ? $0 > total.line : $0 < total.line }
    if !isAbove { bounds.reverse() }
    var blocks: [Block] = []
    var block = Block()
    for bound in bounds + [isAbove ? .max : -1] {
      var isGrown = false
      while let next = above.last, isAbove ? next.line < bound : next.line > bound {
        block.sum += next.sum
        block.refused += next.refused
        isGrown = true
        above.removeLast()
      }
      if isGrown { blocks.append(block) }
    }
    return blocks.isEmpty ? [Block()] : blocks
  }

  private func value(of total: TotalRow) -> (unscaled: Int128, scale: Int)? {
    guard total.cells.indices.contains(index), let cell = total.cells[index] else { return nil }
    switch reader.convert(TextColumn([cell])).column {
    case .integer(let column): return column[0].map { (Int128($0), 0) }
    case .decimal(let column, let scale): return column[0].map { (Int128($0), scale) }
    default: return nil
    }
  }
}
