import FupanDiagnostics

/// Where written bytes go: a file, standard output, or memory.
package protocol ByteSink: Sendable {
  /// Takes bytes; they may wait in a buffer until ``finish()``.
  mutating func write(_ bytes: [UInt8]) throws(Problems)
  /// Lets nothing wait any longer. Called once, after the last write.
  mutating func finish() throws(Problems)
}
