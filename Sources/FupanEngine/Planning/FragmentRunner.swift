import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Lowers a relation to streams of rows, running what has to see all rows on the way.
struct FragmentRunner {
  let name: String
  let options: EngineOptions
  let readers: InputReaders
  let budget: MemoryBudget
  /// The rows of fragments computed before, where somebody still needs them.
  let tables: [String: (schema: Schema, rows: WaitingRows)]
  /// How fragments' rows are put together, by their names.
  var clusterings: [String: Clustering]
  var ledger: RunLedger
  /// Rows that came from sources so far.
  var rows: Int

  /// Rows that can still go through operators, and the node they come from.
  struct Output {
    var stream: RowStream
    var node: Int
    /// Where the columns stand in files, as long as every row of them is still there.
    var cells: FileCells?
  }

  /// Which cells of a scan's records some columns are.
  struct FileCells {
    var files: Range<Int>
    /// Positions in the reader's schema by the columns' names now.
    var positions: [String: Int]
    /// Whether total rows are kept apart.
    var hasTotals: Bool
  }

  private var context: EvaluationContext { EvaluationContext(zone: options.zone) }

  /// All rows of a relation.
  mutating func collect(_ relation: Relation) async throws -> WaitingRows {
    let output = try await lower(relation)
    let rows = try await collect(output.stream)
    guard let clustering = clusterings[name] else { return rows }
    return try await clustered(rows, clustering, relation.schema)
  }

  /// The same rows in batches of whole groups where memory has room to put them together.
  private mutating func clustered(
    _ unordered: WaitingRows, _ clustering: Clustering, _ schema: Schema
  ) async throws -> WaitingRows {
    var rows = unordered
    guard rows.areInMemory, !budget.isExceeded(by: rows.bytesInMemory + rows.count * 24) else {
      clusterings[name] = nil
      return rows
    }
    let batches = try rows.loaded()
    rows = WaitingRows()
    guard Batch.canBeCombined(batches) else {
      clusterings[name] = nil
      return WaitingRows(batches, in: budget)
    }
    let step = ClusterOperator(
      clustering: clustering, threads: options.threads, size: options.batchRows)
    return WaitingRows(try await step.clustered(consume batches, schema), in: budget)
  }

  private mutating func collect(_ stream: RowStream) async throws -> WaitingRows {
    if stream.branches.count == 1, stream.branches[0].operators.isEmpty,
      case .batches(let batches, let node) = stream.branches[0].source
    {
      // Nothing is done to these rows, so they need not be copied.
      let waiting = WaitingRows(batches)
      ledger.nodes[node].counts.rowsOut += waiting.count
      rows += waiting.count
      options.progress?(RunProgress(fragment: name, rows: rows))
      return waiting
    }
    return try await drain(stream, into: CollectOperator(budget: budget))
  }

  private mutating func drain<Operator: BlockingOperator>(
    _ stream: RowStream, into blocking: Operator
  ) async throws -> Operator.Partial {
    var progress: (@Sendable (Int) -> Void)?
    if let report = options.progress {
      let (name, before) = (name, rows)
      progress = { report(RunProgress(fragment: name, rows: before + $0)) }
    }
    let scheduler = MorselScheduler(
      threads: options.threads, batchRows: options.batchRows, budget: budget, progress: progress)
    let (partial, report) = try await scheduler.drain(stream, into: blocking)
    ledger.add(report)
    rows += report.rows
    return partial
  }

  private mutating func lower(_ relation: Relation) async throws -> Output {
    switch relation.node {
    case .scan(.files(let files)): return try scan(files, relation)
    case .scan(.fragment(let fragment)):
      let table = tables[fragment.name]
      return source(
        table?.rows ?? WaitingRows(), .scan, relation, from: table?.schema,
        clustering: clusterings[fragment.name])
    case .values(let table):
      return source(
        WaitingRows(table.batches, in: budget), .values, relation, from: table.schema)
    case .project(let input, let projections):
      return project(try await lower(input), projections, relation)
    case .filter(let input, let condition):
      let output: Output
      if case .window(let source, let window) = input.node {
        output = try await self.window(
          source, window, input, kept: window.keptPositions(condition))
      } else {
        output = try await lower(input)
      }
      let node = open(.filter, relation, [output])
      return Output(
        stream: output.stream.then(
          FilterOperator(
            node: node, condition: condition, context: context, places: ledger.places,
            origin: relation.origin), relation.schema), node: node)
    case .check(let input, let check):
      return try self.check(try await lower(input), check, relation)
    case .unnest(let input, let unnest):
      let output = try await lower(input)
      let node = open(.unnest, relation, [output])
      guard let column = input.schema.index(of: unnest.column) else {
        preconditionFailure("no column \(unnest.column)")
      }
      return Output(
        stream: output.stream.then(
          UnnestOperator(
            node: node, column: column, keepsEmpty: unnest.keepsEmpty, schema: relation.schema),
          relation.schema
        ).ungrouped, node: node)
    case .unpivot(let input, let unpivot):
      let output = try await lower(input)
      let node = open(.unpivot, relation, [output])
      let turned = unpivot.columns.compactMap { input.schema.index(of: $0) }
      return Output(
        stream: output.stream.then(
          UnpivotOperator(
            node: node, turned: turned,
            kept: input.schema.fields.indices.filter { !turned.contains($0) },
            names: unpivot.columns, schema: relation.schema), relation.schema
        ).ungrouped, node: node)
    case .union(let inputs): return try await union(inputs, relation)
    case .join(let left, let right, let join):
      return try await self.join(left, right, join, relation)
    case .aggregate(let input, let by, let into):
      return try await aggregate(input, by, into, relation)
    case .window(let input, let window): return try await self.window(input, window, relation)
    case .sort(let input, let keys): return try await sort(input, keys, relation)
    case .limit(let input, let count): return try await limit(input, count, relation)
    }
  }

  private mutating func project(
    _ output: Output, _ projections: [Projection], _ relation: Relation
  ) -> Output {
    let node = open(.project, relation, [output])
    let step = ProjectOperator(
      node: node, projections: projections, schema: relation.schema, context: context,
      places: ledger.places, origin: relation.origin)
    let stream = output.stream.then(step, relation.schema).regrouped { column in
      projections.filter { $0.expression.sourceOfOrder == column }.map { $0.name }
    }
    return Output(stream: stream, node: node, cells: output.cells?.after(projections))
  }

  private mutating func open(
    _ kind: NodeAccount.Kind, _ relation: Relation, _ inputs: [Output]
  ) -> Int {
    ledger.open(kind, relation.origin, fragment: name, inputs: inputs.map(\.node))
  }

  /// Rows that were computed before, brought to the relation's columns.
  private mutating func source(
    _ rows: WaitingRows, _ kind: NodeAccount.Kind, _ relation: Relation, from schema: Schema?,
    clustering: Clustering? = nil
  ) -> Output {
    let node = ledger.open(kind, relation.origin, fragment: name)
    var stream = RowStream(schema ?? relation.schema, .batches(rows.batches, node: node))
    if let clustering {
      stream = RowStream(
        stream.schema, .stretches(WholeBatches(batches: rows.batches), node: node)
      ).grouped(by: clustering.by, orderedBy: RowOrder(clustering.order))
    }
    return Output(stream: aligned(stream, to: relation.schema), node: node)
  }

  /// The same rows with exactly the columns of another schema.
  private func aligned(_ stream: RowStream, to schema: Schema) -> RowStream {
    if stream.schema == schema { return stream }
    let columns = schema.fields.compactMap { stream.schema.index(of: $0.name) }
    return stream.then(SelectOperator(columns: columns, schema: schema), schema)
      .regrouped { schema.index(of: $0) == nil ? [] : [$0] }
  }

  private mutating func scan(_ files: FileSource, _ relation: Relation) throws -> Output {
    let reader = try readers.open(
      files,
      InputReaders.OpenRequest(chunkBytes: options.chunkBytes, stage: relation.origin.stage))
    ledger.warnings += reader.warnings
    let node = ledger.open(.scan, relation.origin, fragment: name)
    let first = Int32(ledger.files.count)
    for (path, sheet) in zip(reader.files, reader.sheets) {
      ledger.files.append(
        RunResult.File(path: path, sheet: sheet, columns: reader.schema.names))
    }
    let stream = RowStream(reader.schema, .files(reader, firstFile: first, node: node))
    var cells: FileCells?
    if files.options.totals != nil || files.options.mayEndInTotal, files.format != .ndjson {
      cells = FileCells(
        files: Int(first)..<ledger.files.count,
        positions: Dictionary(
          zip(reader.schema.names, reader.schema.names.indices), uniquingKeysWith: { a, _ in a }),
        hasTotals: files.options.totals != nil)
    }
    return Output(stream: aligned(stream, to: relation.schema), node: node, cells: cells)
  }

  private mutating func check(
    _ output: Output, _ check: Check, _ relation: Relation
  ) throws -> Output {
    let node = open(.check, relation, [output])
    var converters: [InputReaders.Converter] = []
    var summed: [Int] = []
    for (index, conversion) in check.conversions.enumerated() {
      converters.append(try readers.converter(conversion))
      let column = ConvertedColumn(node: node, conversion: index)
      ledger.conversions[column] = conversion
      if let cells = output.cells, let cell = cells.positions[conversion.column],
        conversion.format.isAdditive
      {
        summed.append(index)
        ledger.totals.append(
          RunLedger.TotalsPlan(
            column: column, cell: cell, files: cells.files, hasTotals: cells.hasTotals))
      }
    }
    let step = CheckOperator(
      node: node, check: check, schema: relation.schema, converters: converters, summed: summed,
      context: context, places: ledger.places, origin: relation.origin)
    let stream = output.stream.then(step, relation.schema)
    return Output(
      stream: check.conversions.isEmpty ? stream : stream.ungrouped, node: node,
      cells: output.cells)
  }

  /// Rows that wait after a node has seen all of its input.
  private mutating func finished(
    _ rows: WaitingRows, _ node: Int, _ relation: Relation,
    count: (inout NodeAccount.Counts) -> Void
  ) -> Output {
    count(&ledger.nodes[node].counts)
    return Output(
      stream: RowStream(relation.schema, .batches(rows.batches, node: node)), node: node)
  }

  /// Rows that are computed when they are read, after a node has seen all of its input.
  private mutating func finished(
    _ stretches: any RowStretches, _ node: Int, _ relation: Relation, rowsIn: Int
  ) -> Output {
    ledger.nodes[node].counts.rowsIn += rowsIn
    return Output(
      stream: RowStream(relation.schema, .stretches(stretches, node: node)), node: node)
  }

  private mutating func union(_ inputs: [Relation], _ relation: Relation) async throws -> Output {
    var outputs: [Output] = []
    for input in inputs { outputs.append(try await lower(input)) }
    let node = open(.union, relation, outputs)
    let branches = outputs.flatMap { aligned($0.stream, to: relation.schema).branches }
    let stream = RowStream(relation.schema, branches: branches)
    return Output(
      stream: stream.then(CountOperator(node: node), relation.schema), node: node)
  }

  private mutating func join(
    _ left: Relation, _ right: Relation, _ join: Join, _ relation: Relation
  ) async throws -> Output {
    let rightOutput = try await lower(right)
    let rightRows = try Batch.combined(
      try await collect(rightOutput.stream).loaded(), right.schema)
    let output = try await lower(left)
    let node = open(.join, relation, [output, rightOutput])
    ledger.nodes[node].counts.rightRows = rightRows.count
    let keys = join.on.map(\.right)
    let taken = right.schema.fields.indices.filter { index in
      !keys.contains { $0.utf8.elementsEqual(right.schema.fields[index].name.utf8) }
    }
    let step = JoinOperator(
      node: node, join: join,
      right: JoinTable(
        rightRows, keys: keys, taken: taken, isWhole: join.kind == .full, in: budget),
      schema: relation.schema, places: ledger.places, origin: relation.origin)
    let stream = output.stream.then(step, relation.schema)
    guard join.kind == .full else { return Output(stream: stream, node: node) }
    var rows = try await collect(stream)
    let counted = ledger.nodes[node].counts.rowsOut
    rows.append(
      step.unmatchedRows(ledger.matched[node] ?? [], left: left.schema), in: budget)
    return finished(rows, node, relation) { $0.rowsOut -= counted }
  }

  private mutating func aggregate(
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
    let spilling = SpillingAggregate(step, in: budget)
    var total = try await drain(output.stream, into: spilling)
    await step.settle(&total.groups, threads: options.threads)
    let arrived = arrived(from: output)
    if let stretches = try spilling.stretches(total, of: options.batchRows * 8) {
      return finished(stretches, node, relation, rowsIn: arrived)
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
    let step = RunReductionOperator(
      nodes: nodes, runs: RunAggregateOperator(runs: runs), keys: reduction.keys,
      schema: reduction.schema, context: context, places: ledger.places, origin: origin)
    return Output(
      stream: source.stream.then(step, reduction.schema).ungrouped, node: last)
  }

  private mutating func window(
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
      budget: budget)
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
      try await drain(output.stream, into: step),
      of: mayWait ? options.batchRows : options.batchRows * 8, threads: options.threads)
    let arrived = arrived(from: output)
    guard mayWait, let stretches else {
      let rows =
        try await stretches?.all(threads: options.threads, in: budget) ?? WaitingRows()
      return finished(rows, node, relation) { $0.rowsIn += arrived }
    }
    var result = finished(stretches, node, relation, rowsIn: arrived)
    result.stream = result.stream.grouped(
      by: window.partition, orderedBy: RowOrder(window.order))
    return result
  }

  private mutating func sort(
    _ input: Relation, _ keys: [SortKey], _ relation: Relation
  ) async throws -> Output {
    let output = try await lower(input)
    let node = open(.sort, relation, [output])
    if input.ordering.starts(with: keys) {
      return Output(
        stream: output.stream.then(CountOperator(node: node), relation.schema), node: node)
    }
    let collector = SortCollector(keys: keys, budget: budget)
    var total = try await drain(output.stream, into: collector)
    let arrived = arrived(from: output)
    let sort = SortOperator(
      keys: keys, threads: options.threads, sharedRows: options.batchRows * 4)
    if total.spilled != nil {
      try collector.spill(&total)
      guard var ranges = total.spilled else { preconditionFailure("spilled rows stay") }
      ranges.cut(into: options.batchRows * 8)
      return finished(
        SortedStretches(ranges: ranges, sort: sort), node, relation, rowsIn: arrived)
    }
    let rows = try total.rows.loaded()
    total.rows = WaitingRows()
    let result = await sort.sorted(try Batch.combined(rows, relation.schema))
    return finished(WaitingRows([result], in: budget), node, relation) { $0.rowsIn += arrived }
  }

  private mutating func limit(
    _ input: Relation, _ count: Int, _ relation: Relation
  ) async throws -> Output {
    let output = try await lower(input)
    let node = open(.limit, relation, [output])
    let kept = try await drain(output.stream, into: LimitOperator(limit: count))
    let arrived = arrived(from: output)
    return finished(WaitingRows(kept.batches, in: budget), node, relation) {
      $0.rowsIn += arrived
      $0.dropped += arrived - kept.count
    }
  }

  /// How many rows a node gave, once its stream was drained.
  private func arrived(from output: Output) -> Int { ledger.nodes[output.node].counts.rowsOut }
}

extension FragmentRunner.FileCells {
  /// The same cells by the names that a projection gives them.
  fileprivate func after(_ projections: [Projection]) -> FragmentRunner.FileCells {
    var renamed: [String: Int] = [:]
    for projection in projections {
      if let column = projection.passedColumn, let position = positions[column] {
        renamed[projection.name] = position
      }
    }
    return FragmentRunner.FileCells(files: files, positions: renamed, hasTotals: hasTotals)
  }
}
