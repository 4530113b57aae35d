/// Whether a count may be shown.
package enum Suppression: String, Equatable, Sendable, CaseIterable {
  case published
  /// Fewer than the minimum group.
  case primary
  /// Withheld so that a primary one cannot be computed from totals.
  case complementary
}
