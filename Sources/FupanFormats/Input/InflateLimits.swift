import FupanDiagnostics

/// How far a compressed input may grow before it is taken for a bomb.
package struct InflateLimits: Hashable, Sendable {
  /// Bytes out for each byte in.
  package var ratio = 200
  /// So many bytes are free of the ratio.
  package var freeBytes = 10 << 20
  /// No input may grow beyond this.
  package var maxBytes = 64 << 30

  package init() {}

  /// - Throws: `inflate_limit` where so many bytes of so many are too many.
  func check(_ file: String, consumed: Int, produced: Int) throws(Problems) {
    let isBomb =
      produced > freeBytes && produced / max(1, consumed) >= ratio || produced > maxBytes
    guard isBomb else { return }
    throw Problems(
      Diagnostic(
        .inflateLimit,
        [
          "file": .text(file), "offset": .integer(consumed), "produced": .integer(produced),
          "ratio": .integer(ratio),
        ]))
  }
}
