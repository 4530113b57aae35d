/// A file of the sample that could not be written: where, and the system's number for why.
package struct WriteFailure: Error, Equatable {
  /// The file or folder that was to be written.
  package let path: String
  /// The value of `errno`, or zero where a library failed without one.
  package let code: Int32
}
