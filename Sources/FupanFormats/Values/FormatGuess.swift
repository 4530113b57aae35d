import FupanData
import FupanPlan

/// What a column of text most likely holds, in the words of `parse`: a proposal to show and to
/// freeze, never what a run goes by.
///
///     FormatGuess.format(of: ["¥12.50", "1.2万"], header: "实付金额")   // money
package enum FormatGuess {
  /// The format that every cell can be read by; `text` where none fits, nothing is there, or the
  /// column looks like a number that nobody calculates with.
  package static func format(of column: TextColumn, header: String) -> String {
    let cells = (0..<column.count).compactMap { row -> ArraySlice<UInt8>? in
      guard column.isValid(row) else { return nil }
      let cell = column.slice(row)
      return cell.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? nil : cell
    }
    guard !cells.isEmpty else { return "text" }
    if cells.contains(where: isWrapped) { return "identifier" }
    let isNumber = cells.allSatisfy { DecimalText.parse($0) != nil }
    if isNumber {
      let isCode =
        isCalled(header, identifiers)
        || cells.contains { $0.count > 11 && !$0.contains(UInt8(ascii: ".")) }
        || cells.contains(where: hasLeadingZero)
      if isCode { return "identifier" }
      let digits = cells.map { DecimalText.parse($0)?.scale ?? 0 }.max() ?? 0
      if digits == 0 { return isCalled(header, amounts) ? "money" : "integer" }
      if isCalled(header, amounts), digits <= 2 { return "money" }
      return digits <= 18 ? "decimal(\(digits))" : "number"
    }
    if cells.allSatisfy({ truths.contains(String(decoding: $0, as: UTF8.self)) }) { return "bool" }
    for (name, format) in candidates {
      guard let reader = try? ValueReader(format) else { continue }
      let result = reader.convert(column)
      guard result.failures.isEmpty else { continue }
      switch name {
      case "percent" where !cells.contains { has("%", $0) || has("％", $0) }: continue
      case "date" where cells.contains { has(":", $0) || has("时", $0) }: continue
      default: return name
      }
    }
    for separator in ["┋", "；", "、", ";", "|"] {
      let split = cells.filter { has(separator, $0) }.count
      if split * 4 >= cells.count, cells.count > 3 { return "list(\(separator))" }
    }
    return "text"
  }

  private static let candidates: [(String, ValueFormat)] = [
    ("date", .date([.yearFirst])), ("timestamp", .timestamp([.yearFirst], zone: "UTC")),
    ("percent", .percent(percentScale: false)), ("integer", .integer),
    ("money", .money(currency: "CNY")), ("duration", .duration),
  ]
  private static let truths: Set<String> = ["true", "false", "是", "否", "Y", "N", "yes", "no"]
  private static let identifiers = [
    "id", "号", "编码", "代码", "手机", "电话", "phone", "mobile", "code", "sku",
  ]
  private static let amounts = ["金额", "费用", "amount", "cost", "price", "价", "薪", "预算", "元"]

  private static func isCalled(_ header: String, _ words: [String]) -> Bool {
    let header = header.lowercased()
    return words.contains { header.contains($0) }
  }

  /// `="193…"`, or text that a spreadsheet was told to keep as text.
  private static func isWrapped(_ cell: ArraySlice<UInt8>) -> Bool {
    cell.starts(with: "=\"".utf8) || (cell.first == UInt8(ascii: "'") && cell.count > 1)
  }

  private static func hasLeadingZero(_ cell: ArraySlice<UInt8>) -> Bool {
    let second = cell.dropFirst().first
    return cell.first == UInt8(ascii: "0") && second != nil && second != UInt8(ascii: ".")
  }

  private static func has(_ text: String, _ cell: ArraySlice<UInt8>) -> Bool {
    String(decoding: cell, as: UTF8.self).contains(text)
  }
}
