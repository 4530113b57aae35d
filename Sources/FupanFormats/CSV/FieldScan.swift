import CScanner

/// Where the delimiters and line ends of some text are, found many bytes at a time.
///
/// It knows clean text only: what it finds before the first place that is otherwise is right, and
/// what follows is for ``FieldSplitter`` and ``RecordCutter`` to say.
struct FieldScan: ~Copyable {
  /// How many bytes are looked at in one go: what is found in them stays near the processor.
  static let pieceBytes = 1 << 15

  private let instructions: ScanInstructions
  /// What was found. Before the first separator stands one of position -1, as if a line ended there.
  private(set) var fields: fupan_scan_fields
  private let room: UnsafeMutablePointer<UInt32>

  init(_ instructions: ScanInstructions) {
    self.instructions = instructions
    let each = FieldScan.pieceBytes + 128
    room = .allocate(capacity: 3 * each + 1)
    // As if a line ended right before the piece: one more is position 0.
    room[0] = .max
    let separators = room + 1
    fields = fupan_scan_fields(
      separators: separators, ends: separators + each, quoted_feeds: separators + 2 * each,
      separator_count: 0, end_count: 0, quoted_feed_count: 0)
  }

  deinit { room.deallocate() }

  /// Finds what is in a piece of text that starts at a record's start.
  ///
  /// - Returns: whether all of it is clean.
  mutating func locate(
    _ piece: UnsafePointer<UInt8>, count: Int, delimiter: UInt8, _ quoting: Quoting
  ) -> Bool {
    let text = fupan_scan_text(
      text: piece, count: count, delimiter: delimiter, quote: quoting.quote,
      has_quotes: quoting.hasQuotes)
    return fupan_scan_locate(instructions.code, text, &fields) == count
  }

  /// Where the clean records end that some text starts with, and how many lines they are; nil where
  /// not all of the text is clean or none ends.
  static func lastBorder(
    _ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, _ quoting: Quoting,
    _ instructions: ScanInstructions
  ) -> (border: Int, lines: Int)? {
    let found = fupan_scan_last_border(
      instructions.code,
      fupan_scan_text(
        text: text.baseAddress, count: text.count, delimiter: delimiter, quote: quoting.quote,
        has_quotes: quoting.hasQuotes))
    guard found.clean == text.count, found.border > 0 else { return nil }
    return (found.border, found.feeds)
  }
}
