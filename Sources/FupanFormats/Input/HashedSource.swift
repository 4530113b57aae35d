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
    var context: OpaquePointer?
    deinit { fupan_sha256_free(context) }
  }

  private let state: Mutex<State>

  init() { state = Mutex(State(context: fupan_sha256_create())) }

  func update(_ bytes: UnsafeRawBufferPointer) {
    state.withLock(reading: bytes) { state, bytes, _ in
      if let context = state.context {
        _ = fupan_sha256_update(context, bytes.baseAddress, bytes.count)
      }
    }
  }

  /// The digest as 64 hexadecimal digits.
  func finish() -> String {
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
