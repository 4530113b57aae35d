import FupanDiagnostics
import Synchronization

/// Text of another encoding as UTF-8, without its byte order mark. Bytes that cannot be read come out
/// as 0xFF, and ``BadUnits`` remembers where they stood.
struct TranscodedSource: ByteSource {
  private let encoding: TextEncoding
  private let transcoder: Transcoder
  private let badUnits: BadUnits?
  private var source: any ByteSource
  private var pending: [UInt8] = []
  private var pendingStart = 0
  private var carried: [UInt8] = []
  /// How many bytes were taken from the source, and given as text.
  private var taken = 0
  private var given = 0
  private var isAtEnd = false

  init(_ source: any ByteSource, _ encoding: TextEncoding, badUnits: BadUnits? = nil) {
    self.source = source
    self.encoding = encoding
    self.badUnits = badUnits
    transcoder = Transcoder(encoding)
  }

  /// The text of a file's first bytes; a character that is cut at their end is left out unless the
  /// file ends there.
  static func text(of prefix: [UInt8], _ encoding: TextEncoding, isWhole: Bool) -> [UInt8] {
    var text: [UInt8] = []
    let mark = prefix.starts(with: encoding.mark) ? encoding.mark.count : 0
    _ = Transcoder(encoding).decode(
      Array(prefix[mark...]), isEnd: isWhole, into: &text, bad: { _, _ in })
    return text
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    var filled = 0
    while filled < buffer.count {
      if pendingStart == pending.count {
        if isAtEnd { break }
        try refill()
      }
      let count = min(buffer.count - filled, pending.count - pendingStart)
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        .copyBytes(from: pending[pendingStart..<pendingStart + count])
      pendingStart += count
      filled += count
    }
    return filled
  }

  private mutating func refill() throws(Problems) {
    let block = 64 << 10
    var failure: Problems?
    let more = [UInt8](unsafeUninitializedCapacity: block) { target, initialized in
      do throws(Problems) {
        initialized = try source.read(into: UnsafeMutableRawBufferPointer(target))
      } catch { failure = error }
    }
    if let failure { throw failure }
    var raw = carried + more
    isAtEnd = more.count < block
    if taken == 0, raw.starts(with: encoding.mark) {
      taken = encoding.mark.count
      raw.removeFirst(encoding.mark.count)
    }
    var text: [UInt8] = []
    let (takenBefore, givenBefore) = (taken, given)
    let used = transcoder.decode(raw, isEnd: isAtEnd, into: &text) { text, source in
      badUnits?.note(text: givenBefore + text, source: takenBefore + source)
    }
    pending = text
    pendingStart = 0
    taken += used
    given += pending.count
    carried = Array(raw[used...])
  }
}

/// Where bytes that could not be read stood in a file, by where they stand in its text.
final class BadUnits: Sendable {
  /// Files that are wholly of another encoding have as many bad bytes as others; the first will do.
  private static let limit = 1 << 16

  private let offsets = Mutex<[Int: Int]>([:])

  func note(text: Int, source: Int) {
    offsets.withLock { if $0.count < BadUnits.limit { $0[text] = source } }
  }

  /// The offset in the file, or nil where it was not remembered.
  func source(ofText offset: Int) -> Int? { offsets.withLock { $0[offset] } }
}
