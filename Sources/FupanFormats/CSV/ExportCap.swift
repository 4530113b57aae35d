/// Row counts at which platforms and spreadsheets end an export, whether or not there is more.
package enum ExportCap {
  /// Whether a file ends exactly at a known limit.
  ///
  /// - Parameters:
  ///   - rows: its data rows.
  ///   - lines: all its records, header and banner included.
  ///   - declared: the limit that a line above its header names: `最多导出排序后前1000条`.
  package static func isReached(rows: Int, lines: Int, declared: Int?) -> Bool {
    guard rows > 0 else { return false }
    return rows == declared || rowLimits.contains(rows) || sheetLimits.contains(lines)
  }

  /// Rows of platforms, and of sheets without and with a header.
  private static let rowLimits: Set<Int> = [10_000, 65_535, 65_536, 1_048_575, 1_048_576]
  /// Lines of a sheet, whatever stands in them.
  private static let sheetLimits: Set<Int> = [65_536, 1_048_576]
}
