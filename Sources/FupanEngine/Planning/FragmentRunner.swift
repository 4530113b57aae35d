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

  var context: EvaluationContext { EvaluationContext(zone: options.zone) }

  var workers: Workers { Workers(threads: options.threads) }

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
      clustering: clustering, workers: workers, size: options.batchRows)
    return WaitingRows(try await step.clustered(consume batches, schema), in: budget)
  }

  mutating func collect(_ stream: RowStream) async throws -> WaitingRows {
    guard let (waiting, node) = unchanged(stream) else {
      return try await drain(stream, into: CollectOperator(budget: budget))
    }
    ledger.nodes[node].counts.rowsOut += waiting.count
    rows += waiting.count
    options.progress?(RunProgress(fragment: name, rows: rows))
    return waiting
  }

  /// The rows of a stream to which nothing is done, so that they need not be copied, and their node.
  func unchanged(_ stream: RowStream) -> (rows: WaitingRows, node: Int)? {
    guard stream.branches.count == 1, stream.branches[0].operators.isEmpty,
      case .batches(let batches, let node) = stream.branches[0].source
    else { return nil }
    return (WaitingRows(batches), node)
  }

  mutating func drain<Operator: BlockingOperator>(
    _ stream: RowStream, into blocking: Operator
  ) async throws -> Operator.Partial {
    let drained = try await drainToProblem(stream, into: blocking)
    if let problems = drained.problems { throw problems }
    return drained.partial
  }

  /// As ``drain(_:into:)``, where a row that ends the run leaves those before it.
  mutating func drainToProblem<Operator: BlockingOperator>(
    _ stream: RowStream, into blocking: Operator
  ) async throws -> MorselScheduler.Drained<Operator.Partial> {
    var progress: (@Sendable (Int) -> Void)?
    if let report = options.progress {
      let (name, before) = (name, rows)
      progress = { report(RunProgress(fragment: name, rows: before + $0)) }
    }
    let scheduler = MorselScheduler(
      threads: options.threads, batchRows: options.batchRows, budget: budget, progress: progress)
    let drained = try await scheduler.drain(stream, into: blocking)
    ledger.add(drained.report)
    rows += drained.report.rows
    return drained
  }

  mutating func lower(_ relation: Relation) async throws -> Output {
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

  mutating func project(
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

  mutating func open(
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
  func aligned(_ stream: RowStream, to schema: Schema) -> RowStream {
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
    if files.options.totals != .data, files.format != .ndjson {
      cells = FileCells(
        files: Int(first)..<ledger.files.count,
        positions: Dictionary(
          zip(reader.schema.names, reader.schema.names.indices), uniquingKeysWith: { a, _ in a }),
        hasTotals: files.options.totals == .checked)
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
  mutating func finished(
    _ rows: WaitingRows, _ node: Int, _ relation: Relation,
    count: (inout NodeAccount.Counts) -> Void
  ) -> Output {
    count(&ledger.nodes[node].counts)
    return Output(
      stream: RowStream(relation.schema, .batches(rows.batches, node: node)), node: node)
  }

  /// Rows that are computed when they are read, after a node has seen all of its input.
  mutating func finished(
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
  func arrived(from output: Output) -> Int { ledger.nodes[output.node].counts.rowsOut }
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
