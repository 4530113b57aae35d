import FupanDiagnostics
import FupanPlan

extension Diagnostic {
  /// A file lacks a column that is wanted.
  ///
  /// - Parameters:
  ///   - columns: all that are wanted of the file.
  ///   - found: what the file has instead: headers, or paths of JSON.
  static func missing(
    _ column: ScanColumn, among columns: [ScanColumn], found: [String], in file: String,
    at place: Place? = nil
  ) -> Diagnostic {
    let name = column.headers.first ?? column.name
    let diagnostic = Diagnostic(
      .missingColumn, at: place,
      [
        "file": .text(file), "column": .text(name),
        "wanted": .list(columns.filter { !$0.isOptional }.map { $0.headers.first ?? $0.name }),
        "headers": .list(found),
      ])
    guard let nearest = NearestName.to(name, among: found) else { return diagnostic }
    return diagnostic.with("suggestion", .suggestion(nearest))
  }
}
