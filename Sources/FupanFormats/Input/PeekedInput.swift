import FupanDiagnostics
import Synchronization

/// An opened input whose first bytes were looked at, nothing lost: a file or standard input,
/// decompressed where it is gzip, zstd or bzip2, or the file in a zip archive.
///
/// Standard input can be read only once, so what was looked at is remembered: opening it again gives
/// the same bytes from the beginning, as long as nobody has read beyond them.
package struct PeekedInput: Sendable {
  /// As the user named it.
  package let name: String
  package let identity: InputIdentity
  /// How it was packed, from the outside: `zip`, `gzip`, `zstd`, `bzip2`; nothing where it was not.
  package let packing: [String]
  /// The first bytes, decompressed.
  package private(set) var prefix: [UInt8] = []
  /// Whether the input ends with the prefix.
  package private(set) var isWhole = false
  /// What follows the prefix.
  private var rest: any ByteSource
  /// The hash of the raw bytes under way, where it is wanted.
  let hash: InputHash?
  /// The sheet that it is, where the file is a workbook.
  package private(set) var sheet: Sheet?
  /// The verdict on the prefix that was asked for last, and the encoding declared for it.
  private var verdict: (declared: String?, verdict: EncodingVerdict)?

  /// A sheet of a workbook, whose text the input is.
  package struct Sheet: Sendable {
    package let name: String
    /// Where more is known of it once it is read.
    let reader: SheetReader?
  }

  /// Opens an input and reads its first bytes.
  ///
  /// - Parameter hashing: whether its hash is computed; where nobody says, that of standard input is,
  ///   because whoever opens it again may want it.
  package init(
    _ name: String, hashing: Bool? = nil, limits: InflateLimits = InflateLimits(),
    prefixLength: Int = EncodingVerdict.prefixLength
  ) throws(Problems) {
    let path = InputPath(name)
    let file = try InputFile(path.file)
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
    let isHashing = hashing ?? isStandardInput
    rest = file
    var packing: [String] = []
    var magic = try PeekedInput.read(Compression.magicLength, from: &rest)
    if let packed = try PeekedInput.packed(path, file, magic, limits) {
      hash = isHashing ? InputHash(of: file) : nil
      rest = packed
      magic = try PeekedInput.read(Compression.magicLength, from: &rest)
      packing.append("zip")
    } else {
      let passing = isHashing ? InputHash() : nil
      magic.withUnsafeBytes { passing?.update($0) }
      if let passing { rest = HashedSource(rest, passing) }
      hash = passing
    }
    rest = PrefixedSource(magic, rest)
    let compression = Compression(of: magic[...])
    if let compression {
      rest = CompressedSource(rest, compression, name: name, limits: limits)
      packing.append(compression.rawValue)
    }
    self.packing = packing
    try peek(prefixLength)
    remember()
  }

  /// Opens a sheet of a workbook and makes its first text.
  package init(
    _ sheet: WorkbookFile.Sheet, of book: WorkbookFile,
    prefixLength: Int = EncodingVerdict.prefixLength
  ) throws(Problems) {
    try self.init(sheet, of: book, hash: nil, prefixLength: prefixLength)
  }

  /// - Parameter hash: that of the workbook, where it is wanted.
  init(
    _ sheet: WorkbookFile.Sheet, of book: WorkbookFile, hash: InputHash?, prefixLength: Int
  ) throws(Problems) {
    name = book.name
    identity = book.identity
    packing = []
    self.hash = hash
    let content = try book.source(of: sheet)
    rest = content.source
    self.sheet = Sheet(name: sheet.name, reader: content.reader)
    try peek(prefixLength)
  }

  /// Opens a file whose lines are a name and its value each, as text with the names in one line and
  /// the values in the next, cells apart as in sheets and on one line. A line with a single cell is a heading.
  package init(vertical name: String, hashing: Bool = false) throws(Problems) {
    self = try PeekedInput(name, hashing: hashing)
    let verdict = try EncodingVerdict.decide(prefix, isWhole: isWhole, declared: nil, file: name)
    // One row is short.
    guard isWhole else {
      throw Problems(
        Diagnostic(.fieldTooLong, at: place(line: 1), ["limit": .integer(prefix.count)]))
    }
    let text = HeaderSniffer.text(of: self, verdict, isAhead: verdict.encoding != .utf8)
    let delimiter = LikelyDialect.of(text.bytes, isWhole: true, Quoting()).delimiter
    var lines: [[UInt8]] = [[], []]
    var position = text.start
    while position < text.bytes.count,
      let record = DelimitedRecord.read(
        text.bytes, from: position, delimiter: delimiter, maxRecordBytes: text.bytes.count,
        atEnd: true)
    {
      let cells = record.cells.map { $0.bytes }.filter { !$0.isEmpty }
      if cells.count > 1 {
        for (line, cell) in cells.prefix(2).enumerated() {
          if !lines[line].isEmpty { lines[line].append(SheetText.delimiter) }
          lines[line] += cell.map { $0 == 10 || $0 == 13 ? 0x20 : $0 }
        }
      }
      position = record.end
    }
    prefix = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    rest = EmptySource()
  }

  /// A place in the input, in its sheet where it is one.
  func place(line: Int64, column: Int = 1) -> Place {
    Place(file: name, sheet: sheet?.name, line: Int(line), column: column)
  }

  /// Reads on until the prefix has at least `length` bytes or the input ends.
  package mutating func peek(_ length: Int) throws(Problems) {
    guard prefix.count < length, !isWhole else { return }
    verdict = nil
    let wanted = length - prefix.count + 1
    let more = try PeekedInput.read(wanted, from: &rest)
    prefix.append(contentsOf: more)
    isWhole = more.count < wanted
    remember()
  }

  /// The verdict on its encoding, taken once for those who ask one after the other.
  mutating func verdict(declared: String?) throws(Problems) -> EncodingVerdict {
    if let verdict, verdict.declared == declared { return verdict.verdict }
    let taken = try EncodingVerdict.decide(
      prefix, isWhole: isWhole, declared: declared, file: name)
    verdict = (declared, taken)
    return taken
  }

  /// The file in a zip archive that a path means; nil where it is no archive, or a workbook.
  private static func packed(
    _ path: InputPath, _ file: InputFile, _ magic: [UInt8], _ limits: InflateLimits
  ) throws(Problems) -> (any ByteSource)? {
    guard ZipArchive.starts(magic[...]) else {
      guard let member = path.member else { return nil }
      throw Problems(
        Diagnostic(.notAnArchive, ["file": .text(path.file), "member": .text(member)]))
    }
    let archive = try ZipArchive(file)
    if let name = path.member {
      return try archive.source(of: archive.member(name), limits: limits)
    }
    if archive.isWorkbook { return nil }
    return try archive.source(of: archive.onlyMember(), limits: limits)
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
