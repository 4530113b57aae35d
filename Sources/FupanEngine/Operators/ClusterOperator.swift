import FupanData
import FupanDiagnostics
import FupanPlan

/// Puts rows together by the columns of a clustering, in batches of whole groups.
struct ClusterOperator: Sendable {
  let clustering: Clustering
  let threads: Int
  /// About how many rows a batch has.
  let size: Int

  /// The rows in their groups. A column is let go as soon as it is copied, so that rows are never held
  /// twice.
  func clustered(
    _ batches: consuming [Batch], _ schema: Schema
  ) async throws(Problems) -> [Batch] {
    let rows = try Batch.combined(batches, schema)
    let stretches = await orderedStretches(rows)
    var pieces: [[Column]] = Array(repeating: [], count: stretches.count)
    let places = rows.provenance
    var columns = rows.columns
    for index in columns.indices {
      let column = columns[index]
      columns[index] = .bool(FixedColumn([]))
      let parts = await each(stretches) { column.gathered($0) }
      for (stretch, part) in parts.enumerated() { pieces[stretch].append(part) }
    }
    let provenances = await each(stretches) { places?.gathered($0) }
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
      window.partitionPrefix(rows), count: rows.count, threads: threads)
    return await each(partitions.stretches(of: size)) { stretch in
      let first = partitions.starts[stretch.lowerBound]
      let last = partitions.starts[stretch.upperBound]
      let sources = partitions.rows.map { Array($0[first..<last]) } ?? []
      let bounds = partitions.starts[stretch.lowerBound...stretch.upperBound].map { $0 - first }
      let positions = WindowStretch.positions(
        rows, sources, bounds: bounds, order: window.order, orderedKeys: 0)
      return positions.map { $0.map { sources[Int($0)] } } ?? sources
    }
  }

  /// What becomes of each of some items, computed by all workers.
  private func each<Item: Sendable, Output: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) -> Output
  ) async -> [Output] {
    let count = max(1, (items.count + threads * 4 - 1) / (threads * 4))
    return await withTaskGroup(of: (first: Int, results: [Output]).self) { group in
      for first in stride(from: 0, to: items.count, by: count) {
        let part = Array(items[first..<min(first + count, items.count)])
        group.addTask { (first, part.map(body)) }
      }
      var parts: [(first: Int, results: [Output])] = []
      for await part in group { parts.append(part) }
      return parts.sorted { $0.first < $1.first }.flatMap { $0.results }
    }
  }
}
