import FupanData
import FupanDiagnostics
import FupanPlan

extension FragmentRunner {
  mutating func window(
    _ input: Relation, _ window: Window, _ relation: Relation, kept: Int? = nil
  ) async throws -> Output {
    let output = try await lower(input)
    let node = open(.window, relation, [output])
    let known = output.stream.ordering
    let step = WindowOperator(
      window: window,
      surroundings: WindowOperator.Surroundings(
        schema: relation.schema,
        arrival: WindowOperator.Arrival(window, orders: [known, RowOrder(input.ordering)]),
        keptPositions: kept, places: ledger.places, origin: relation.origin),
      budget: budget, workers: workers)
    // Of several ties the one read first is named, so all rows are looked at before any goes on.
    let mayWait = window.ties != .error
    if mayWait, output.stream.isWhole(by: window.partition) {
      let groups = output.stream.wholeBy
      let groupwise = GroupwiseOperator(node: node, step: step, groups: groups)
      let order = known.refined(by: window.partition.map { SortKey($0) } + window.order)
      return Output(
        stream: output.stream.then(groupwise, relation.schema)
          .grouped(by: groups, orderedBy: order.dropping(groups.count)), node: node)
    }
    let stretches = try await step.stretches(
      try await drain(output.stream, into: step.collector),
      of: mayWait ? options.batchRows : options.batchRows * 8)
    let arrived = arrived(from: output)
    guard mayWait, let stretches else {
      let rows =
        try await stretches?.all(by: workers, in: budget) ?? WaitingRows()
      return finished(rows, node, relation) { $0.rowsIn += arrived }
    }
    var result = finished(stretches, node, relation, rowsIn: arrived)
    if !stretches.arePartitionsCut {
      result.stream = result.stream.grouped(
        by: window.partition, orderedBy: RowOrder(window.order))
    }
    return result
  }

  mutating func sort(
    _ input: Relation, _ keys: [SortKey], _ relation: Relation
  ) async throws -> Output {
    let output = try await lower(input)
    let node = open(.sort, relation, [output])
    if input.ordering.starts(with: keys) {
      return Output(
        stream: output.stream.then(CountOperator(node: node), relation.schema), node: node)
    }
    let collector = KeyedCollector(keys: keys, budget: budget, workers: workers)
    var total = try await drain(output.stream, into: collector)
    let arrived = arrived(from: output)
    let sort = SortOperator(
      keys: keys, workers: workers, sharedRows: options.batchRows * 4)
    if total.spilled != nil {
      var ranges = try await collector.spill(&total)
      ranges.cut(into: options.batchRows * 8)
      return finished(
        SortedStretches(ranges: ranges, sort: sort), node, relation, rowsIn: arrived)
    }
    let rows = try total.rows.loaded()
    total = KeyedCollector.Partial()
    let result = await sort.sorted(
      try await Batch.combined(rows, relation.schema, by: workers))
    return finished(WaitingRows([result], in: budget), node, relation) { $0.rowsIn += arrived }
  }
}
