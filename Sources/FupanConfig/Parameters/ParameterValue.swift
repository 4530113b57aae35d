import FupanDiagnostics

/// A type that a parameter can have: it says what it is made of and reads itself from a node.
///
///     extension Grain: ParameterValue {
///       static var kind: ParameterKind { .choice(["day", "week"]) }
///       init?(from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic])
///       { … }
///     }
package protocol ParameterValue: Sendable {
  /// What it is made of.
  static var kind: ParameterKind { get }

  /// The value of a parameter that was not written, or nil where one must be written.
  static var whenAbsent: Self? { get }

  /// Reads `node`; where it cannot, appends at least one problem and returns nil.
  ///
  /// Several problems of one node are all appended.
  init?(from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic])

  /// The value as it would be written in a document, for help and `check --resolved`.
  var written: String { get }
}

extension ParameterValue {
  package static var whenAbsent: Self? { nil }
  package var written: String { String(describing: self) }
}
