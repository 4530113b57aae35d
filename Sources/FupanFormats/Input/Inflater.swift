import CZlib
import Synchronization

/// zlib's decompression: gzip, or the bare deflate of zip archives.
final class Inflater: Decompressor {
  private struct State: ~Copyable {
    let stream: UnsafeMutablePointer<z_stream>
    let isReady: Bool

    init(windowBits: Int32) {
      stream = .allocate(capacity: 1)
      stream.initialize(to: z_stream())
      isReady = fupan_inflate_init(stream, windowBits) == Z_OK
    }

    deinit {
      if isReady { inflateEnd(stream) }
      stream.deallocate()
    }
  }

  private let state: Mutex<State>

  /// - Parameter windowBits: 15 + 16 for gzip, -15 for bare deflate.
  init(windowBits: Int32) { state = Mutex(State(windowBits: windowBits)) }

  func step(
    _ input: ArraySlice<UInt8>, into output: UnsafeMutableRawBufferPointer
  ) -> DecompressionStep {
    // The lock lets no pointer in, so addresses go in as numbers; they are valid for this call only.
    let target = UInt(bitPattern: output.baseAddress)
    let capacity = min(output.count, Int(UInt32.max))
    return input.withUnsafeBufferPointer { bytes in
      let source = UInt(bitPattern: bytes.baseAddress)
      let count = bytes.count
      return state.withLock { state in
        guard state.isReady else { return .failed }
        let stream = state.stream
        stream.pointee.next_in = UnsafeMutablePointer(bitPattern: source)
        stream.pointee.avail_in = UInt32(count)
        stream.pointee.next_out = UnsafeMutablePointer(bitPattern: target)
        stream.pointee.avail_out = UInt32(capacity)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        var step = DecompressionStep(
          consumed: count - Int(stream.pointee.avail_in),
          produced: capacity - Int(stream.pointee.avail_out), outcome: .more)
        switch code {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: step.outcome = .memberEnd
        default: step.outcome = .damaged
        }
        return step
      }
    }
  }

  func reset() { state.withLock { _ = inflateReset($0.stream) } }
}
