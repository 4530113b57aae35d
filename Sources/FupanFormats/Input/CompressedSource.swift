import FupanDiagnostics

/// What decompression made of a source: members one after the other, as `cat a.gz b.gz` makes them.
///
/// A damaged or cut member, bytes after the last one and a bomb are errors that name the offset in
/// the compressed file.
struct CompressedSource: ByteSource {
  private let name: String
  private let compression: Compression
  private let limits: InflateLimits
  private let decompressor: any Decompressor
  /// Where the compressed bytes start in the file.
  private let origin: Int
  private var source: any ByteSource
  private var input: [UInt8] = []
  private var inputStart = 0
  private var isInputAtEnd = false
  /// Compressed bytes consumed and bytes produced so far.
  private var consumed = 0
  private var produced = 0
  private var isInMember = false
  private var isFinished = false

  init(
    _ source: any ByteSource, _ compression: Compression, name: String,
    limits: InflateLimits = InflateLimits(), origin: Int = 0
  ) {
    self.source = source
    self.compression = compression
    self.name = name
    self.limits = limits
    self.origin = origin
    decompressor = compression.decompressor()
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    var filled = 0
    while filled < buffer.count, !isFinished {
      if inputStart == input.count, !isInputAtEnd { try refill() }
      let isEmpty = inputStart == input.count
      if !isInMember {
        guard !isEmpty else {
          isFinished = true
          break
        }
        try startMember()
        isInMember = true
      }
      let target = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      // At the end of the input, too, what was held back may still come out.
      let step = decompressor.step(input[inputStart...], into: target)
      inputStart += step.consumed
      consumed += step.consumed
      filled += step.produced
      produced += step.produced
      try limits.check(name, consumed: consumed, produced: produced)
      switch step.outcome {
      case .more:
        if step.consumed == 0, step.produced == 0, !isEmpty || isInputAtEnd {
          throw problem(isEmpty ? .compressedCut : .compressedDamaged)
        }
      case .memberEnd:
        isInMember = false
        decompressor.reset()
      case .damaged: throw problem(.compressedDamaged)
      }
    }
    return filled
  }

  /// A member must start as its kind does; anything else is something that was put behind.
  private mutating func startMember() throws(Problems) {
    while input.count - inputStart < Compression.magicLength, !isInputAtEnd {
      let rest = Array(input[inputStart...])
      try refill()
      input = rest + input
    }
    guard compression == .deflate && consumed == 0 || compression.starts(input[inputStart...])
    else { throw problem(.compressedTrailingBytes) }
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
    isInputAtEnd = count == 0
    if let failure { throw failure }
  }

  private func problem(_ message: Message) -> Problems {
    Problems(
      Diagnostic(
        message, ["file": .text(name), "offset": .integer(origin + consumed)]))
  }
}
