import FupanData
import FupanDiagnostics
import FupanPlan

/// Reads columns of text as values of one format.
///
/// Cells that are plain ASCII take a short path without any allocation; what people write besides
/// (`¥1,234.50`, `1.2万`, `2025年1月3日`) takes a longer one with the same results.
///
/// Words for "missing", masked ids and the second day of a span are set apart before the cells are
/// read, so that a column that declares none of them pays nothing.
///
///     let reader = try ValueReader(.money(currency: "CNY"))
///     let result = reader.convert(column)   // result.column, result.failures, result.tally
package struct ValueReader: Sendable {
  package let conversion: Conversion
  let zone: TimeZoneRules
  private let absences: Absences?
  private let words: WordTable?

  package var format: ValueFormat { conversion.format }

  /// - Throws: `unknown_time_zone` where a timestamp's zone is none.
  package init(_ format: ValueFormat) throws(Problems) {
    try self.init(Conversion("", format))
  }

  /// - Throws: `unknown_time_zone` where a timestamp's zone is none.
  package init(_ conversion: Conversion) throws(Problems) {
    self.conversion = conversion
    if case .timestamp(_, let name) = conversion.format {
      guard let rules = TimeZoneRules(identifier: name) else {
        throw Problems(Diagnostic(.unknownTimeZone, ["zone": .text(name)]))
      }
      zone = rules
    } else {
      zone = .utc
    }
    absences = Absences(conversion)
    words = conversion.vocabulary.map { WordTable($0) }
  }

  /// The values, missing where a cell was missing or could not be read; which could not; and what
  /// only the whole column can tell.
  package struct Result: Sendable {
    package var column: Column
    /// The conversion's companions, in their order.
    package var companions: [Column] = []
    /// In the order of rows, one a row.
    package var failures: [ValueFailure] = []
    package var tally = ColumnTally()

    package init(
      column: Column, failures: [ValueFailure] = [], tally: ColumnTally = ColumnTally()
    ) {
      self.column = column
      self.failures = failures
      self.tally = tally
    }
  }

  /// Reads every cell of a column; of a coded one each text once, where nothing is to be said of any.
  package func convert(_ column: TextColumn) -> Result {
    if let result = convertCoded(column) { return result }
    return convertCells(of: column)
  }

  /// Nil where a text cannot be read or counts in the tally: rows are to be named and counted then.
  private func convertCoded(_ column: TextColumn) -> Result? {
    guard column.isCoded, column.texts.count * 2 < column.count else { return nil }
    var texts = column.texts
    texts.appendMissing()
    var result = convertCells(of: texts)
    guard result.failures.isEmpty, result.tally == ColumnTally() else { return nil }
    result.column = result.column.spread(over: column)
    result.companions = result.companions.map { $0.spread(over: column) }
    return result
  }

  private func convertCells(of column: TextColumn) -> Result {
    var cells = column
    var tally = ColumnTally()
    var companions: [Companion.Kind: Column] = [:]
    if let absences {
      let (left, reasons) = absences.taken(from: cells, &tally)
      cells = left
      companions[.reason] = .text(reasons)
    }
    if conversion.setsMasksApart {
      let (left, masked) = ValueReader.withoutMasked(cells, &tally)
      cells = left
      if !conversion.companions.isEmpty {
        companions[.masked] = .text(masked ?? LocatedRows.missing(cells.count))
        companions[.isMasked] = .bool(
          FixedColumn((0..<cells.count).map { masked?.isValid($0) ?? false }))
      }
    }
    var result: Result
    if conversion.companions.contains(where: { $0.kind == .until }) {
      result = spans(cells)
      companions[.until] = result.companions.first
      result.companions = []
    } else {
      result = read(cells)
    }
    if let words { words.apply(to: &result) }
    result.tally = result.tally + tally
    for companion in conversion.companions {
      if companion.kind == .lowerBound {
        result.companions.append(.bool(ValueReader.lowerBounds(cells, in: result.column)))
      } else if let made = companions[companion.kind] {
        result.companions.append(made)
      } else {
        result.companions.append(.text(LocatedRows.missing(column.count)))
      }
    }
    return result
  }

  /// Reads cells whose absences are set apart.
  func read(_ column: TextColumn) -> Result {
    switch format {
    case .text: return .init(column: .text(ValueReader.trimmed(column)))
    case .identifier: return identifiers(column)
    case .phone: return phones(column)
    case .integer: return integers(column)
    case .decimal(let scale): return decimals(column, scale: scale, currency: nil)
    case .money(let currency): return decimals(column, scale: 2, currency: currency)
    case .percent(let percentScale): return shares(column, percentScale: percentScale)
    case .number: return numbers(column)
    case .bool: return bools(column)
    case .date(let formats): return dates(column, formats)
    case .timestamp(let formats, _): return timestamps(column, formats)
    case .duration: return durations(column)
    case .list(let separator): return lists(column, separator: separator)
    case .ranking(let separator): return rankings(column, separator: separator)
    }
  }

  /// What a cell turned out to be.
  enum Outcome<Element> {
    case value(Element)
    case missing
    case failure(Message, [Fact] = [])
  }

  /// Reads every cell into values of a fixed size: `fast` first, and `slow` where it gives nil.
  @inline(__always)
  func fixed<Element: BitwiseCopyable & Hashable & Sendable>(
    _ column: TextColumn, zero: Element, _ failures: inout [ValueFailure],
    fast: (UnsafePointer<UInt8>, Int) -> Element?,
    slow: (UnsafeBufferPointer<UInt8>) -> Outcome<Element>
  ) -> FixedColumn<Element> {
    let column = column.written
    let count = column.count
    var words = Validity(repeating: true, count: count).words
    var missing = 0
    // A row that a step has made missing may still have its bytes.
    let present = column.validity?.words ?? []
    let values = [Element](unsafeUninitializedCapacity: count) { target, initialized in
      column.bytes.withUnsafeBufferPointer { bytes in
        column.offsets.withUnsafeBufferPointer { offsets in
          for row in 0..<count {
            let start = Int(offsets[row])
            let length = Int(offsets[row + 1]) - start
            let isPresent = present.isEmpty || present[row >> 6] >> UInt64(row & 63) & 1 == 1
            if isPresent, let base = bytes.baseAddress, length > 0,
              let value = fast(base + start, length)
            {
              target[row] = value
              continue
            }
            var isMissing = true
            target[row] = zero
            if isPresent {
              let cell = UnsafeBufferPointer(rebasing: bytes[start..<start + length])
              switch slow(cell) {
              case .value(let value):
                target[row] = value
                isMissing = false
              case .missing: break
              case .failure(let message, let facts):
                failures.append(ValueFailure(row: row, message: message, facts: facts))
              }
            }
            if isMissing {
              words[row >> 6] &= ~(1 << UInt64(row & 63))
              missing += 1
            }
          }
        }
      }
      initialized = count
    }
    guard missing > 0 else { return FixedColumn(values) }
    var bits = Validity(repeating: true, count: count)
    bits.words = words
    return FixedColumn(values, validity: bits)
  }

  /// Whether a cell is nothing but spaces, which is missing for every format but text.
  static func isBlank(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    PlainCell.isBlank(cell)
  }
}
