import FupanDiagnostics
import FupanPlan

/// How a JSON file begins.
struct JSONShape {
  /// The bytes of its byte order mark.
  let markLength: Int
  /// Whether it is one array instead of lines.
  let isArray: Bool

  /// - Throws: `empty_input`, `json_not_utf8` where it begins or is declared otherwise, and
  ///   `double_encoded`.
  init(_ input: PeekedInput, _ options: ReadOptions) throws(Problems) {
    let prefix = input.prefix
    guard !prefix.isEmpty else {
      throw Problems(Diagnostic(.emptyInput, ["file": .text(input.name)]))
    }
    try EncodingVerdict.requireText(prefix, file: input.name)
    let isWide = prefix.starts(with: [0xFF, 0xFE]) || prefix.starts(with: [0xFE, 0xFF])
    let isDeclaredOtherwise =
      options.encoding.map { TextEncoding(named: $0) != .utf8 } ?? false
    guard !isWide, !isDeclaredOtherwise, EncodingEvidence.wide(prefix[...]) == nil else {
      throw Problems(Diagnostic(.jsonNotUTF8, ["file": .text(input.name)]))
    }
    if options.encoding == nil, DoubleEncoding.isLikely(prefix) {
      throw Problems(Diagnostic(.doubleEncoded, ["file": .text(input.name)]))
    }
    markLength = prefix.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    isArray =
      prefix.dropFirst(markLength).first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "[")
  }
}
