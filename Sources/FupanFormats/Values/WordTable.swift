import FupanData
import FupanDiagnostics
import FupanPlan

/// Replaces the words of a column by what they are declared to mean. A declared word that ends in `*`
/// stands for all that begin so: `已退款(*` for `已退款(￥12.00)`; the longest wins, a whole word first.
///
/// Columns have few different words: the last ones seen are remembered by their bytes, and only
/// others are normalised.
struct WordTable: Sendable {
  private let vocabulary: Vocabulary
  private let entries: [[UInt8]: Int]
  /// Beginnings that stand for every word with them, the longest first.
  private let beginnings: [(text: [UInt8], entry: Int)]
  private let values: [[UInt8]]

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    entries = Dictionary(
      vocabulary.entries.enumerated().map { (WordTable.key($1.text), $0) },
      uniquingKeysWith: { first, _ in first })
    // What stays as it is needs no pattern.
    let hasPatterns = if case .kept = vocabulary.unknown { false } else { true }
    beginnings = vocabulary.entries.enumerated()
      .filter { hasPatterns && $0.element.text.hasSuffix("*") }
      .map { (WordTable.key(String($0.element.text.dropLast())), $0.offset) }
      .sorted { $0.text.count > $1.text.count }
    values = vocabulary.entries.map { Array($0.value.utf8) }
  }

  /// Applies the table to a column of text, or to the items of a column of lists.
  func apply(to result: inout ValueReader.Result) {
    switch result.column {
    case .text(let column):
      let (words, unknown) = mapped(column, &result.tally)
      result.column = .text(words)
      settle(unknown, &result)
    case .list(var column):
      let (words, unknown) = mapped(column.items, &result.tally)
      column.items = words
      let rows = (0..<column.count).filter { row in
        column.range(row).contains { unknown.contains($0) }
      }
      result.column = .list(column)
      settle(Set(rows), &result)
    default: break
    }
  }

  /// Refuses the rows with an unknown word, where they are to be refused.
  private func settle(_ rows: Set<Int>, _ result: inout ValueReader.Result) {
    guard !rows.isEmpty, case .refused = vocabulary.unknown else { return }
    let failed = Set(result.failures.map { $0.row })
    let facts = [Fact("known", .integer(vocabulary.entries.count))]
    for row in rows.subtracting(failed).sorted() {
      result.failures.append(ValueFailure(row: row, message: .unknownWord, facts: facts))
    }
    result.failures.sort { $0.row < $1.row }
    result.column = ValueReader.without(rows, result.column)
  }

  /// The column in declared words, and the rows whose words are not declared.
  private func mapped(
    _ column: TextColumn, _ tally: inout ColumnTally
  ) -> (column: TextColumn, unknown: Set<Int>) {
    var unknown: Set<Int> = []
    var memory = Memory()
    var words = TextAppender(rows: column.count, bytes: column.bytes.count)
    column.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<column.count {
        guard column.isValid(row) else {
          words.appendMissing()
          continue
        }
        let cell = UnsafeBufferPointer(rebasing: bytes[column.range(row)])
        if let entry = memory.entry(of: cell, otherwise: { find($0) }) {
          values[entry].withUnsafeBufferPointer { words.append($0) }
          continue
        }
        unknown.insert(row)
        switch vocabulary.unknown {
        case .replaced(var word):
          tally.unknownWords.addReplaced(cell)
          word.withUTF8 { words.append($0) }
        case .kept:
          tally.unknownWords.addKept()
          words.append(cell)
        case .refused: words.append(cell)
        }
      }
    }
    let mapped = words.finish()
    return (column.isCoded ? mapped.coded ?? mapped : mapped, unknown)
  }

  /// The entry of a word; of an option with free text behind it (`其他〖朋友送的〗`), the option's.
  private func find(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
    let text = String(decoding: cell, as: UTF8.self)
    let key = WordTable.key(text)
    if let entry = entries[key] { return entry }
    if let found = beginnings.first(where: { key.starts(with: $0.text) }) { return found.entry }
    guard let bracket = text.firstIndex(of: "〖"), text.hasSuffix("〗") else { return nil }
    return entries[WordTable.key(String(text[..<bracket]))]
  }

  private static func key(_ text: String) -> [UInt8] { Array(HeaderName.cleaned(text).utf8) }

  /// The words seen last, by a hash of their bytes.
  private struct Memory {
    private var words = [[UInt8]](repeating: [], count: 64)
    private var entries = [Int?](repeating: nil, count: 64)

    mutating func entry(
      of cell: UnsafeBufferPointer<UInt8>, otherwise find: (UnsafeBufferPointer<UInt8>) -> Int?
    ) -> Int? {
      guard !cell.isEmpty else { return find(cell) }
      // FNV-1a (Fowler, Noll and Vo 1991).
      var hash: UInt32 = 2_166_136_261
      for byte in cell { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
      let slot = Int(hash >> 16 & 63)
      if words[slot].count == cell.count, words[slot].elementsEqual(cell) { return entries[slot] }
      words[slot] = Array(cell)
      entries[slot] = find(cell)
      return entries[slot]
    }
  }
}
