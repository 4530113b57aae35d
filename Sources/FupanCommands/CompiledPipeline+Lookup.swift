import FupanData
import FupanDiagnostics
import FupanPipelines

extension CompiledPipeline {
  /// The dataset that an option names.
  ///
  /// - Throws: an unknown one, with the nearest name.
  func dataset(named name: String, option: String) throws(Problems) -> CompiledDataset {
    if let dataset = datasets.first(where: { $0.name == name }) { return dataset }
    throw UnknownName.problem(
      name, kind: .phrase(en: "dataset", zh: "数据集"), among: datasets.map { $0.name })
  }
}

/// A name on the command line that nothing has.
enum UnknownName {
  static func problem(_ name: String, kind: FactValue, among names: [String]) -> Problems {
    var diagnostic = Diagnostic(.unknownName, ["name": .text(name), "kind": kind])
    if let nearest = NearestName.to(name, among: names) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    return Problems(diagnostic)
  }
}

extension Table {
  /// The first rows.
  func prefix(_ count: Int) -> Table {
    var left = count
    var kept: [Batch] = []
    for batch in batches where left > 0 {
      kept.append(batch.slice(0..<min(left, batch.count)))
      left -= batch.count
    }
    return Table(schema, kept)
  }
}
