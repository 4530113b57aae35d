import CZlib
import Glibc

/// A file that is written front to back, as it is, in GB18030, or as gzip.
///
/// Nothing of it depends on the time or the machine: the same bytes in give the same bytes out.
struct OutputFile: ~Copyable {
  /// How the bytes that come in reach the disk.
  enum Coding {
    case plain
    case gb18030
    case gzip
  }

  private let path: String
  private let descriptor: Int32
  private let coding: Coding
  /// zlib keeps a pointer to its stream, so the stream must not move.
  private let deflater: UnsafeMutablePointer<z_stream>?
  private var waiting: [UInt8] = []
  private var encoded: [UInt8]

  private static let chunk = 1 << 20

  init(
    _ path: String, coding: Coding = .plain, appending: Bool = false
  ) throws(WriteFailure) {
    self.path = path
    self.coding = coding
    let mode = appending ? O_APPEND : O_TRUNC
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0o644)
    encoded = coding == .plain ? [] : [UInt8](repeating: 0, count: 2 * Self.chunk)
    guard coding == .gzip else {
      deflater = nil
      guard descriptor >= 0 else { throw WriteFailure(path: path, code: errno) }
      return
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    deflater = stream
    guard descriptor >= 0 else { throw WriteFailure(path: path, code: errno) }
    // A window of 15 bits plus 16 asks for gzip, whose header then has no name and no time.
    let status = deflateInit2_(
      stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw WriteFailure(path: path, code: 0) }
  }

  /// A file that begins with what the writer holds, which is emptied.
  static func begun(
    _ path: String, coding: Coding = .plain, with header: inout ByteWriter
  ) throws(WriteFailure) -> OutputFile {
    var file = try OutputFile(path, coding: coding)
    try file.write(&header)
    return file
  }

  deinit {
    if let deflater {
      deflateEnd(deflater)
      deflater.deinitialize(count: 1)
      deflater.deallocate()
    }
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds what the writer holds and empties it; the writer must end at the end of a character.
  mutating func write(_ writer: inout ByteWriter) throws(WriteFailure) {
    switch coding {
    case .plain:
      waiting.append(contentsOf: writer.bytes)
      if waiting.count >= Self.chunk { try flush() }
    case .gb18030:
      waiting.append(contentsOf: try GB18030.encode(writer.bytes, path: path))
      if waiting.count >= Self.chunk { try flush() }
    case .gzip:
      try deflate(writer.bytes, Z_NO_FLUSH)
    }
    writer.removeAll()
  }

  /// Writes what is left and closes the file.
  consuming func finish() throws(WriteFailure) {
    if coding == .gzip { try deflate([], Z_FINISH) }
    try flush()
  }

  private mutating func flush() throws(WriteFailure) {
    try put(waiting, count: waiting.count)
    waiting.removeAll(keepingCapacity: true)
  }

  private mutating func deflate(_ bytes: [UInt8], _ mode: Int32) throws(WriteFailure) {
    guard let deflater else { return }
    var given = 0
    var done = false
    while !done {
      var room = 0
      var status = Z_OK
      bytes.withUnsafeBufferPointer { input in
        encoded.withUnsafeMutableBufferPointer { output in
          deflater.pointee.next_in = input.baseAddress.map {
            UnsafeMutablePointer(mutating: $0 + given)
          }
          deflater.pointee.avail_in = UInt32(bytes.count - given)
          deflater.pointee.next_out = output.baseAddress
          deflater.pointee.avail_out = UInt32(output.count)
          status = CZlib.deflate(deflater, mode)
          given = bytes.count - Int(deflater.pointee.avail_in)
          room = Int(deflater.pointee.avail_out)
        }
      }
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw WriteFailure(path: path, code: 0)
      }
      try put(encoded, count: encoded.count - room)
      done = mode == Z_FINISH ? status == Z_STREAM_END : room > 0
    }
  }

  private func put(_ bytes: [UInt8], count: Int) throws(WriteFailure) {
    var code: Int32 = 0
    bytes.withUnsafeBytes { raw in
      var start = 0
      while start < count {
        let written = Glibc.write(descriptor, raw.baseAddress.map { $0 + start }, count - start)
        if written > 0 {
          start += written
        } else if errno != EINTR {
          code = errno
          return
        }
      }
    }
    if code != 0 { throw WriteFailure(path: path, code: code) }
  }
}
