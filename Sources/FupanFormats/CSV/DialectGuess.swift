import FupanDiagnostics
import FupanPlan

/// How a delimited file that nobody declared is most likely written; a proposal to show and to
/// freeze, never what a run goes by.
package enum DialectGuess {
  /// The likely delimiter, quote and escape character, the headers by which the header line is found where other lines stand
  /// above it, and what else the first kilobytes show: comments, a footer, tables, a header of two
  /// rows.
  package static func options(of input: inout PeekedInput) -> ReadOptions {
    var options = ReadOptions()
    if let sheet = input.sheet {
      options.sheet = .name(sheet.name)
      options = options.ofSheets
    } else {
      let dialect = LikelyDialect.of(HeaderSniffer.text(of: input), isWhole: input.isWhole)
      options.delimiter = dialect.delimiter
      options.quote = dialect.quoting.hasQuotes ? dialect.quoting.quote : nil
      options.escape = dialect.quoting.hasEscape ? dialect.quoting.escape : nil
    }
    let lines = firstLines(of: input, options)
    let wide = lines.filter { $0.isRow }.map { $0.cells.count }
    var usual: (width: Int, count: Int)?
    for width in wide {
      let count = wide.count { $0 == width }
      if count > usual?.count ?? 0 { usual = (width, count) }
    }
    guard let usual = usual?.width,
      let first = lines.firstIndex(where: { $0.cells.count == usual && $0.isRow })
    else { return options }
    func isComment(_ line: Line) -> Bool {
      line.isRemark || line.starts("#") && line.cells.count != usual
    }
    if lines.contains(where: isComment) {
      options.comment = "#"
      let below = lines[first...]
      if let comment = below.firstIndex(where: isComment),
        lines[comment...].contains(where: { $0.cells.count > 1 && !isComment($0) })
      {
        options.tables = .split
      }
    }
    if lines[first...].contains(where: { $0.starts("---") && !$0.isRow }) {
      options.footer = "---"
    }
    let isBelow = lines[..<first].contains { !isComment($0) }
    if isBelow || options.tables != nil || lines[first].starts("#") {
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

    /// Whether it plainly is a comment and no header such as `#user_id`.
    var isRemark: Bool { ["# ", "#-", "##", "#="].contains { starts($0) } || cells == ["#"] }

    /// Whether it may be a row: of several cells with text, and no remark.
    var isRow: Bool { !isRemark && cells.count { !$0.isEmpty } > 1 }

    func starts(_ text: String) -> Bool { cells.first?.hasPrefix(text) ?? false }
  }

  /// The records of the first kilobytes that are sound and not blank, 200 at most.
  private static func firstLines(of input: PeekedInput, _ options: ReadOptions) -> [Line] {
    guard
      let verdict = try? EncodingVerdict.decide(
        input.prefix, isWhole: input.isWhole, declared: nil, file: input.name)
    else { return [] }
    let isAhead = verdict.encoding != .utf8
    let text = HeaderSniffer.text(of: input, verdict, isAhead: isAhead)
    let bytes = Array(text.bytes.prefix(64 << 10))
    let isWhole = input.isWhole && bytes.count == text.bytes.count
    var lines: [Line] = []
    var position = text.start
    while lines.count < 200, position < bytes.count,
      let record = DelimitedRecord.read(
        bytes, from: position, delimiter: options.delimiter ?? UInt8(ascii: ","),
        quoting: Quoting(options), maxRecordBytes: 64 << 10, atEnd: isWhole)
    {
      if record.fault == nil, !record.isBlank {
        lines.append(Line(cells: record.cells.map { TextEncoding.utf8.text($0.bytes).text }))
      }
      position = record.end
    }
    return lines
  }
}
