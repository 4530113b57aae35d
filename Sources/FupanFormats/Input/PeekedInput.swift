import FupanDiagnostics
import Synchronization

/// An opened input whose first bytes were looked at, nothing lost: a file or standard input,
/// decompressed where it is gzip.
///
/// Standard input can be read only once, so what was looked at is remembered: opening it again gives
/// the same bytes from the beginning, as long as nobody has read beyond them.
package struct PeekedInput: Sendable {
  /// As the user named it.
  package let name: String
  package let identity: InputIdentity
  package let isCompressed: Bool
  /// The first bytes, decompressed.
  package private(set) var prefix: [UInt8] = []
  /// Whether the input ends with the prefix.
  package private(set) var isWhole = false
  /// What follows the prefix.
  private var rest: any ByteSource
  /// The hash of the raw bytes under way, where it is wanted.
  let hash: InputHash?

  /// Opens an input and reads its first bytes.
  package init(
    _ name: String, hashing: Bool = false, limits: InflateLimits = InflateLimits(),
    prefixLength: Int = EncodingVerdict.prefixLength
  ) throws(Problems) {
    let file = try InputFile(name)
    let isStandardInput = InputFile.isStandardInput(name)
    if isStandardInput, let seen = PeekedInput.standardInput.withLock({ $0 }),
      seen.identity.isSameFile(as: file.identity)
    {
      self = seen
      try peek(prefixLength)
      return
    }
    self.name = name
    identity = file.identity
    // Whoever opens standard input again may want its hash.
    hash = hashing || isStandardInput ? InputHash() : nil
    rest = file
    if let hash { rest = HashedSource(rest, hash) }
    let magic = try PeekedInput.read(GzipSource.magic.count, from: &rest)
    isCompressed = magic == GzipSource.magic
    rest = PrefixedSource(magic, rest)
    if isCompressed { rest = GzipSource(rest, name: name, limits: limits) }
    try peek(prefixLength)
    remember()
  }

  /// Reads on until the prefix has at least `length` bytes or the input ends.
  package mutating func peek(_ length: Int) throws(Problems) {
    guard prefix.count < length, !isWhole else { return }
    let wanted = length - prefix.count + 1
    let more = try PeekedInput.read(wanted, from: &rest)
    prefix.append(contentsOf: more)
    isWhole = more.count < wanted
    remember()
  }

  private static let standardInput = Mutex<PeekedInput?>(nil)

  private func remember() {
    guard InputFile.isStandardInput(name) else { return }
    let seen = self
    PeekedInput.standardInput.withLock { $0 = seen }
  }

  /// All bytes from the beginning.
  func source() -> any ByteSource { PrefixedSource(prefix, rest) }

  private static func read(
    _ count: Int, from source: inout any ByteSource
  ) throws(Problems) -> [UInt8] {
    var failure: Problems?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(Problems) {
        initialized = try source.read(
          into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count))
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }
}
