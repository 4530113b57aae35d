import CZlib

/// Writes packages such as workbooks: a zip archive of named parts, made as one asks, sound or not.
package struct PackageWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  package init() {}

  /// A package of parts.
  package static func package(
    _ parts: KeyValuePairs<String, String>, isDeflated: Bool = true
  ) -> [UInt8] {
    var writer = PackageWriter()
    for (name, text) in parts { writer.add(name, Array(text.utf8), isDeflated: isDeflated) }
    return writer.finish()
  }

  /// Adds a part.
  package mutating func add(_ name: String, _ content: [UInt8], isDeflated: Bool = true) {
    let packed = isDeflated ? PackageWriter.deflated(content) : content
    let sum = UInt32(truncatingIfNeeded: crc32(crc32(0, nil, 0), content, UInt32(content.count)))
    let offset = bytes.count
    var header: [UInt8] = []
    header += PackageWriter.little(20, 2) + PackageWriter.little(0x0800, 2)
    header += PackageWriter.little(isDeflated ? 8 : 0, 2)
    // 1 January 1980.
    header += PackageWriter.little(0, 2) + PackageWriter.little(0x21, 2)
    header += PackageWriter.little(Int(sum), 4) + PackageWriter.little(packed.count, 4)
    header += PackageWriter.little(content.count, 4) + PackageWriter.little(name.utf8.count, 2)
    header += PackageWriter.little(0, 2)
    bytes += [0x50, 0x4B, 3, 4] + header + Array(name.utf8) + packed
    directory += [0x50, 0x4B, 1, 2] + PackageWriter.little(20, 2) + header
    directory += [UInt8](repeating: 0, count: 10) + PackageWriter.little(offset, 4)
    directory += Array(name.utf8)
    count += 1
  }

  /// The archive, its directory at the end.
  package func finish() -> [UInt8] {
    let end =
      [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + PackageWriter.little(count, 2)
      + PackageWriter.little(count, 2)
      + PackageWriter.little(directory.count, 4) + PackageWriter.little(bytes.count, 4) + [0, 0]
    return bytes + directory + end
  }

  private static func little(_ number: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func deflated(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard fupan_deflate_init(&stream, 9, -15) == Z_OK else { return [] }
    defer { deflateEnd(&stream) }
    var source = content
    var output = [UInt8](repeating: 0, count: content.count + content.count / 100 + 1024)
    var produced = 0
    source.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        stream.next_in = from.baseAddress
        stream.avail_in = UInt32(from.count)
        stream.next_out = to.baseAddress
        stream.avail_out = UInt32(to.count)
        _ = deflate(&stream, Z_FINISH)
        produced = to.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<produced])
  }
}
