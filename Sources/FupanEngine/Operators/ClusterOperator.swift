import FupanData
import FupanDiagnostics
import FupanPlan

/// Puts rows together by the columns of a clustering, in batches of whole groups.
struct ClusterOperator: Sendable {
  let clustering: Clustering
  let workers: Workers
  /// About how many rows a batch has.
  let size: Int

  /// The rows in their groups. A column is let go as soon as it is copied, so that rows are never held
  /// twice.
  func clustered(
    _ batches: consuming [Batch], _ schema: Schema
  ) async throws(Problems) -> [Batch] {
    let rows = try await Batch.combined(batches, schema, by: workers)
    let stretches = await orderedStretches(rows)
    var pieces: [[Column]] = Array(repeating: [], count: stretches.count)
    let places = rows.provenance
    var columns = rows.columns
    for index in columns.indices {
      let column = columns[index]
      columns[index] = .bool(FixedColumn([]))
      let parts = await workers.map(stretches) { column.gathered($0) }
      for (stretch, part) in parts.enumerated() { pieces[stretch].append(part) }
    }
    let provenances = await workers.map(stretches) { places?.gathered($0) }
    return stretches.indices.map { stretch in
      Batch(
        schema, pieces[stretch], count: stretches[stretch].count,
        provenance: provenances[stretch])
    }
  }

  /// The rows of stretches of whole groups, in order.
  private func orderedStretches(_ rows: Batch) async -> [[Int32]] {
    let window = Window(
      partition: clustering.by, order: clustering.order, ties: .inputOrder, functions: [])
    let partitions = await PartitionedRows.ordered(
      window.partitionPrefix(rows), count: rows.count, by: workers)
    return await workers.map(partitions.stretches(of: size)) { stretch in
      let first = partitions.starts[stretch.lowerBound]
      let last = partitions.starts[stretch.upperBound]
      let sources = partitions.rows.map { Array($0[first..<last]) } ?? []
      let bounds = partitions.starts[stretch.lowerBound...stretch.upperBound].map { $0 - first }
      let positions = WindowStretch.positions(
        rows, sources, bounds: bounds, order: window.order, orderedKeys: 0)
      return positions.map { $0.map { sources[Int($0)] } } ?? sources
    }
  }
}
