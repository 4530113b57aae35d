import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan
import FupanStages

/// Lowers the datasets of a document in the order in which they depend on each other.
struct DatasetCompiler {
  private let entries: [OrderedMap<DatasetStages>.Entry]
  private var scope: Scope
  private(set) var datasets: [CompiledDataset] = []
  private(set) var sinks: [Sink] = []
  private(set) var problems: [Diagnostic] = []

  init(_ datasets: OrderedMap<DatasetStages>, scope: Scope) {
    entries = datasets.entries
    self.scope = scope
    self.scope.datasetNames = entries.map { $0.name }
  }

  /// Lowers every dataset; problems are gathered and the work goes on.
  mutating func compile() {
    var done: Set<String> = []
    var path: [String] = []
    for entry in entries { visit(entry, &done, &path) }
    let order = Dictionary(
      uniqueKeysWithValues: entries.enumerated().map { ($0.element.name, $0.offset) })
    datasets.sort { (order[$0.name] ?? 0) < (order[$1.name] ?? 0) }
  }

  private mutating func visit(
    _ entry: OrderedMap<DatasetStages>.Entry, _ done: inout Set<String>, _ path: inout [String]
  ) {
    if done.contains(entry.name) { return }
    if let start = path.firstIndex(of: entry.name) {
      problems.append(
        Diagnostic(
          .datasetCycle, at: entry.place, ["names": .list(Array(path[start...]) + [entry.name])]))
      return
    }
    path.append(entry.name)
    for use in entry.value.uses {
      for name in use.stage?.datasets ?? [] {
        if let other = entries.first(where: { $0.name == name.text }) { visit(other, &done, &path) }
      }
    }
    path.removeLast()
    if done.insert(entry.name).inserted { lower(entry) }
  }

  private mutating func lower(_ entry: OrderedMap<DatasetStages>.Entry) {
    var relation: Relation?
    var lastStage: (any Stage)?
    var material: Schema?
    var written: [Sink] = []
    for (position, use) in entry.value.uses.enumerated() {
      scope.dataset = entry.name
      scope.position = position
      scope.origin = Origin(use.name, at: use.place)
      let before = relation ?? Relation(Table(Schema([]), []), origin: scope.origin).incomplete
      do throws(Problems) {
        switch use.stage {
        case nil: relation = before.incomplete
        case let reader as any ReadStage:
          guard position == 0 else {
            throw Problems(Diagnostic(.stageAfterStart, at: use.place, ["name": .text(use.name)]))
          }
          relation = try reader.lower(in: scope)
          lastStage = reader
        case let transform as any TransformStage:
          guard position > 0 else {
            throw Problems(Diagnostic(.datasetStart, at: use.place, ["name": .text(use.name)]))
          }
          guard written.isEmpty else {
            throw Problems(Diagnostic(.stageAfterWriter, at: use.place, ["name": .text(use.name)]))
          }
          relation = try transform.lower(before.with(origin: scope.origin), in: scope)
          lastStage = transform
          material = before.schema
        case let writer as any WriteStage:
          guard position > 0 else {
            throw Problems(Diagnostic(.datasetStart, at: use.place, ["name": .text(use.name)]))
          }
          written.append(try writer.sink(for: before, in: scope))
        default: preconditionFailure("a stage reads, transforms or writes")
        }
      } catch {
        problems.append(contentsOf: error.all)
        relation = before.incomplete
      }
    }
    guard let relation else { return }
    let fragment = Fragment(entry.name, relation)
    sinks += written
    datasets.append(
      CompiledDataset(
        name: entry.name, place: entry.place, fragment: fragment, lastStage: lastStage,
        material: material, isAbsent: relation.readsNothing))
    scope.relations[entry.name] = Relation(
      scanning: fragment, origin: Origin("from", at: entry.place))
  }
}

extension Relation {
  /// Whether all it is made from are files that are not there.
  fileprivate var readsNothing: Bool {
    switch node {
    case .scan(.files(let source)): source.files.isEmpty
    case .scan(.fragment(let fragment)): fragment.relation.readsNothing
    case .join(let left, _, _): left.readsNothing
    case .values: false
    default: inputs.allSatisfy { $0.readsNothing }
    }
  }
}
