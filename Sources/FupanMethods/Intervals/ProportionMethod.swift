/// Which interval a proportion gets.
package enum ProportionMethod: String, Equatable, Sendable, CaseIterable {
  /// The default: coverage near the level on average.
  case wilson
  /// Coverage at least the level, always; wider.
  case clopper
}
