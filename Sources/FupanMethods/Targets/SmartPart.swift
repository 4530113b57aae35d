/// A part of a SMART target (Doran 1981, "There's a S.M.A.R.T. way to write management's goals and
/// objectives").
package enum SmartPart: String, Equatable, Sendable, CaseIterable {
  case specific
  case measurable
  case achievable
  case relevant
  case timeBound = "time_bound"
}
