import FupanDiagnostics
import Glibc

/// A part of an opened file, read at its own place whatever others read of the file.
struct FileSlice: ByteSource {
  private let file: InputFile
  private var position: Int
  private let end: Int

  /// - Parameter range: bytes of the file.
  init(_ file: InputFile, _ range: Range<Int>) {
    self.file = file
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    let wanted = min(buffer.count, end - position)
    var filled = 0
    while filled < wanted {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<wanted])
      let count = try file.read(at: position + filled, into: rest)
      guard count > 0 else {
        throw Problems(Diagnostic(.inputChanged, ["file": .text(file.name)]))
      }
      filled += count
    }
    position += filled
    if filled < buffer.count { try file.checkUnchanged() }
    return filled
  }
}
