import CZlib

/// Writes zip archives, sound ones and others.
struct ZipBuilder {
  /// A file to pack, and what its headers say of it.
  struct Entry {
    var name: [UInt8]
    var content: [UInt8]
    var method: UInt16 = 8
    var flags: UInt16 = 0
    /// 3 << 8 is Unix.
    var madeBy: UInt16 = 20
    var attributes: UInt32 = 0
    /// What the entry's own header says, where it is to contradict.
    var localName: [UInt8]?
    var localFlags: UInt16?
    var localCRC: UInt32?
    /// Bytes that are not what the content compresses to.
    var packed: [UInt8]?
    /// What the headers say of the size.
    var size: Int?
    /// The entry whose bytes this one uses.
    var sharing: Int?

    init(_ name: String, _ content: String) {
      self.name = Array(name.utf8)
      self.content = Array(content.utf8)
    }
  }

  var entries: [Entry]
  var isZip64 = false

  init(_ entries: [Entry]) { self.entries = entries }

  init(_ files: KeyValuePairs<String, String>) {
    entries = files.map { Entry($0.key, $0.value) }
  }

  /// The archive.
  func bytes() -> [UInt8] {
    var out: [UInt8] = []
    var directory: [UInt8] = []
    var offsets: [Int] = []
    for entry in entries {
      let packed =
        entry.packed ?? (entry.method == 8 ? ZipBuilder.deflated(entry.content) : entry.content)
      let sum = UInt32(crc32(0, entry.content, UInt32(entry.content.count)))
      let size = entry.size ?? entry.content.count
      var offset = out.count
      if let shared = entry.sharing {
        offset = offsets[shared]
      } else {
        let name = entry.localName ?? entry.name
        out += ZipBuilder.little(0x0403_4B50, 4) + ZipBuilder.little(20, 2)
        out += ZipBuilder.little(Int(entry.localFlags ?? entry.flags), 2)
        out += ZipBuilder.little(Int(entry.method), 2) + ZipBuilder.little(0, 4)
        out += ZipBuilder.little(Int(entry.localCRC ?? sum), 4)
        out += sizes(packed.count, size)
        out += ZipBuilder.little(name.count, 2) + ZipBuilder.little(isZip64 ? 20 : 0, 2) + name
        if isZip64 { out += extra(packed.count, size, nil) }
        out += packed
      }
      offsets.append(offset)
      directory += ZipBuilder.little(0x0201_4B50, 4) + ZipBuilder.little(Int(entry.madeBy), 2)
      directory += ZipBuilder.little(20, 2) + ZipBuilder.little(Int(entry.flags), 2)
      directory += ZipBuilder.little(Int(entry.method), 2) + ZipBuilder.little(0, 4)
      directory += ZipBuilder.little(Int(sum), 4) + sizes(packed.count, size)
      directory += ZipBuilder.little(entry.name.count, 2) + ZipBuilder.little(isZip64 ? 28 : 0, 2)
      directory += ZipBuilder.little(0, 2 + 2 + 2)
      directory += ZipBuilder.little(Int(entry.attributes), 4)
      directory += ZipBuilder.little(isZip64 ? 0xFFFF_FFFF : offset, 4) + entry.name
      if isZip64 { directory += extra(packed.count, size, offset) }
    }
    let start = out.count
    out += directory
    if isZip64 {
      let end = out.count
      out += ZipBuilder.little(0x0606_4B50, 4) + ZipBuilder.little(44, 8)
      out += ZipBuilder.little(45, 2) + ZipBuilder.little(45, 2) + ZipBuilder.little(0, 8)
      out += ZipBuilder.little(entries.count, 8) + ZipBuilder.little(entries.count, 8)
      out += ZipBuilder.little(directory.count, 8) + ZipBuilder.little(start, 8)
      out += ZipBuilder.little(0x0706_4B50, 4) + ZipBuilder.little(0, 4)
      out += ZipBuilder.little(end, 8) + ZipBuilder.little(1, 4)
    }
    out += ZipBuilder.little(0x0605_4B50, 4) + ZipBuilder.little(0, 4)
    out += ZipBuilder.little(isZip64 ? 0xFFFF : entries.count, 2)
    out += ZipBuilder.little(isZip64 ? 0xFFFF : entries.count, 2)
    out += ZipBuilder.little(isZip64 ? 0xFFFF_FFFF : directory.count, 4)
    out += ZipBuilder.little(isZip64 ? 0xFFFF_FFFF : start, 4)
    return out + ZipBuilder.little(0, 2)
  }

  private func sizes(_ packed: Int, _ size: Int) -> [UInt8] {
    ZipBuilder.little(isZip64 ? 0xFFFF_FFFF : packed, 4)
      + ZipBuilder.little(isZip64 ? 0xFFFF_FFFF : size, 4)
  }

  private func extra(_ packed: Int, _ size: Int, _ offset: Int?) -> [UInt8] {
    ZipBuilder.little(1, 2) + ZipBuilder.little(offset == nil ? 16 : 24, 2)
      + ZipBuilder.little(size, 8) + ZipBuilder.little(packed, 8)
      + (offset.map { ZipBuilder.little($0, 8) } ?? [])
  }

  static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  /// Bare deflate.
  static func deflated(_ bytes: [UInt8], windowBits: Int32 = -15) -> [UInt8] {
    var stream = z_stream()
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1000)
    let capacity = output.count
    let written = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        fupan_deflate_init(&stream, 6, windowBits)
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(capacity)
        deflate(&stream, Z_FINISH)
        deflateEnd(&stream)
        return capacity - Int(stream.avail_out)
      }
    }
    return Array(output[..<written])
  }
}
