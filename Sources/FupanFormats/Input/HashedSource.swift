import CLibCrypto
import FupanDiagnostics
import Synchronization

/// A source whose bytes are hashed while they pass.
struct HashedSource: ByteSource {
  private var source: any ByteSource
  private let hash: InputHash

  init(_ source: any ByteSource, _ hash: InputHash) {
    self.source = source
    self.hash = hash
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    let count = try source.read(into: buffer)
    hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    return count
  }
}

/// The SHA-256 of an input's raw bytes, under way or done.
final class InputHash: Sendable {
  private struct State: ~Copyable {
    let context = fupan_sha256_create()
    var digest: String?
    deinit { fupan_sha256_free(context) }
  }

  private let state = Mutex(State())
  /// Read for the hash alone, once it is asked for.
  private let file: InputFile?

  /// Of bytes that pass in order.
  init() { file = nil }

  /// Of all bytes of a file whose parts are read in no order.
  init(of file: InputFile) { self.file = file }

  func update(_ bytes: UnsafeRawBufferPointer) {
    state.withLock(reading: bytes) { state, bytes, _ in
      if let context = state.context {
        _ = fupan_sha256_update(context, bytes.baseAddress, bytes.count)
      }
    }
  }

  /// The digest as 64 hexadecimal digits.
  func finish() throws(Problems) -> String {
    if let known = state.withLock({ $0.digest }) { return known }
    if let file { try updateWithAll(of: file) }
    let text = digest()
    state.withLock { $0.digest = text }
    return text
  }

  private func updateWithAll(of file: InputFile) throws(Problems) {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { block.deallocate() }
    var position = 0
    while true {
      let count = try file.read(at: position, into: block)
      if count == 0 { break }
      update(UnsafeRawBufferPointer(rebasing: block[..<count]))
      position += count
    }
    try file.checkUnchanged()
  }

  private func digest() -> String {
    state.withLock { state in
      var digest = [UInt8](repeating: 0, count: 32)
      guard let context = state.context, fupan_sha256_finish(context, &digest) else { return "" }
      let digits = Array("0123456789abcdef".utf8)
      var text: [UInt8] = []
      for byte in digest {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
      }
      return String(decoding: text, as: UTF8.self)
    }
  }
}
