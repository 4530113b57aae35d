import FupanData
import FupanDiagnostics

/// An aggregate with more groups than memory has room for.
///
/// As long as there is room every group is in memory. From then on the groups that are known go on as
/// before, and rows of others wait in the spill file by ranges of their keys, so that each range can
/// be reduced by itself (the hybrid hash join of DeWitt et al. 1984, for groups). Rows, not running
/// values, are written: no aggregate function needs to know.
struct SpillingAggregate: BlockingOperator {
  let step: AggregateOperator
  let budget: MemoryBudget
  let workers: Workers
  /// The groups that stay in memory, once others do not.
  var residents: KeyTable?

  struct Partial: Sendable {
    var groups: AggregateOperator.Partial
    /// Rows of other groups.
    var rest = KeyedCollector.Partial()
  }

  init(_ step: AggregateOperator, in budget: MemoryBudget, by workers: Workers) {
    self.step = step
    self.budget = budget
    self.workers = workers
  }

  private var collector: KeyedCollector {
    KeyedCollector(keys: step.by.map { SortKey($0) }, budget: budget, workers: workers)
  }

  /// Whether a tie may be an error: of several the one that was read first is named, so that all
  /// groups are looked at before any goes on.
  var mayRefuse: Bool { step.aggregations.contains { !$0.order.isEmpty && $0.ties == .error } }

  func begin() -> Partial { Partial(groups: step.begin()) }

  func consume(_ batch: Batch, into partial: inout Partial) {
    guard let residents else {
      step.consume(batch, into: &partial.groups)
      return
    }
    let columns = step.by.compactMap { batch[$0] }
    var known: [Int32] = []
    var others: [Int32] = []
    for (row, group) in residents.find(columns, count: batch.count, present: nil).enumerated() {
      if group < 0 { others.append(Int32(row)) } else { known.append(Int32(row)) }
    }
    if !known.isEmpty { step.consume(batch.gathered(known), into: &partial.groups) }
    if !others.isEmpty { collector.consume(batch.gathered(others), into: &partial.rest) }
  }

  func seal(_ partial: inout Partial) { step.seal(&partial.groups) }

  func merge(_ partial: consuming Partial, into total: inout Partial) {
    step.merge(partial.groups, into: &total.groups)
    collector.merge(partial.rest, into: &total.rest)
  }

  func isTooLarge(_ total: Partial) -> Bool {
    // A single group cannot be cut.
    if step.by.isEmpty { return false }
    let bytes = step.byteCount(of: total.groups)
    if residents == nil {
      return budget.isExceeded(by: bytes) && budget.isWorthSpilling(bytes)
    }
    return budget.isExceeded(by: bytes) && budget.isWorthSpilling(total.rest.rows.bytesInMemory)
  }

  func relieved(_ total: inout Partial) async throws -> SpillingAggregate {
    var changed = self
    if residents == nil {
      changed.residents = total.groups.groups
    } else {
      _ = try await collector.spill(&total.rest)
    }
    return changed
  }

  /// The groups, all of which are in memory.
  func finish(_ total: consuming Partial) throws(Problems) -> Batch {
    let groups = total.groups
    total.groups = step.begin()
    do {
      return try step.finish(groups)
    } catch {
      throw Problems(error.diagnostic)
    }
  }

  /// The groups in the order of their keys, computed when they are read; nil where memory had room
  /// for all.
  func stretches(
    _ total: consuming Partial, of size: Int
  ) async throws(Problems) -> AggregatedStretches? {
    guard total.rest.count > 0 else { return nil }
    var ranges = try await collector.spill(&total.rest)
    ranges.cut(into: size)
    let groups = total.groups
    total.groups = step.begin()
    return AggregatedStretches(ranges: ranges, step: step.ordered, groups: groups)
  }
}
