import FupanData
import FupanDiagnostics
import FupanPlan

/// Replaces the words of a column by what they are declared to mean.
///
/// Columns have few different words: the last ones seen are remembered by their bytes, and only
/// others are normalised.
struct WordTable: Sendable {
  private let vocabulary: Vocabulary
  private let entries: [[UInt8]: Int]
  private let values: [[UInt8]]

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    entries = Dictionary(
      vocabulary.entries.enumerated().map { (WordTable.key($1.text), $0) },
      uniquingKeysWith: { first, _ in first })
    values = vocabulary.entries.map { Array($0.value.utf8) }
  }

  /// Applies the table to a column of text, or to the items of a column of lists.
  func apply(to result: inout ValueReader.Result) {
    switch result.column {
    case .text(let column):
      let (words, unknown) = mapped(column)
      result.column = .text(words)
      settle(unknown, &result)
    case .list(var column):
      let (words, unknown) = mapped(column.items)
      column.items = words
      let rows = (0..<column.count).filter { row in
        column.range(row).contains { unknown.contains($0) }
      }
      result.column = .list(column)
      if case .refused = vocabulary.unknown {
        settle(Set(rows), &result)
      } else {
        settle(unknown, &result)
      }
    default: break
    }
  }

  /// Refuses the rows with an unknown word, or counts them.
  private func settle(_ rows: Set<Int>, _ result: inout ValueReader.Result) {
    guard !rows.isEmpty else { return }
    guard case .refused = vocabulary.unknown else {
      result.tally.unknownWords += rows.count
      return
    }
    let failed = Set(result.failures.map { $0.row })
    let facts = [Fact("known", .integer(vocabulary.entries.count))]
    for row in rows.subtracting(failed).sorted() {
      result.failures.append(ValueFailure(row: row, message: .unknownWord, facts: facts))
    }
    result.failures.sort { $0.row < $1.row }
    result.column = ValueReader.without(rows, result.column)
  }

  /// The column in declared words, and the rows whose words are not declared.
  private func mapped(_ column: TextColumn) -> (column: TextColumn, unknown: Set<Int>) {
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
        if case .replaced(var word) = vocabulary.unknown {
          word.withUTF8 { words.append($0) }
        } else {
          words.append(cell)
        }
      }
    }
    let mapped = words.finish()
    return (column.isCoded ? mapped.coded ?? mapped : mapped, unknown)
  }

  /// The entry of a word; of an option with free text behind it (`其他〖朋友送的〗`), the option's.
  private func find(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
    let text = String(decoding: cell, as: UTF8.self)
    if let entry = entries[WordTable.key(text)] { return entry }
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
