import FupanDiagnostics

/// What an entry of a ledger still lacks: not wrong, but not finished either.
package struct LedgerGap: Hashable, Sendable {
  package let kind: LedgerKind
  /// What people call the entry.
  package let entry: String
  /// The settings it lacks, by their names.
  package let lacking: [String]
  package let place: Place?
}
