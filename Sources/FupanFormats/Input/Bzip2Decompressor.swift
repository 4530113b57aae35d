import CBzip2
import Synchronization

/// bzip2's decompression.
final class Bzip2Decompressor: Decompressor {
  private struct State: ~Copyable {
    let stream: UnsafeMutablePointer<bz_stream>
    var isReady: Bool

    init() {
      stream = .allocate(capacity: 1)
      stream.initialize(to: bz_stream())
      isReady = BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
    }

    /// The library has no other way to begin anew.
    mutating func restart() {
      if isReady { BZ2_bzDecompressEnd(stream) }
      stream.pointee = bz_stream()
      isReady = BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
    }

    deinit {
      if isReady { BZ2_bzDecompressEnd(stream) }
      stream.deallocate()
    }
  }

  private let state = Mutex(State())

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
        let code = BZ2_bzDecompress(stream)
        var step = DecompressionStep(
          consumed: count - Int(stream.pointee.avail_in),
          produced: capacity - Int(stream.pointee.avail_out), outcome: .more)
        switch code {
        case BZ_OK: break
        case BZ_STREAM_END: step.outcome = .memberEnd
        default: step.outcome = .damaged
        }
        return step
      }
    }
  }

  func reset() { state.withLock { $0.restart() } }
}
