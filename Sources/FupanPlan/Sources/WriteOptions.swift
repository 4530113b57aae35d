import FupanData

/// How a file is written.
package struct WriteOptions: Hashable, Sendable {
  /// Made for people who open it in a spreadsheet: a byte order mark, CRLF, and a guard before
  /// cells that would run as formulas.
  package var isForSpreadsheets: Bool
  /// The zone in which people read instants; nil writes them in UTC, as machines do.
  package var zone: TimeZoneRules?
  /// Whether it tells who somebody is, so that only the owner may read it.
  package var isPersonal: Bool
  /// What the sheet of a workbook is called.
  package var sheet: String?

  package init(
    isForSpreadsheets: Bool = false, zone: TimeZoneRules? = nil, isPersonal: Bool = false,
    sheet: String? = nil
  ) {
    self.isForSpreadsheets = isForSpreadsheets
    self.zone = zone
    self.isPersonal = isPersonal
    self.sheet = sheet
  }
}
