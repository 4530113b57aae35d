/// One column that a scan delivers, and where it is found in the file.
package struct ScanColumn: Hashable, Sendable {
  /// The name it has from here on.
  package var name: String
  /// Headers (or JSON paths such as `properties.$utm_source`) that it may have in the file, the
  /// first found wins. Headers are matched after NFKC normalisation and trimming; one that ends in
  /// `*` stands for any that start so, as a survey's `3、*`.
  package var headers: [String]
  /// Which of several columns with that header: 1 for the first.
  package var occurrence: Int
  /// Whether the file may lack it; it is then missing in every row.
  package var isOptional: Bool
  /// Cells that mean "missing" here, beside those of the whole file.
  package var nullTokens: [String]
  /// Whether it tells who somebody is.
  package var isPersonal: Bool

  package init(
    _ name: String, headers: [String]? = nil, occurrence: Int = 1, isOptional: Bool = false,
    nullTokens: [String] = [], isPersonal: Bool = false
  ) {
    self.name = name
    self.headers = headers ?? [name]
    self.occurrence = occurrence
    self.isOptional = isOptional
    self.nullTokens = nullTokens
    self.isPersonal = isPersonal
  }
}
