import FupanData
import FupanDiagnostics
import FupanPlan

extension FragmentRunner {
  /// Left rows matched with right rows as they come, where memory has room for the right side; else
  /// both sides range by range of their keys.
  mutating func join(
    _ left: Relation, _ right: Relation, _ join: Join, _ relation: Relation
  ) async throws -> Output {
    let rightOutput = try await lower(right)
    let numbering = RowNumbering(beside: [relation.schema, left.schema, right.schema])
    // Where the right side goes to the disk the left one has to follow, so it must be worth it.
    let collector = KeyedCollector(
      keys: join.on.map { SortKey($0.right) }, budget: budget, workers: workers,
      rowBytes: JoinTable.rowBytes,
      leastPart: 2, numbering: numbering)
    var rightRows = try await collected(rightOutput.stream, collector)
    let output = try await lower(left)
    let node = open(.join, relation, [output, rightOutput])
    ledger.nodes[node].counts.rightRows = rightRows.count
    let keys = join.on.map(\.right)
    let taken = right.schema.fields.indices.filter { index in
      !keys.contains { $0.utf8.elementsEqual(right.schema.fields[index].name.utf8) }
    }
    if rightRows.spilled != nil {
      let numbered = Schema(left.schema.fields + numbering.fields)
      let added = relation.schema.fields.dropFirst(left.schema.fields.count)
      let surroundings = JoinedStretches.Surroundings(
        node: node, numbering: numbering, taken: taken, schema: Schema(numbered.fields + added),
        places: ledger.places, origin: relation.origin)
      let stream = try await joined(
        output, try await collector.spill(&rightRows), join, surroundings,
        unmatched: UnmatchedRows(
          join, left: numbered, right: Schema(right.schema.fields + numbering.fields),
          alike: numbering.fields.map(\.name), taken: taken, schema: surroundings.schema))
      return Output(stream: aligned(stream, to: relation.schema), node: node)
    }
    let batches = try rightRows.rows.loaded()
    rightRows = KeyedCollector.Partial()
    let rows = try await Batch.combined(batches, right.schema, by: workers)
    let step = JoinOperator(
      node: node, join: join,
      right: JoinTable(rows, keys: keys, taken: taken, isWhole: join.kind == .full, in: budget),
      schema: relation.schema, places: ledger.places, origin: relation.origin)
    let stream = output.stream.then(step, relation.schema)
    guard join.kind == .full else { return Output(stream: stream, node: node) }
    var joined = try await collect(stream)
    let counted = ledger.nodes[node].counts.rowsOut
    let isMatched = ledger.matched[node] ?? []
    let unmatched = UnmatchedRows(
      join, left: left.schema, right: right.schema, taken: taken, schema: relation.schema)
    joined.append(
      unmatched.rows(
        rows, (0..<Int32(rows.count)).filter { $0 >= isMatched.count || !isMatched[Int($0)] }),
      in: budget)
    return finished(joined, node, relation) { $0.rowsOut -= counted }
  }

  /// The rows of a join's right side: as they are where nothing is done to them and a table of them
  /// has room.
  private mutating func collected(
    _ stream: RowStream, _ collector: KeyedCollector
  ) async throws -> KeyedCollector.Partial {
    if let (waiting, _) = unchanged(stream) {
      let isOne = waiting.batches.count == 1 && waiting.areInMemory
      let bytes = waiting.count * JoinTable.rowBytes + (isOne ? 0 : waiting.byteCount)
      if !collector.isTooLarge(bytes) {
        return KeyedCollector.Partial(try await collect(stream))
      }
    }
    return try await drain(stream, into: collector)
  }

  /// A join whose right side is in the spill file: left rows go there, too, range by range is joined,
  /// and the result put back into the order of the left rows.
  private mutating func joined(
    _ output: Output, _ right: KeyRanges, _ join: Join,
    _ surroundings: JoinedStretches.Surroundings, unmatched: UnmatchedRows
  ) async throws -> RowStream {
    let (node, numbering) = (surroundings.node, surroundings.numbering)
    let collector = KeyedCollector(
      keys: join.on.map { SortKey($0.left) } + [SortKey(numbering.row)], budget: budget,
      workers: workers, numbering: numbering)
    var drained = try await drainToProblem(output.stream, into: collector)
    let left = try await collector.spill(&drained.partial)
    var placed = try await placed(
      JoinedStretches(
        join, left: left, right: right, surroundings, of: options.batchRows * 8), surroundings)
    // A row that ends the run does so in its turn: a later step may refuse an earlier one.
    placed.refusal = ledger.refusals[node]
    if placed.refusal == nil, let problems = drained.problems {
      placed.refusal = RowRefusal(row: drained.partial.count, problems: problems)
    }
    var stream = RowStream(surroundings.schema, .stretches(placed, node: node))
      .grouped(by: output.stream.wholeBy, orderedBy: output.stream.orderedBy)
    if join.kind == .full {
      if let refusal = placed.refusal { throw refusal.problems }
      var ranges = right
      ranges.cut(into: options.batchRows * 8)
      let rest = try await self.placed(
        UnmatchedStretches(
          ranges: ranges, numbering: numbering, isMatched: ledger.matched[node] ?? [],
          unmatched: unmatched), surroundings)
      stream = stream.ungrouped
      stream.branches += RowStream(stream.schema, .stretches(rest, node: node)).branches
    }
    ledger.nodes[node].counts.rowsOut = 0
    return stream
  }

  /// Rows with numbers in the order of these.
  private mutating func placed(
    _ stretches: any RowStretches, _ surroundings: JoinedStretches.Surroundings
  ) async throws -> PlacedStretches {
    let collector = KeyedCollector(
      keys: [SortKey(surroundings.numbering.batch)], budget: budget, workers: workers)
    var rows = try await drain(
      RowStream(surroundings.schema, .stretches(stretches, node: surroundings.node)),
      into: collector)
    var ranges = try await collector.spill(&rows)
    ranges.cut(into: options.batchRows * 8)
    return PlacedStretches(ranges: ranges, numbering: surroundings.numbering)
  }
}
