/// What equal values of different persons do to their scores.
package enum RFMTies: String, Equatable, Sendable, CaseIterable {
  /// Equal values get equal scores, and heavy ties merge bins.
  case same
  /// Bins of equal size: equal values are split by money, then in the order of the rows.
  case rank
}
