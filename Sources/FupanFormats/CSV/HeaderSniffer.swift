import FupanDiagnostics
import FupanPlan

/// Looks at the beginning of a delimited file: its encoding, its header and where its data begins.
///
///     let found = try HeaderSniffer(options).layout(of: &input)
///     found.layout.names      // ["订单编号", "实付金额(元)", …, "分销员", "分销员#2"]
package struct HeaderSniffer {
  private let options: ReadOptions

  package init(_ options: ReadOptions) { self.options = options.ofSheets }

  /// The file's layout, and warnings such as duplicate headers.
  package func layout(
    of input: inout PeekedInput
  ) throws(Problems) -> (layout: CSVLayout, warnings: [Diagnostic]) {
    guard !input.prefix.isEmpty else {
      throw Problems(Diagnostic(.emptyInput, ["file": .text(input.name)]))
    }
    let verdict = try input.verdict(declared: options.encoding)
    while true {
      var search = search(of: input, verdict)
      do throws(Problems) {
        if var found = try search.found() {
          found.layout.sheet = input.sheet?.name
          if found.layout.namedWidth <= 1 { try requireOwnDelimiter(found.layout, input, verdict) }
          return found
        }
      } catch {
        if error.first.code == Message.headerNotFound.code {
          try requireOwnDelimiter(nil, input, verdict)
        }
        throw error
      }
      guard input.prefix.count <= options.maxRecordBytes + EncodingVerdict.prefixLength else {
        throw Problems(
          Diagnostic(
            .fieldTooLong, at: input.place(line: 1),
            ["limit": .integer(options.maxRecordBytes)]))
      }
      // The header is longer than what was looked at.
      try input.peek(input.prefix.count * 2)
    }
  }

  /// The file's layout where its header is among the first `records` records; nil where only a longer
  /// look can tell.
  package func layout(of input: inout PeekedInput, within records: Int) -> CSVLayout? {
    guard let verdict = try? input.verdict(declared: options.encoding) else { return nil }
    var near = options
    near.headerSearchLimit = min(records, options.headerSearchLimit)
    var search = HeaderSniffer(near).search(of: input, verdict)
    // A header of one column may be one cut by another delimiter.
    guard var layout = try? search.found()?.layout, layout.namedWidth > 1 else { return nil }
    layout.sheet = input.sheet?.name
    return layout
  }

  /// The comparable texts of all cells among which a header of one row is searched: a file has no
  /// header that lacks in there. Nil where that is not known without a longer look.
  package func cells(of input: PeekedInput) -> Set<[UInt8]>? {
    guard
      let verdict = try? EncodingVerdict.decide(
        input.prefix, isWhole: input.isWhole, declared: options.encoding, file: input.name)
    else { return nil }
    var search = search(of: input, verdict)
    return search.cells()
  }

  private func search(of input: PeekedInput, _ verdict: EncodingVerdict) -> HeaderSearch {
    let isAhead = isTranscodedAhead(verdict, input.prefix)
    let text = HeaderSniffer.text(of: input, verdict, isAhead: isAhead)
    return HeaderSearch(
      text.bytes, from: text.start, verdict.encoding, isAhead: isAhead, input, options,
      delimiter: options.delimiter ?? UInt8(ascii: ","))
  }

  /// The delimiter that a file most likely has, of comma, tab, semicolon and `|`.
  package static func likelyDelimiter(of input: PeekedInput) -> UInt8 {
    LikelyDialect.of(text(of: input), isWhole: input.isWhole, Quoting()).delimiter
  }

  /// The first bytes as UTF-8, or as they are where their encoding cannot be seen.
  static func text(of input: PeekedInput) -> [UInt8] {
    let verdict = try? EncodingVerdict.decide(
      input.prefix, isWhole: input.isWhole, declared: nil, file: input.name)
    return text(
      of: input, verdict ?? EncodingVerdict(.utf8), isAhead: verdict?.encoding != .utf8
    ).bytes
  }

  /// Whether text is turned into UTF-8 while it is read, not chunk by chunk: where a delimiter or quote
  /// could be a part of a GB18030 character too, the second byte of two is from 0x40, the second and
  /// fourth of four are digits.
  private func isTranscodedAhead(_ verdict: EncodingVerdict, _ prefix: [UInt8]) -> Bool {
    guard verdict.encoding == .gb18030 else { return verdict.encoding.isTranscodedAhead }
    let separator = HeaderSearch.separatorLine(prefix, from: verdict.markLength)?.delimiter
    return [separator, options.delimiter, options.quote, options.escape].contains { byte in
      byte.map(HeaderSniffer.isInCharacters) ?? false
    }
  }

  /// Whether a byte can be a part of a GB18030 character.
  static func isInCharacters(_ byte: UInt8) -> Bool {
    byte >= 0x40 || (0x30...0x39).contains(byte)
  }

  /// Refuses a file whose lines plainly are cut by another delimiter than the comma that nobody
  /// declared: a header of one column there, or none that has the wanted names, and with the other
  /// delimiter one of several, as wide as the rows.
  private func requireOwnDelimiter(
    _ found: CSVLayout?, _ input: PeekedInput, _ verdict: EncodingVerdict
  ) throws(Problems) {
    guard options.delimiter == nil, found?.delimiter ?? 0x2C == 0x2C else { return }
    let isAhead = verdict.encoding != .utf8
    let text = HeaderSniffer.text(of: input, verdict, isAhead: isAhead)
    let likely = LikelyDialect.of(text.bytes, isWhole: input.isWhole, Quoting(options))
    guard likely.delimiter != 0x2C, likely.records > 1 else { return }
    var search = HeaderSearch(
      text.bytes, from: text.start, verdict.encoding, isAhead: isAhead, input, options,
      delimiter: likely.delimiter)
    guard let other = try? search.found(), other.layout.headers.count == likely.width,
      found == nil || found?.headerLine == other.layout.headerLine
    else { return }
    let delimiter = other.layout.structure.writtenDelimiter
    throw Problems(
      Diagnostic(
        .otherDelimiter,
        at: input.place(line: other.layout.headerLine),
        ["file": .text(input.name), "delimiter": .text(delimiter)]))
  }

  /// The first bytes as UTF-8 or GB18030, and where the text begins in them.
  static func text(
    of input: PeekedInput, _ verdict: EncodingVerdict, isAhead: Bool
  ) -> (bytes: [UInt8], start: Int) {
    isAhead
      ? (TranscodedSource.text(of: input.prefix, verdict.encoding, isWhole: input.isWhole), 0)
      : (input.prefix, verdict.markLength)
  }
}
