/// How far a run is.
package struct RunProgress: Hashable, Sendable {
  /// The fragment that is computed.
  package var fragment: String
  /// Rows read from files and earlier fragments so far, in the whole run.
  package var rows: Int

  package init(fragment: String, rows: Int) {
    self.fragment = fragment
    self.rows = rows
  }
}
