import FupanConfig

/// The days off of one holiday, and the days of weekends that are worked for it (调休).
///
///     calendar:
///       - 春节: {off: 2026-02-15..2026-02-23, work: [2026-02-14, 2026-02-28]}
///       - 清明节: 2026-04-04..2026-04-06
package struct HolidaySettings: Parameterised {
  @Parameter("The days off, both ends included.", .principal) package var off: DateRange
  @Parameter("Days of a weekend that are worked instead.") package var work: [DateLiteral] = []

  package init() {}
}
