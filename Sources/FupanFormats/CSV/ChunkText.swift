/// The text of a chunk in UTF-8, its faulty lines and what is no data left out, and where its pieces
/// came from.
struct ChunkText {
  /// A run of clean records.
  struct Segment {
    var range: Range<Int>
    /// The physical line at its start.
    var line: Int64
  }

  /// A byte that is not of the encoding.
  struct BadByte {
    /// Where U+FFFD (or the byte itself) stands in the text.
    var position: Int
    /// Its offset in the file.
    var offset: Int
  }

  /// Nil where the chunk's own bytes serve.
  var decoded: [UInt8]?
  var segments: [Segment] = []
  var badBytes: [BadByte] = []
  /// The lines on which the chunk's faults start.
  var faultLines: [Int64] = []

  init(_ chunk: RawChunk, encoding: TextEncoding) {
    chunk.bytes.withUnsafeBufferPointer { raw in
      let isWhole = chunk.faults.isEmpty && chunk.asides.isEmpty
      if encoding != .gb18030, isWhole, UTF8Scan.isValid(raw) {
        segments = [Segment(range: 0..<raw.count, line: chunk.line)]
        return
      }
      var text: [UInt8] = []
      text.reserveCapacity(raw.count + raw.count / 2)
      var line = chunk.line
      var start = 0
      func add(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let piece = UnsafeBufferPointer(rebasing: raw[range])
        let before = text.count
        if encoding != .gb18030, UTF8Scan.isValid(piece) {
          text.append(contentsOf: piece)
        } else {
          let result =
            encoding == .gb18030 ? GB18030Decoder.decode(piece) : UTF8Scan.mended(piece)
          text.append(contentsOf: result.bytes)
          for fault in result.faults {
            badBytes.append(
              BadByte(
                position: before + fault.decoded,
                offset: chunk.offset + range.lowerBound + fault.source))
          }
        }
        segments.append(Segment(range: before..<text.count, line: line))
        line += Int64(raw.lineEndCount(in: range))
      }
      let gaps =
        chunk.faults.map { (range: $0.range, isFault: true) }
        + chunk.asides.map { (range: $0.range, isFault: false) }
      for gap in gaps.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
        add(start..<gap.range.lowerBound)
        if gap.isFault { faultLines.append(line) }
        line += Int64(raw.lineEndCount(in: gap.range))
        start = gap.range.upperBound
      }
      add(start..<raw.count)
      decoded = text
    }
  }
}
