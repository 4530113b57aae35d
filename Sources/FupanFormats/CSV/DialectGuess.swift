import FupanDiagnostics
import FupanPlan

/// How a delimited file that nobody declared is most likely written; a proposal to show and to
/// freeze, never what a run goes by.
package enum DialectGuess {
  /// The likely delimiter, and the headers by which the header line is found where other lines stand
  /// above it.
  package static func options(of input: PeekedInput) -> ReadOptions {
    var options = ReadOptions()
    options.delimiter = HeaderSniffer.likelyDelimiter(of: input)
    let records = firstRecords(of: input, delimiter: options.delimiter)
    let widths = records.map { $0.cells.count }
    var counts: [Int: Int] = [:]
    for width in widths where width > 1 { counts[width, default: 0] += 1 }
    let usual = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    guard let usual, let first = widths.firstIndex(of: usual), first > 0,
      let verdict = try? EncodingVerdict.decide(
        input.prefix, isWhole: input.isWhole, declared: nil, file: input.name)
    else { return options }
    let headers = records[first].cells.map { text($0.bytes, verdict.encoding) }
    options.headerNames = Array(headers.filter { !HeaderName.cleaned($0).isEmpty }.prefix(3))
    return options
  }

  /// The records of the first kilobytes that are sound and not blank, fifty at most.
  private static func firstRecords(of input: PeekedInput, delimiter: UInt8) -> [DelimitedRecord] {
    let bytes = Array(input.prefix.prefix(64 << 10))
    let isWhole = input.isWhole && bytes.count == input.prefix.count
    var records: [DelimitedRecord] = []
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while records.count < 50, position < bytes.count,
      let record = DelimitedRecord.read(
        bytes, from: position, delimiter: delimiter, maxRecordBytes: 64 << 10, atEnd: isWhole)
    {
      if record.fault == nil, !record.isBlank { records.append(record) }
      position = record.end
    }
    return records
  }

  private static func text(_ bytes: [UInt8], _ encoding: TextEncoding) -> String {
    guard encoding == .gb18030 else { return String(decoding: bytes, as: UTF8.self) }
    let decoded = bytes.withUnsafeBufferPointer { GB18030Decoder.decode($0) }
    return String(decoding: decoded.bytes, as: UTF8.self)
  }
}
