import FupanDiagnostics

/// UTF-16 text as UTF-8; a lone surrogate or half a unit at the end is an error with its offset.
struct UTF16Source: ByteSource {
  private let name: String
  private let isBigEndian: Bool
  private var source: any ByteSource
  private var pending: [UInt8] = []
  private var pendingStart = 0
  private var carried: [UInt8] = []
  private var offset = 0
  private var isFirst = true

  init(_ source: any ByteSource, isBigEndian: Bool, name: String) {
    self.source = source
    self.isBigEndian = isBigEndian
    self.name = name
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    var filled = 0
    while filled < buffer.count {
      if pendingStart == pending.count, try !refill() { break }
      let count = min(buffer.count - filled, pending.count - pendingStart)
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        .copyBytes(from: pending[pendingStart..<pendingStart + count])
      pendingStart += count
      filled += count
    }
    return filled
  }

  private mutating func refill() throws(Problems) -> Bool {
    var raw = carried
    let block = 64 << 10
    var failure: Problems?
    let more = [UInt8](unsafeUninitializedCapacity: block) { target, initialized in
      do throws(Problems) {
        initialized = try source.read(into: UnsafeMutableRawBufferPointer(target))
      } catch { failure = error }
    }
    if let failure { throw failure }
    raw += more
    let isEnd = more.count < block
    pending = []
    pendingStart = 0
    var index = 0
    while index + 1 < raw.count {
      let unit = self.unit(raw, index)
      var scalar = UInt32(unit)
      var length = 2
      if unit & 0xFC00 == 0xD800 {
        if index + 3 >= raw.count, !isEnd { break }
        guard index + 3 < raw.count, self.unit(raw, index + 2) & 0xFC00 == 0xDC00 else {
          throw bad(at: index)
        }
        scalar = 0x10000 + (scalar - 0xD800) << 10 + UInt32(self.unit(raw, index + 2)) - 0xDC00
        length = 4
      }
      guard let character = Unicode.Scalar(scalar) else { throw bad(at: index) }
      // The mark at the start is no text.
      if !(isFirst && scalar == 0xFEFF) {
        pending.append(contentsOf: UTF8.encode(character) ?? .init())
      }
      isFirst = false
      index += length
    }
    if isEnd, index < raw.count { throw bad(at: index) }
    carried = Array(raw[index...])
    offset += index
    return !pending.isEmpty || !isEnd && !more.isEmpty
  }

  private func unit(_ raw: [UInt8], _ index: Int) -> UInt16 {
    isBigEndian
      ? UInt16(raw[index]) << 8 | UInt16(raw[index + 1])
      : UInt16(raw[index + 1]) << 8 | UInt16(raw[index])
  }

  private func bad(at index: Int) -> Problems {
    Problems(
      Diagnostic(
        .badUTF16, ["file": .text(name), "offset": .integer(offset + index)]))
  }
}
