/// A method that could not be applied at all, and why.
package struct MethodFailure: Error, Equatable, Sendable {
  package let reason: Reason

  package init(_ reason: Reason) { self.reason = reason }
}
