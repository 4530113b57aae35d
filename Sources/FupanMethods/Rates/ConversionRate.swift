/// Which part of a declared population converted.
package struct ConversionRate: Equatable, Sendable {
  /// Converters inside the population over the population, Wilson's interval.
  package let rate: Estimate
  /// Converters that are not of the population: counted, never added.
  package let outside: Int

  /// - Parameters:
  ///   - converted: members of the population that converted.
  ///   - population: size of the declared population (members, visitors, attendees, exposed).
  ///   - outside: converters outside it; above 5 % of all converters the rate is flagged.
  package init(
    converted: Int, of population: Int, outside: Int = 0, missing: Int = 0,
    level: Double = Interval.defaultLevel
  ) {
    let rate = Estimate.proportion(converted, of: population, missing: missing, level: level)
    // outside > 5 % of (converted + outside), in whole numbers.
    let isFlagged = outside > 0 && 20 * Int128(outside) > Int128(converted) + Int128(outside)
    self.rate = isFlagged ? rate.flagged(.numeratorOutside) : rate
    self.outside = outside
  }
}
