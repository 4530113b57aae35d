extension ReportFormat {
  /// A change in each of the ways it is told; that it cannot be told where there is none, such as
  /// from nothing.
  func changes(of delta: Report.Delta) -> [String] {
    let told = [delta.relative.map { relative($0) }, delta.points.map { exact(.points($0)) }]
      .compactMap { $0 }
    return told.isEmpty ? [exact(.missing(.undefined))] : told
  }
}
