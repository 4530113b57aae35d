import FupanDiagnostics

/// Bytes that were already taken from a source, then the rest of it: how standard input is looked
/// at before it is read.
struct PrefixedSource: ByteSource {
  private let prefix: [UInt8]
  private var position = 0
  private var rest: any ByteSource

  init(_ prefix: [UInt8], _ rest: any ByteSource) {
    self.prefix = prefix
    self.rest = rest
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    let count = min(prefix.count - position, buffer.count)
    if count > 0 {
      buffer.copyBytes(from: prefix[position..<position + count])
      position += count
    }
    guard count < buffer.count else { return count }
    return count + (try rest.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...])))
  }
}
