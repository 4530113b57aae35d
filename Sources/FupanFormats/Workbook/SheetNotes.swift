import FupanDiagnostics

/// What of a sheet is known only after it was read to its end.
package struct SheetNotes: Hashable, Sendable {
  /// Cells with an error, such as `#DIV/0!`, which are missing.
  package var errorCells = 0
  /// The first of them.
  package var firstError: ErrorCell?
  /// Blocks of several cells that are shown as one; only the first cell of each has a value.
  var merged: [MergedCells] = []

  /// A cell with an error and what it says.
  package struct ErrorCell: Hashable, Sendable {
    package var cell: CellReference
    package var text: String
  }

  struct MergedCells: Hashable, Sendable {
    var first: CellReference
    var last: CellReference
  }

  /// What is worth telling of them, given the row in which the data begins.
  func warnings(file: String, sheet: String, dataRow: Int) -> [Diagnostic] {
    func place(_ cell: CellReference) -> Place {
      Place(file: file, sheet: sheet, line: cell.row, column: cell.column)
    }
    var found: [Diagnostic] = []
    if let firstError {
      found.append(
        Diagnostic(
          .cellsWithErrors, at: place(firstError.cell),
          [
            "file": .text(file), "sheet": .text(sheet), "count": .integer(errorCells),
            "error": .text(firstError.text),
          ], severity: .warning))
    }
    let inData = merged.filter { $0.last.row >= dataRow }
    if let first = inData.first {
      found.append(
        Diagnostic(
          .mergedDataCells, at: place(first.first),
          [
            "file": .text(file), "sheet": .text(sheet), "count": .integer(inData.count),
            "cells": .text("\(first.first):\(first.last)"),
          ], severity: .warning))
    }
    return found
  }
}
