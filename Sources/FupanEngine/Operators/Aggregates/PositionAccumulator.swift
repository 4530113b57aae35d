import FupanData
import FupanPlan

/// The value of the earliest or latest row in an order, missing values passed over.
struct PositionAccumulator: Accumulator {
  let isLast: Bool
  let order: [SortKey]
  let ties: TiePolicy
  let type: DataType
  private var best: [Candidate?] = []

  /// The row that is ahead in a group.
  private struct Candidate: Sendable {
    var key: [UInt8]
    var value: Value
    /// The value's normalised bytes, to tell equal from different.
    var bytes: [UInt8]
    var origin: RowOrigin?
    /// The first row with the same key and another value.
    var rival: Rival?
  }

  private enum Rival: Sendable {
    case read(RowOrigin)
    case unknown
  }

  init(isLast: Bool, order: [SortKey], ties: TiePolicy, type: DataType) {
    self.isLast = isLast
    self.order = order
    self.ties = ties
    self.type = type
  }

  mutating func reserve(groups: Int) {
    if groups > best.count {
      best.append(contentsOf: repeatElement(nil, count: groups - best.count))
    }
  }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    guard let column = input.column else { return }
    let keys = NormalizedKeys(
      order.compactMap { key in
        input.batch[key.column].map { ($0, key.direction, key.nulls) }
      }, count: input.batch.count)
    let values = NormalizedKeys([column], count: input.batch.count)
    for row in groups.indices where column.isValid(row) {
      let group = Int(groups[row])
      let key = keys.range(row)
      if let current = best[group] {
        let comparison = NormalizedKeys.compare(keys.bytes, key, current.key, current.key.indices)
        if comparison == 0, ties == .error {
          let range = values.range(row)
          guard current.rival == nil,
            NormalizedKeys.compare(values.bytes, range, current.bytes, current.bytes.indices) != 0
          else { continue }
          let rival: Rival = origin(input.batch, row).map { .read($0) } ?? .unknown
          best[group]?.rival = rival
          continue
        }
        guard isLast ? comparison >= 0 : comparison < 0 else { continue }
      }
      best[group] = Candidate(
        key: Array(keys.bytes[key]), value: column.value(at: row),
        bytes: Array(values.bytes[values.range(row)]), origin: origin(input.batch, row), rival: nil)
    }
  }

  private func origin(_ batch: Batch, _ row: Int) -> RowOrigin? {
    batch.provenance.map { RowOrigin(file: $0.file(row), line: $0.line(row)) }
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? PositionAccumulator else { return }
    for (index, number) in numbers.enumerated() {
      guard let candidate = other.best[index] else { continue }
      let group = Int(number)
      guard let current = best[group] else {
        best[group] = candidate
        continue
      }
      let comparison = NormalizedKeys.compare(
        candidate.key, candidate.key.indices, current.key, current.key.indices)
      if comparison == 0, ties == .error {
        guard current.rival == nil else { continue }
        if candidate.bytes != current.bytes {
          best[group]?.rival = candidate.origin.map { .read($0) } ?? .unknown
        } else {
          best[group]?.rival = candidate.rival
        }
      } else if isLast ? comparison >= 0 : comparison < 0 {
        best[group] = candidate
      }
    }
  }

  func finish(_ groups: [Int32]) throws(AggregateFailure) -> Column {
    var tie: (first: RowOrigin?, second: RowOrigin?)?
    for candidate in best {
      guard let candidate, let rival = candidate.rival else { continue }
      guard case .read(let second) = rival, let first = candidate.origin else {
        throw .tie(first: nil, second: nil)
      }
      if let known = tie?.first, known <= first { continue }
      tie = (first, second)
    }
    if let tie { throw .tie(first: tie.first, second: tie.second) }
    var builder = ColumnBuilder(type)
    for group in groups { builder.append(best[Int(group)]?.value ?? .missing) }
    return builder.finish()
  }
}
