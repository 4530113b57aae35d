import FupanData
import FupanDiagnostics

/// An aggregate with any number of groups.
///
/// As long as there are few, one worker merges what the others found. More of them are distributed by
/// their hashes, and each worker merges the parts that it takes, in the order of the morsels.
///
/// As long as there is room every group is in memory. From then on the groups that are known go on as
/// before, and rows of others wait in the spill file by ranges of their keys, so that each range can
/// be reduced by itself (the hybrid hash join of DeWitt et al. 1984, for groups). Rows, not running
/// values, are written: no aggregate function needs to know.
struct SpillingAggregate: BlockingOperator {
  let step: AggregateOperator
  let budget: MemoryBudget
  let workers: Workers
  /// More groups than this are distributed.
  let mostTogether: Int
  private var isDistributed = false
  /// The groups that stay in memory, once others do not.
  private var residents: [KeyTable]?

  struct Partial: Sendable {
    /// One for all groups, or one for each part of them.
    var parts: [AggregateOperator.Partial]
    /// Distributed groups of workers that come after those of ``parts``.
    var waiting: [AggregateOperator.Partial] = []
    /// Rows of groups that are not in memory.
    var rest = KeyedCollector.Partial()

    /// How many groups the parts have.
    var count: Int { parts.reduce(0) { $0 + $1.groups.count } }
  }

  init(
    _ step: AggregateOperator, in budget: MemoryBudget, by workers: Workers, mostTogether: Int
  ) {
    self.step = step
    self.budget = budget
    self.workers = workers
    self.mostTogether = mostTogether
  }

  private var collector: KeyedCollector {
    KeyedCollector(keys: step.by.map { SortKey($0) }, budget: budget, workers: workers)
  }

  /// Whether a tie may be an error: of several the one that was read first is named, so that all
  /// groups are looked at before any goes on.
  var mayRefuse: Bool { step.aggregations.contains { !$0.order.isEmpty && $0.ties == .error } }

  func begin() -> Partial { Partial(parts: [step.begin()]) }

  func consume(_ batch: Batch, into partial: inout Partial) {
    guard let residents else {
      step.consume(batch, into: &partial.parts[0])
      return
    }
    let columns = step.by.compactMap { batch[$0] }
    var known: [Int32] = []
    var others: [Int32] = []
    let areKnown = KeyTable.contain(columns, count: batch.count, parts: residents)
    for (row, isKnown) in areKnown.enumerated() {
      if isKnown { known.append(Int32(row)) } else { others.append(Int32(row)) }
    }
    if !known.isEmpty { step.consume(batch.gathered(known), into: &partial.parts[0]) }
    if !others.isEmpty { collector.consume(batch.gathered(others), into: &partial.rest) }
  }

  func seal(_ partial: inout Partial) {
    if isDistributed {
      step.distribute(&partial.parts[0])
    } else {
      step.seal(&partial.parts[0])
    }
  }

  func merge(_ partial: consuming Partial, into total: inout Partial) {
    if isDistributed {
      total.waiting += partial.parts
    } else {
      step.merge(partial.parts[0], into: &total.parts[0])
    }
    collector.merge(partial.rest, into: &total.rest)
  }

  func isTooLarge(_ total: Partial) -> Bool {
    // A single group cannot be cut.
    if step.by.isEmpty { return false }
    let waiting = total.waiting.reduce(0) { $0 + $1.groups.count }
    return (isDistributed ? waiting : total.count) > max(mostTogether, total.count / 2)
      || lacksMemory(total)
  }

  private func lacksMemory(_ total: Partial) -> Bool {
    let bytes = [total.parts, total.waiting].joined().reduce(0) { $0 + step.byteCount(of: $1) }
    return budget.isExceeded(by: bytes)
      && budget.isWorthSpilling(residents == nil ? bytes : total.rest.rows.bytesInMemory)
  }

  func relieved(_ total: inout Partial) async throws -> SpillingAggregate {
    var changed = self
    if !isDistributed, total.count > mostTogether {
      changed.isDistributed = true
      step.distribute(&total.parts[0])
      total.waiting = total.parts
      total.parts = Array(repeating: step.begin(), count: KeyParts.count)
    }
    await mergeWaiting(&total)
    guard lacksMemory(total) else { return changed }
    if residents == nil {
      changed.residents = total.parts.map { $0.groups }
    } else {
      _ = try await collector.spill(&total.rest)
    }
    return changed
  }

  /// Merges the groups that wait, each part by one worker.
  private func mergeWaiting(_ total: inout Partial) async {
    if total.waiting.isEmpty { return }
    let (waiting, step) = (total.waiting, step)
    let parts = Array(total.parts.enumerated())
    total.waiting = []
    total.parts = []
    total.parts = await workers.map(consume parts) { part in
      var groups = part.element
      step.merge(waiting, part: part.offset, into: &groups)
      return groups
    }
  }

  /// The groups, all of which are in memory.
  func finish(_ total: consuming Partial) async throws(Problems) -> [Batch] {
    switch try await groups(of: total, isOrdered: step.isOrdered) {
    case .success(let batches): return batches
    case .failure(let problem): throw Problems(problem.diagnostic)
    }
  }

  /// The groups in the order of their keys, computed when they are read; nil where memory had room
  /// for all.
  func stretches(
    _ total: inout Partial, of size: Int
  ) async throws(Problems) -> AggregatedStretches? {
    guard total.rest.count > 0 else { return nil }
    var ranges = try await collector.spill(&total.rest)
    ranges.cut(into: size)
    let groups = Partial(parts: total.parts, waiting: total.waiting)
    total = begin()
    return AggregatedStretches(
      ranges: ranges, step: step.ordered(true),
      groups: try await self.groups(of: groups, isOrdered: true).map { $0[0] })
  }

  /// The groups in memory, in one batch in the order of their keys where that is asked for; of several
  /// problems the earliest.
  private func groups(
    of total: consuming Partial, isOrdered: Bool
  ) async throws(Problems) -> Result<[Batch], StretchProblem> {
    await mergeWaiting(&total)
    if total.parts.count == 1 {
      await step.settle(&total.parts[0], threads: workers.threads)
      let (part, step) = (total.parts[0], step.ordered(isOrdered))
      total.parts = []
      return Result { () throws(StretchProblem) in [try step.finish(part)] }
    }
    let (parts, step) = (total.parts, step.ordered(false))
    total.parts = []
    let finished = await workers.map(consume parts) { part in
      Result { () throws(StretchProblem) in try step.finish(part) }
    }
    switch StretchProblem.earliest(of: finished) {
    case .success(let batches) where isOrdered:
      let sort = SortOperator(keys: step.by.map { SortKey($0) }, workers: workers, sharedRows: 0)
      return .success([
        await sort.sorted(try await Batch.combined(batches, step.schema, by: workers))
      ])
    case let all: return all
    }
  }
}
