import Foundation

/// How headers are compared: NFKC normalisation, then spaces and invisible marks trimmed at both
/// ends, so that `点击率（%） ` is `点击率(%)`.
package enum HeaderName {
  /// The comparable form of a header.
  package static func cleaned(_ header: String) -> String {
    // Normalising takes long, and most text has nothing to normalise: ASCII and ideographs.
    let isPlain = header.unicodeScalars.allSatisfy { scalar in
      (0x20..<0x7F).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value)
    }
    if isPlain { return trimmed(header) }
    return trimmed(header.precomposedStringWithCompatibilityMapping)
  }

  /// Whether the UTF-8 bytes of a header plainly are its comparable form: ASCII and ideographs without
  /// spaces at the ends. Others may be, too.
  static func isCleaned(_ bytes: [UInt8], mayHoldIdeographs: Bool) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard let first = bytes.first, let last = bytes.last else { return true }
      if first <= 0x20 || last <= 0x20 { return false }
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if (0x20..<0x7F).contains(byte) {
          index += 1
          continue
        }
        // U+4E00 to U+9FFF.
        guard mayHoldIdeographs, (0xE4...0xE9).contains(byte), index + 2 < bytes.count,
          bytes[index + 1] & 0xC0 == 0x80, bytes[index + 2] & 0xC0 == 0x80,
          byte > 0xE4 || bytes[index + 1] >= 0xB8
        else { return false }
        index += 3
      }
      return true
    }
  }

  /// Cleaned headers made unique: `分销员`, `分销员#2`. An empty header before others is called by its
  /// position, `#3`; one behind them stays empty.
  package static func unique(_ cleaned: [String]) -> [String] {
    var taken = Set(cleaned.map { Array($0.utf8) })
    var seen: [[UInt8]: Int] = [:]
    let named = (cleaned.lastIndex { !$0.isEmpty } ?? -1) + 1
    return cleaned.enumerated().map { index, name in
      if name.isEmpty {
        guard index < named else { return name }
        var result = "#\(index + 1)"
        while taken.contains(Array(result.utf8)) { result = "#" + result }
        taken.insert(Array(result.utf8))
        return result
      }
      let count = (seen[Array(name.utf8)] ?? 0) + 1
      seen[Array(name.utf8)] = count
      guard count > 1 else { return name }
      var number = count
      while taken.contains(Array("\(name)#\(number)".utf8)) { number += 1 }
      let result = "\(name)#\(number)"
      taken.insert(Array(result.utf8))
      return result
    }
  }

  /// The headers of several rows: an upper cell is filled forward over the empty ones behind it, where
  /// a lower one has text, and the cells of a column are joined.
  ///
  ///     HeaderName.joined([["编号", "渠道", ""], ["", "微信", "抖音"]])
  ///     // ["编号", "渠道 › 微信", "渠道 › 抖音"]
  static func joined(_ rows: [[String]]) -> [String] {
    guard rows.count > 1, let width = rows.map({ $0.count }).max() else { return rows.first ?? [] }
    let cells = rows.map { row in
      row.map { trimmed($0) } + Array(repeating: "", count: width - row.count)
    }
    var above = [String](repeating: "", count: rows.count)
    return (0..<width).map { column in
      let last = cells.lastIndex { !$0[column].isEmpty } ?? -1
      var isNew = false
      var parts: [String] = []
      for (row, line) in cells.enumerated() {
        // Below a new upper cell nothing of the column before goes on.
        if !line[column].isEmpty || isNew { above[row] = line[column] }
        isNew = isNew || !line[column].isEmpty
        let cell = row < last ? above[row] : line[column]
        if !cell.isEmpty { parts.append(cell) }
      }
      return parts.joined(separator: " › ")
    }
  }

  /// A header without the spaces and invisible marks at its ends.
  private static func trimmed(_ header: String) -> String {
    let scalars = header.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isTrimmed($0) }),
      let last = scalars.lastIndex(where: { !isTrimmed($0) })
    else { return "" }
    return String(header[first...last])
  }

  private static func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F, 0x85, 0xA0, 0x200B...0x200F, 0x2028, 0x2029, 0x202F, 0x2060, 0x3000,
      0xFEFF:
      true
    default: false
    }
  }
}
