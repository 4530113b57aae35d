extension Report {
  /// A share or rate: 0.035 is 3.5 %.
  ///
  /// Where the two counts or amounts behind it are known, rounding is done from them and exact.
  package struct Ratio: Hashable, Sendable {
    package let value: Double
    package let numerator: ExactNumber?
    package let denominator: ExactNumber?

    /// A rate whose parts are not known.
    package init(_ value: Double) {
      self.value = value
      self.numerator = nil
      self.denominator = nil
    }

    /// The rate `numerator` / `denominator`, or nil where the denominator is zero.
    package init?(_ numerator: ExactNumber, of denominator: ExactNumber) {
      guard denominator.unscaled != 0 else { return nil }
      self.init(
        value: numerator.approximation / denominator.approximation, numerator: numerator,
        denominator: denominator)
    }

    init(value: Double, numerator: ExactNumber?, denominator: ExactNumber?) {
      self.value = value
      self.numerator = numerator
      self.denominator = denominator
    }
  }
}
