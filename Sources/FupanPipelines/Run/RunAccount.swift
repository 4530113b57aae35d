import FupanEngine
import FupanFormats

/// Where every row of a run went, closed and ready for the manifest and the appendix.
package struct RunAccount: Sendable {
  /// What was read of each file.
  package var files: [InputAccount] = []

  /// One input file.
  package struct InputAccount: Sendable {
    /// The file as the user named it.
    package var name: String
    package var account: FileAccount
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    package var sha256: String
    package var bytes: Int
    package var encoding: String
  }
}
