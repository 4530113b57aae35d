import CZstd
import Synchronization

/// Zstandard's decompression. A frame whose window is larger than 128 MiB is refused as damaged, as
/// the library does of itself.
final class ZstdDecompressor: Decompressor {
  private struct State: ~Copyable {
    let stream: OpaquePointer?

    init() { stream = ZSTD_createDStream() }

    deinit { ZSTD_freeDStream(stream) }
  }

  private let state = Mutex(State())

  func step(
    _ input: ArraySlice<UInt8>, into output: UnsafeMutableRawBufferPointer
  ) -> DecompressionStep {
    input.withUnsafeBytes { input in
      state.withLock(reading: input, writing: output) { state, input, output in
        guard let stream = state.stream else { return .failed }
        var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let code = ZSTD_decompressStream(stream, &to, &from)
        let isDamaged = ZSTD_isError(code) != 0
        return DecompressionStep(
          consumed: from.pos, produced: to.pos,
          outcome: isDamaged ? .damaged : code == 0 ? .memberEnd : .more)
      }
    }
  }

  func reset() {
    state.withLock { _ = ZSTD_DCtx_reset($0.stream, ZSTD_reset_session_only) }
  }
}
