/// What RFM looks at: one row a person, or a weighted row for persons that are alike.
package struct RFMPopulation: Equatable, Sendable {
  /// Days from the last order to the reference day, 0 or more.
  package var recencyDays: [Int32]
  /// Order days (or orders).
  package var frequency: [Int32]
  /// Net payments in units of 10^-scale.
  package var monetary: [Int128]
  /// Persons a row stands for; nil for one each.
  package var weights: [Int]?

  /// Columns of one length; a shorter one cuts the rest.
  package init(
    recencyDays: [Int32], frequency: [Int32], monetary: [Int128], weights: [Int]? = nil
  ) {
    let count = min(
      recencyDays.count, frequency.count, monetary.count, weights?.count ?? Int.max)
    self.recencyDays = Array(recencyDays.prefix(count))
    self.frequency = Array(frequency.prefix(count))
    self.monetary = Array(monetary.prefix(count))
    self.weights = weights.map { Array($0.prefix(count)) }
  }

  /// Rows.
  package var count: Int { recencyDays.count }
}
