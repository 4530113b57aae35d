/// Above which score a dimension counts as high in the eight tiers; strictly above.
package enum RFMHighCut: Equatable, Sendable {
  /// The mean of all persons' scores.
  case meanOfScores
  /// The median of all persons' scores.
  case medianOfScores
  /// Scores given for recency, frequency and money.
  case fixed(recency: Int, frequency: Int, monetary: Int)
}
