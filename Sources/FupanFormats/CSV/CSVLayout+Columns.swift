import FupanDiagnostics
import FupanPlan

extension CSVLayout {
  /// The field that each column is found in, nil where the file lacks it; one that is not optional is
  /// a problem then.
  func fields(
    of columns: [ScanColumn], in file: String, problems: inout [Diagnostic]
  ) -> [Int?] {
    let cleaned = headers.map { Array(HeaderName.cleaned($0).utf8) }
    // Files of a hundred thousand columns are read too.
    let positionsOfHeader = Dictionary(grouping: cleaned.indices) { cleaned[$0] }
    let fieldOfName = Dictionary(
      names.enumerated().map { (Array($1.utf8), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return columns.map { column in
      for header in column.headers {
        let wanted = Array(HeaderName.cleaned(header).utf8)
        var positions = positionsOfHeader[wanted] ?? []
        if positions.isEmpty, wanted.last == UInt8(ascii: "*") {
          positions = cleaned.indices.filter { cleaned[$0].starts(with: wanted.dropLast()) }
        }
        if column.occurrence <= positions.count { return positions[column.occurrence - 1] }
        if column.occurrence == 1, let field = fieldOfName[wanted] { return field }
      }
      if !column.isOptional {
        problems.append(
          .missing(
            column, among: columns, found: names.filter { !$0.isEmpty }, in: file,
            at: place(in: file, line: headerLine)))
      }
      return nil
    }
  }
}
