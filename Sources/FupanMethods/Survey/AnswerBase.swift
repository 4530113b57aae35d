/// How much may be said of so many answers.
///
///     AnswerBase(n: 42, minimum: 10)  // .whole: percentages without decimals
package enum AnswerBase: Equatable, Sendable {
  /// Fewer than may be shown: nothing is.
  case suppressed
  /// Below 30: figures stand in grey, percentages without decimals.
  case low
  /// Below 100: percentages without decimals.
  case whole
  /// 100 and more.
  case full

  /// `minimum` is the report's smallest group, 10 for answers of surveys.
  package init(n: Int, minimum: Int = 10) {
    self = n < minimum ? .suppressed : n < 30 ? .low : n < 100 ? .whole : .full
  }

  /// A share as it is shown of such a base: to whole percents below 100 answers.
  package func shown(_ share: Double) -> Double {
    self == .full ? share : (share * 100).rounded(.toNearestOrAwayFromZero) / 100
  }
}
