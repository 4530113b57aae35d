import FupanConfig

/// An entry of a ledger: known by one of its settings, and able to say what it lacks.
package protocol LedgerEntry: Parameterised {
  static var kind: LedgerKind { get }
  /// What people call it: what the setting that it is known by says.
  var title: String { get }
  /// The settings that it should have and has not, by their names, in the order they are written.
  var lacking: [String] { get }
}
