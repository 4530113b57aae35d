import FupanData
import FupanDiagnostics

extension WindowStretches {
  /// The same stretches where those that cut a partition know of its rows in other stretches: one
  /// pass over these before they are computed, of which a few values a function are kept.
  func knowingEdges(by workers: Workers) async throws(Problems) -> WindowStretches {
    guard case .spilled(let ranges, _) = parts, ranges.areGroupsCut else { return self }
    let cut = (0..<ranges.count).filter { ranges.isContinued($0) || ranges.isContinued($0 + 1) }
    let ends = try await ends(of: cut, by: workers)
    var edges: [Int: WindowStretch.Edges] = [:]
    for stretch in cut where ranges.isContinued(stretch) {
      guard let before = ends[stretch - 1] else { continue }
      edges[stretch, default: WindowStretch.Edges()].before =
        before.isOne
        ? (edges[stretch - 1]?.before ?? WindowEdge()).followed(by: before.last, window.functions)
        : before.last
    }
    for stretch in cut.reversed() where ranges.isContinued(stretch + 1) {
      guard let behind = ends[stretch + 1] else { continue }
      edges[stretch, default: WindowStretch.Edges()].behind =
        behind.isOne
        ? behind.first.followed(by: edges[stretch + 1]?.behind ?? WindowEdge(), window.functions)
        : behind.first
    }
    return WindowStretches(
      window: window, parts: .spilled(ranges, edges), surroundings: surroundings)
  }

  /// How some stretches look from others, computed by all workers.
  private func ends(
    of stretches: [Int], by workers: Workers
  ) async throws(Problems) -> [Int: WindowStretch.Ends] {
    let ends = await workers.map(stretches) { stretch in
      Result { () throws(Problems) in try ordered(stretch).ends(window) }
    }
    var result: [Int: WindowStretch.Ends] = [:]
    for (stretch, ends) in zip(stretches, ends) { result[stretch] = try ends.get() }
    return result
  }
}
