import CZlib
import Foundation

/// A workbook read back: the parts of the package, and the cells of its sheets.
package struct WorkbookContents {
  /// The parts by their names, as text.
  package private(set) var parts: [String: String] = [:]
  /// The names of the sheets, in order.
  package private(set) var sheets: [String] = []

  /// One cell as the file has it.
  package struct Cell: Equatable {
    /// `s` a text, `n` a number, `b` a truth value.
    package var kind: Character
    /// The text itself, or the number as it is written.
    package var value: String
    /// The number format, empty for the usual one.
    package var format: String

    package init(_ kind: Character, _ value: String, _ format: String = "") {
      self.kind = kind
      self.value = value
      self.format = format
    }
  }

  /// - Throws: bytes that are no package.
  package init(_ bytes: [UInt8]) throws {
    for (name, content) in try WorkbookContents.unzipped(bytes) {
      parts[name] = String(decoding: content, as: UTF8.self)
    }
    sheets = WorkbookContents.all(#"<sheet name="([^"]*)""#, in: parts["xl/workbook.xml"] ?? "")
      .map { WorkbookContents.unescaped($0[1]) }
  }

  /// The XML of a sheet.
  package func source(_ sheet: Int = 0) -> String {
    parts["xl/worksheets/sheet\(sheet + 1).xml"] ?? ""
  }

  /// The cells of a sheet by their references: `A1`.
  package func cells(_ sheet: Int = 0) -> [String: Cell] {
    let texts = WorkbookContents.all("(?s)<si>(.*?)</si>", in: parts["xl/sharedStrings.xml"] ?? "")
      .map { item in
        WorkbookContents.all("(?s)<t[^>]*>(.*?)</t>", in: item[1])
          .map { WorkbookContents.unescaped($0[1]) }.joined()
      }
    let styles = parts["xl/styles.xml"] ?? ""
    let formats = Dictionary(
      WorkbookContents.all(#"<numFmt numFmtId="(\d+)" formatCode="([^"]*)""#, in: styles)
        .map { ($0[1], WorkbookContents.unescaped($0[2])) }, uniquingKeysWith: { first, _ in first }
    )
    let used = WorkbookContents.all("(?s)<cellXfs.*?</cellXfs>", in: styles).first?[0] ?? ""
    let looks = WorkbookContents.all(#"<xf numFmtId="(\d+)""#, in: used).map { $0[1] }
    var cells: [String: Cell] = [:]
    let pattern = #"<c r="([A-Z]+\d+)"(?: s="(\d+)")?(?: t="(\w+)")?><v>(.*?)</v></c>"#
    for found in WorkbookContents.all(pattern, in: source(sheet)) {
      let format = Int(found[2]).flatMap { formats[looks[$0]] } ?? ""
      switch found[3] {
      case "s": cells[found[1]] = Cell("s", Int(found[4]).map { texts[$0] } ?? "", format)
      case "b": cells[found[1]] = Cell("b", found[4], format)
      default: cells[found[1]] = Cell("n", found[4], format)
      }
    }
    return cells
  }

  private static func all(_ pattern: String, in text: String) -> [[String]] {
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
    let whole = NSRange(text.startIndex..., in: text)
    return expression.matches(in: text, range: whole).map { match in
      (0..<match.numberOfRanges).map { group in
        Range(match.range(at: group), in: text).map { String(text[$0]) } ?? ""
      }
    }
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }

  private struct NoPackage: Error {}

  /// The members of a zip file, by its directory at the end.
  private static func unzipped(_ bytes: [UInt8]) throws -> [(String, [UInt8])] {
    func number(_ at: Int, _ length: Int) throws -> Int {
      guard at >= 0, at + length <= bytes.count else { throw NoPackage() }
      return (0..<length).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    guard bytes.count > 22 else { throw NoPackage() }
    let end = bytes.count - 22
    guard try number(end, 4) == 0x0605_4B50 else { throw NoPackage() }
    var entry = try number(end + 16, 4)
    var members: [(String, [UInt8])] = []
    for _ in 0..<(try number(end + 10, 2)) {
      guard try number(entry, 4) == 0x0201_4B50 else { throw NoPackage() }
      let (packed, size) = (try number(entry + 20, 4), try number(entry + 24, 4))
      let nameLength = try number(entry + 28, 2)
      let name = String(decoding: bytes[entry + 46..<entry + 46 + nameLength], as: UTF8.self)
      let local = try number(entry + 42, 4)
      let start = try local + 30 + number(local + 26, 2) + number(local + 28, 2)
      members.append((name, try inflated(Array(bytes[start..<start + packed]), size)))
      entry += try 46 + nameLength + number(entry + 30, 2) + number(entry + 32, 2)
    }
    return members
  }

  private static func inflated(_ packed: [UInt8], _ size: Int) throws -> [UInt8] {
    var stream = z_stream()
    guard fupan_inflate_init(&stream, -15) == Z_OK else { throw NoPackage() }
    defer { inflateEnd(&stream) }
    var source = packed
    var output = [UInt8](repeating: 0, count: size)
    let code = source.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        stream.next_in = from.baseAddress
        stream.avail_in = UInt32(from.count)
        stream.next_out = to.baseAddress
        stream.avail_out = UInt32(to.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard code == Z_STREAM_END else { throw NoPackage() }
    return output
  }
}
