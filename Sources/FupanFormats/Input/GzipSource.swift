import CZlib
import FupanDiagnostics
import Synchronization

/// What gzip made of a source: members one after the other, as `cat a.gz b.gz` makes them.
///
/// A damaged or cut member, bytes after the last one and a bomb are errors that name the offset in
/// the compressed file.
struct GzipSource: ByteSource {
  /// The bytes by which a gzip file is known.
  static let magic: [UInt8] = [0x1F, 0x8B]

  private let name: String
  private let limits: InflateLimits
  private var source: any ByteSource
  private let inflater = Inflater()
  private var input: [UInt8] = []
  private var inputStart = 0
  /// Compressed bytes consumed and bytes produced so far.
  private var consumed = 0
  private var produced = 0
  private var isInMember = false
  private var isFinished = false

  init(_ source: any ByteSource, name: String, limits: InflateLimits = InflateLimits()) {
    self.source = source
    self.name = name
    self.limits = limits
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    var filled = 0
    while filled < buffer.count, !isFinished {
      if inputStart == input.count { try refill() }
      if input.isEmpty {
        guard !isInMember else { throw damaged(.gzipCut) }
        isFinished = true
        break
      }
      if !isInMember {
        try startMember()
        isInMember = true
      }
      let target = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let step = inflater.inflate(input[inputStart...], into: target)
      inputStart += step.consumed
      consumed += step.consumed
      filled += step.produced
      produced += step.produced
      try checkLimits()
      switch step.outcome {
      case .more: continue
      case .memberEnd:
        isInMember = false
        inflater.reset()
      case .damaged: throw damaged(.gzipDamaged)
      }
    }
    return filled
  }

  /// A member must start with the magic number; anything else is no gzip.
  private mutating func startMember() throws(Problems) {
    if input.count - inputStart < 2 {
      let rest = Array(input[inputStart...])
      try refill()
      input = rest + input
    }
    guard input.count - inputStart >= 2, input[inputStart] == GzipSource.magic[0],
      input[inputStart + 1] == GzipSource.magic[1]
    else { throw damaged(.gzipTrailingBytes) }
  }

  private mutating func refill() throws(Problems) {
    var count = 0
    var failure: Problems?
    input = [UInt8](unsafeUninitializedCapacity: 256 << 10) { buffer, initialized in
      do throws(Problems) {
        count = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch { failure = error }
      initialized = count
    }
    inputStart = 0
    if let failure { throw failure }
  }

  private func checkLimits() throws(Problems) {
    let isBomb =
      produced > limits.freeBytes && produced / max(1, consumed) >= limits.ratio
      || produced > limits.maxBytes
    if isBomb {
      throw Problems(
        Diagnostic(
          .inflateLimit,
          [
            "file": .text(name), "offset": .integer(consumed), "produced": .integer(produced),
            "ratio": .integer(limits.ratio),
          ]))
    }
  }

  private func damaged(_ message: Message) -> Problems {
    Problems(Diagnostic(message, ["file": .text(name), "offset": .integer(consumed)]))
  }
}

/// How far a compressed input may grow before it is taken for a bomb.
package struct InflateLimits: Hashable, Sendable {
  /// Bytes out for each byte in.
  package var ratio = 200
  /// So many bytes are free of the ratio.
  package var freeBytes = 10 << 20
  /// No input may grow beyond this.
  package var maxBytes = 64 << 30

  package init() {}
}

/// zlib's state, at a place that does not move.
private final class Inflater: Sendable {
  enum Outcome { case more, memberEnd, damaged }

  private struct State: ~Copyable {
    let stream: UnsafeMutablePointer<z_stream>
    let isReady: Bool

    init() {
      stream = .allocate(capacity: 1)
      stream.initialize(to: z_stream())
      isReady = fupan_inflate_init(stream, 15 + 16) == Z_OK
    }

    deinit {
      if isReady { inflateEnd(stream) }
      stream.deallocate()
    }
  }

  private let state = Mutex(State())

  func inflate(
    _ input: ArraySlice<UInt8>, into output: UnsafeMutableRawBufferPointer
  ) -> (consumed: Int, produced: Int, outcome: Outcome) {
    // The lock lets no pointer in, so addresses go in as numbers; they are valid for this call only.
    let target = UInt(bitPattern: output.baseAddress)
    let capacity = min(output.count, Int(UInt32.max))
    return input.withUnsafeBufferPointer { bytes in
      let source = UInt(bitPattern: bytes.baseAddress)
      let count = bytes.count
      return state.withLock { state in
        guard state.isReady else { return (0, 0, .damaged) }
        let stream = state.stream
        stream.pointee.next_in = UnsafeMutablePointer(bitPattern: source)
        stream.pointee.avail_in = UInt32(count)
        stream.pointee.next_out = UnsafeMutablePointer(bitPattern: target)
        stream.pointee.avail_out = UInt32(capacity)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        let consumed = count - Int(stream.pointee.avail_in)
        let produced = capacity - Int(stream.pointee.avail_out)
        switch code {
        case Z_OK, Z_BUF_ERROR: return (consumed, produced, .more)
        case Z_STREAM_END: return (consumed, produced, .memberEnd)
        default: return (consumed, produced, .damaged)
        }
      }
    }
  }

  func reset() { state.withLock { _ = inflateReset($0.stream) } }
}
