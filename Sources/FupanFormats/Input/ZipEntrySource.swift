import CZlib
import FupanDiagnostics

/// The bytes of a file in a zip archive, which must be as many and have the sum that the archive says.
struct ZipEntrySource: ByteSource {
  private let file: String
  private let member: ZipMember
  private var source: any ByteSource
  private var produced = 0
  private var sum: UInt = 0
  private var isChecked = false

  /// - Parameter source: the member's bytes, unpacked.
  init(_ source: any ByteSource, _ member: ZipMember, of file: String) {
    self.source = source
    self.member = member
    self.file = file
    sum = crc32(0, nil, 0)
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    let count = try source.read(into: buffer)
    produced += count
    var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    while !rest.isEmpty {
      let step = rest.prefix(1 << 30)
      sum = crc32(sum, rest.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(step.count))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(step.count))
    }
    let isAtEnd = count < buffer.count
    if produced > member.size || isAtEnd && !isChecked && !isSound {
      throw Problems(
        Diagnostic(
          .compressedDamaged,
          [
            "file": .text(file), "offset": .integer(member.dataOffset + member.compressedSize),
          ]))
    }
    if isAtEnd { isChecked = true }
    return count
  }

  private var isSound: Bool {
    produced == member.size && UInt32(truncatingIfNeeded: sum) == member.crc
  }
}
