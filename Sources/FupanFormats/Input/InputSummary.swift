import FupanDiagnostics

/// What an input was, for the manifest.
package struct InputSummary: Sendable {
  /// As the user named it.
  package var name: String
  package var identity: InputIdentity
  package var encoding: TextEncoding
  package var isCompressed: Bool
  /// The SHA-256 of its raw bytes in hexadecimal, once it was read to its end and where hashing was
  /// asked for.
  package var sha256: String?
  /// How it is built, where it is delimited text.
  package var structure: CSVStructure?
  /// What became clear only while it was read, worth telling.
  package var warnings: [Diagnostic] = []
}
