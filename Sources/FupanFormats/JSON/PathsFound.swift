import CSimdJSON
import FupanDiagnostics
import FupanPlan

/// The paths of the objects that files start with: what a misspelt path is compared with.
struct PathsFound {
  /// The paths found, in the order of their first appearance.
  private(set) var all: [String] = []
  /// Whether every file was looked at; else nobody can say what is missing.
  private var isComplete = true
  private var known: Set<[UInt8]> = []

  /// Notes the paths of the records with which a file begins.
  ///
  /// - Parameter isWhole: whether these are all of it.
  mutating func add(_ shape: JSONShape, isWhole: Bool) throws(Problems) {
    let parser = try JSONParser()
    shape.text.withUnsafeBufferPointer { bytes in
      let records =
        shape.isArray
        ? PathsFound.elements(bytes, shape.cutter)
        : PathsFound.lines(bytes, mark: shape.markLength, isWhole: isWhole)
      for record in records {
        let text = UnsafeRawPointer(UnsafeBufferPointer(rebasing: bytes[record]).baseAddress)?
          .assumingMemoryBound(to: CChar.self)
        if fupan_json_parse(parser.handle, text, record.count, false) == .ok {
          note(fupan_json_root(parser.handle), [], parser, depth: 0)
        }
      }
      // Of an array whose first element is longer nobody can say what is in it.
      if records.isEmpty { isComplete = false }
    }
  }

  /// How many records of each file are looked at.
  private static let limit = 1000

  private static func elements(
    _ bytes: UnsafeBufferPointer<UInt8>, _ cutter: JSONElementCutter
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var cutter = cutter
    _ = cutter.cut(bytes) { if found.count < limit { found.append($0) } }
    return found
  }

  private static func lines(
    _ bytes: UnsafeBufferPointer<UInt8>, mark: Int, isWhole: Bool
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = mark
    while start < bytes.count, found.count < limit {
      let feed = bytes.firstIndex(of: UInt8(ascii: "\n"), in: start..<bytes.count)
      if feed == nil, !isWhole { break }
      let end = feed ?? bytes.count
      found.append(start..<end)
      start = end + 1
    }
    return found
  }

  private mutating func note(
    _ value: fupan_json_value, _ prefix: [UInt8], _ parser: borrowing JSONParser, depth: Int
  ) {
    guard fupan_json_kind_of(parser.handle, value) == .object, depth < 8 else { return }
    var child = fupan_json_value()
    var has = fupan_json_first(parser.handle, value, &child)
    while has {
      var length = 0
      let key = fupan_json_key(parser.handle, child, &length)
      var path = prefix
      for byte in UnsafeRawBufferPointer(start: key, count: length) {
        if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "\\") {
          path.append(UInt8(ascii: "\\"))
        }
        path.append(byte)
      }
      if known.count < 10_000, known.insert(path).inserted {
        all.append(String(decoding: path, as: UTF8.self))
      }
      path.append(UInt8(ascii: "."))
      note(child, path, parser, depth: depth + 1)
      has = fupan_json_next(parser.handle, value, &child)
    }
  }

  /// Whether any of the columns is in a record that was looked at.
  func has(anyOf columns: [ScanColumn]) -> Bool {
    columns.contains { $0.headers.contains { known.contains(Array($0.utf8)) } }
  }

  /// A problem for each wanted column that is in no record that was looked at.
  func missing(_ columns: [ScanColumn], files: [String]) -> [Diagnostic] {
    guard isComplete, !all.isEmpty else { return [] }
    return columns.compactMap { column in
      guard !column.isOptional,
        !column.headers.contains(where: { known.contains(Array($0.utf8)) })
      else { return nil }
      return .missing(column, among: columns, found: all, in: files.first ?? "")
    }
  }
}
