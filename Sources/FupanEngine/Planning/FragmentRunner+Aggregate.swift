import FupanData
import FupanDiagnostics
import FupanPlan

extension FragmentRunner {
  mutating func aggregate(
    _ input: Relation, _ by: [String], _ into: [Aggregation], _ relation: Relation
  ) async throws -> Output {
    let output: Output
    var (schema, totals) = (input.schema, into)
    if let reduction = RunReduction(input, by, into) {
      let source = try await lower(reduction.source)
      // Groups that stay whole are reduced a batch at a time anyhow.
      if source.stream.isWhole(within: reduction.columns),
        !source.stream.isWhole(within: reduction.passedColumns)
      {
        output = reduced(source, reduction)
        (schema, totals) = (reduction.schema, reduction.totals)
      } else {
        output = reduction.projections.reduce(source) { output, relation in
          guard case .project(_, let projections) = relation.node else { return output }
          return project(output, projections, relation)
        }
      }
    } else {
      output = try await lower(input)
    }
    let node = open(.aggregate, relation, [output])
    let step = AggregateOperator(
      by: by, aggregations: totals, input: schema, schema: relation.schema,
      isOrdered: by.isEmpty || !relation.ordering.isEmpty, places: ledger.places,
      origin: relation.origin)
    if into.allSatisfy({ $0.order.isEmpty }), output.stream.isWhole(by: by) {
      let (groups, ordering) = (output.stream.wholeBy, output.stream.ordering)
      let groupwise = GroupwiseOperator(
        node: node, step: RunAggregateOperator(step, ordering: ordering), groups: groups)
      let keys = by.map { SortKey($0) }
      let isOrdered = step.isOrdered || ordering.agreement(with: keys) == by.count
      let order = RowOrder(isOrdered ? Array(keys.dropFirst(groups.count)) : [])
      return Output(
        stream: output.stream.then(groupwise, relation.schema)
          .grouped(by: groups, orderedBy: order), node: node)
    }
    let spilling = SpillingAggregate(step, in: budget, by: workers)
    var total = try await drain(output.stream, into: spilling)
    await step.settle(&total.groups, threads: options.threads)
    let arrived = arrived(from: output)
    if let stretches = try await spilling.stretches(total, of: options.batchRows * 8) {
      guard spilling.mayRefuse else {
        return finished(stretches, node, relation, rowsIn: arrived)
      }
      let rows = try await stretches.all(by: workers, in: budget)
      return finished(rows, node, relation) { $0.rowsIn += arrived }
    }
    let result = try spilling.finish(total)
    return finished(WaitingRows([result], in: budget), node, relation) { $0.rowsIn += arrived }
  }

  /// Runs of rows, with the columns that an aggregate groups by computed of each run.
  private mutating func reduced(_ source: Output, _ reduction: RunReduction) -> Output {
    var nodes: [Int] = []
    var last = source.node
    for relation in reduction.projections {
      last = ledger.open(.project, relation.origin, fragment: name, inputs: [last])
      nodes.append(last)
    }
    let origin = reduction.projections[0].origin
    let runs = AggregateOperator(
      by: reduction.columns, aggregations: reduction.parts, input: reduction.source.schema,
      schema: reduction.runSchema, isOrdered: false, places: ledger.places, origin: origin)
    let parts = reduction.runSchema.fields.dropFirst(reduction.columns.count)
    let projection = ProjectOperator(
      node: last, projections: reduction.keys + parts.map { Projection(keeping: $0) },
      schema: reduction.schema, context: context, places: ledger.places, origin: origin)
    let step = RunReductionOperator(
      nodes: nodes, runs: RunAggregateOperator(runs: runs), projection: projection)
    return Output(
      stream: source.stream.then(step, reduction.schema).ungrouped, node: last)
  }
}
