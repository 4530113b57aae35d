import FupanDiagnostics

/// No bytes.
struct EmptySource: ByteSource {
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int { 0 }
}
