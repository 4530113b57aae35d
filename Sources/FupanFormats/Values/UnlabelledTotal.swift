import FupanDiagnostics

/// Notices a last row that is the sum of all rows above it in every amount, although nothing calls it
/// a total: added up, it would double every figure.
package struct UnlabelledTotal: Sendable {
  /// A column of amounts and its sums.
  package struct Amount: Sendable {
    package var column: String
    package var sums: ColumnSums?

    package init(column: String, sums: ColumnSums?) {
      self.column = column
      self.sums = sums
    }
  }

  /// What is wrong with a file, or nil.
  ///
  /// Two columns over three rows and more are an error, with a way out. Less may be so by chance: two
  /// columns over two rows, and one column over three and more, are a warning.
  package static func problem(
    of amounts: [Amount], file: Int32, named path: String, sheet: String? = nil
  ) -> Diagnostic? {
    var line: Int64 = -1
    for amount in amounts {
      for stretch in amount.sums?.files[file] ?? [] { line = max(line, stretch.lastLine) }
    }
    guard line > 0 else { return nil }
    var agreeing: [String] = []
    var fewest = Int.max
    for amount in amounts {
      let stretches = amount.sums?.files[file] ?? []
      guard let last = stretches.first(where: { $0.lastLine == line }),
        let value = last.lastValue
      else { continue }
      let sum = stretches.reduce(Int128(0)) { $0 + $1.sum }
      guard sum == Int128(value) * 2 else { return nil }
      guard value != 0 else { continue }
      agreeing.append(amount.column)
      fewest = min(fewest, stretches.reduce(0) { $0 + $1.filled } - 1)
    }
    guard !agreeing.isEmpty, fewest >= (agreeing.count >= 2 ? 2 : 3) else { return nil }
    return Diagnostic(
      .unlabelledTotal, at: Place(file: path, sheet: sheet, line: Int(line), column: 1),
      ["columns": .list(agreeing)],
      severity: agreeing.count >= 2 && fewest >= 3 ? .error : .warning)
  }
}
