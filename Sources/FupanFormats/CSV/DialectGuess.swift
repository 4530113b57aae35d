import FupanDiagnostics
import FupanPlan

/// How a delimited file that nobody declared is most likely written; a proposal to show and to
/// freeze, never what a run goes by.
package enum DialectGuess {
  /// The likely delimiter, the headers by which the header line is found where other lines stand
  /// above it, and what else the first kilobytes show: comments, a footer, tables, a header of two
  /// rows.
  package static func options(of input: inout PeekedInput) -> ReadOptions {
    var options = ReadOptions()
    if let sheet = input.sheet {
      options.sheet = .name(sheet.name)
      options = options.ofSheets
    } else {
      options.delimiter = HeaderSniffer.likelyDelimiter(of: input)
    }
    let lines = firstLines(of: input, delimiter: options.delimiter ?? UInt8(ascii: ","))
    var counts: [Int: Int] = [:]
    for line in lines where line.cells.count > 1 { counts[line.cells.count, default: 0] += 1 }
    let usual = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    guard let usual, let first = lines.firstIndex(where: { $0.cells.count == usual }) else {
      return options
    }
    func isComment(_ line: Line) -> Bool { line.starts("#") && line.cells.count != usual }
    if lines.contains(where: isComment) {
      options.comment = "#"
      let below = lines[first...]
      if let comment = below.firstIndex(where: isComment),
        lines[comment...].contains(where: { $0.cells.count > 1 && !isComment($0) })
      {
        options.tables = .split
      }
    }
    if lines[first...].contains(where: { $0.starts("---") && $0.cells.count != usual }) {
      options.footer = "---"
    }
    if lines[..<first].contains(where: { !isComment($0) }) || options.tables != nil
      || lines[first].starts("#")
    {
      let headers = lines[first].cells.filter { !HeaderName.cleaned($0).isEmpty }
      options.headerNames = Array(headers.prefix(3))
    }
    do throws(Problems) {
      _ = try HeaderSniffer(options).layout(of: &input)
    } catch {
      if error.first.code == Message.secondHeaderRow.code { options.headerRows = 2 }
    }
    return options
  }

  /// A record of the beginning.
  private struct Line {
    var cells: [String]

    func starts(_ text: String) -> Bool { cells.first?.hasPrefix(text) ?? false }
  }

  /// The records of the first kilobytes that are sound and not blank, 200 at most.
  private static func firstLines(of input: PeekedInput, delimiter: UInt8) -> [Line] {
    guard
      let verdict = try? EncodingVerdict.decide(
        input.prefix, isWhole: input.isWhole, declared: nil, file: input.name)
    else { return [] }
    let text = HeaderSniffer.text(of: input, verdict)
    let bytes = Array(text.bytes.prefix(64 << 10))
    let isWhole = input.isWhole && bytes.count == text.bytes.count
    var lines: [Line] = []
    var position = text.start
    while lines.count < 200, position < bytes.count,
      let record = DelimitedRecord.read(
        bytes, from: position, delimiter: delimiter, maxRecordBytes: 64 << 10, atEnd: isWhole)
    {
      if record.fault == nil, !record.isBlank {
        lines.append(Line(cells: record.cells.map { verdict.encoding.text($0.bytes).text }))
      }
      position = record.end
    }
    return lines
  }
}
