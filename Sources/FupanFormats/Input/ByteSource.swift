import FupanDiagnostics

/// Bytes read one after the other: a file, what gzip made of it, or its text in another encoding.
protocol ByteSource: Sendable {
  /// Fills as much of `buffer` as there is and returns how much; 0 at the end only.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int
}
