import FupanDiagnostics
import FupanPlan

/// How a JSON file begins.
package struct JSONShape {
  /// JSON is UTF-8 unless a byte order mark or the user says otherwise.
  package let encoding: TextEncoding
  /// Whether its records are the elements of one array instead of lines.
  package let isArray: Bool
  /// The first bytes as UTF-8.
  let text: [UInt8]
  /// The bytes of a byte order mark in `text`.
  let markLength: Int
  /// Where the array is in the objects around it; nil where there are none.
  let rows: String?
  /// Whether `text` is all of the file.
  private let isWhole: Bool

  /// - Throws: `empty_input`, and what keeps the text from being read: `unmarked_encoding`,
  ///   `wrong_encoding`, `double_encoded`.
  package init(_ input: PeekedInput, _ options: ReadOptions) throws(Problems) {
    let prefix = input.prefix
    guard !prefix.isEmpty else {
      throw Problems(Diagnostic(.emptyInput, ["file": .text(input.name)]))
    }
    encoding = try JSONShape.encoding(of: input, declared: options.encoding)
    text =
      encoding == .utf8
      ? prefix : TranscodedSource.text(of: prefix, encoding, isWhole: input.isWhole)
    markLength = text.starts(with: TextEncoding.utf8.mark) ? 3 : 0
    rows = options.rows
    isWhole = input.isWhole
    isArray = rows != nil || JSONShape.first(of: text) == UInt8(ascii: "[")
  }

  /// The path of the array that most likely has the records, where the file is one object around it,
  /// and whether it cannot be a record a line.
  package var likelyRows: (path: String, spansLines: Bool)? {
    isArray
      ? nil : JSONArraySearch.likelyPath(in: text.dropFirst(markLength), isWhole: isWhole)
  }

  /// What cuts the array into its elements.
  var cutter: JSONElementCutter { JSONElementCutter(skipping: markLength, at: rows) }

  /// The first byte that is no white space.
  static func first(of text: [UInt8]) -> UInt8? {
    let start = text.starts(with: TextEncoding.utf8.mark) ? 3 : 0
    return text.dropFirst(start).first { !" \t\r\n".utf8.contains($0) }
  }

  private static func encoding(
    of input: PeekedInput, declared: String?
  ) throws(Problems) -> TextEncoding {
    if declared != nil {
      return try EncodingVerdict.decide(
        input.prefix, isWhole: input.isWhole, declared: declared, file: input.name
      ).encoding
    }
    try EncodingVerdict.requireText(input.prefix, file: input.name)
    if let marked = EncodingVerdict.marked(input.prefix) { return marked }
    try EncodingVerdict.requireMark(input.prefix, file: input.name)
    if DoubleEncoding.isLikely(input.prefix) {
      throw Problems(Diagnostic(.doubleEncoded, ["file": .text(input.name)]))
    }
    return .utf8
  }
}
