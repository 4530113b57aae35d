import FupanDiagnostics

/// Bytes read one after the other: a file, what gzip made of it, or its text in another encoding.
protocol ByteSource: Sendable {
  /// Fills as much of `buffer` as there is and returns how much; 0 at the end only.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int
}

extension ByteSource {
  /// Reads up to `count` more bytes behind those in `buffer`; fewer mean that the input has ended.
  mutating func fill(
    _ buffer: inout [UInt8], by count: Int, isAtEnd: inout Bool
  ) throws(Problems) {
    let head = buffer
    var failure: Problems?
    var added = 0
    buffer = [UInt8](unsafeUninitializedCapacity: head.count + count) { target, initialized in
      let raw = UnsafeMutableRawBufferPointer(target)
      raw.copyBytes(from: head)
      do throws(Problems) {
        added = try read(
          into: UnsafeMutableRawBufferPointer(rebasing: raw[head.count..<head.count + count]))
      } catch { failure = error }
      initialized = head.count + added
    }
    if let failure { throw failure }
    isAtEnd = added < count
  }
}
